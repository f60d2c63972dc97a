import { describe, NonFiniteError } from "../errors.ts";
import { toMatrix } from "../matrix.ts";
import type { MatrixInput } from "../matrixInput.ts";
import type { Dense, Real } from "../real.ts";

/** A matrix as its rows, a block of them at a time, from the first to the last. */
export type RowBlocks = Iterable<MatrixInput> | AsyncIterable<MatrixInput>;

/**
 * Where row blocks come from. What is to be read more than once must be a function that returns them anew, an array,
 * or another object whose iterators all begin at the first block: not a generator, and not a stream.
 */
export type RowBlockSource = RowBlocks | (() => RowBlocks);

/** How far a computation has come. */
export interface StreamProgress {
  /** How often all rows were read before, from 0. */
  readonly pass: number;
  /** The rows read in this pass. */
  readonly rows: number;
  /** The largest residual of a triplet relative to σ₁, as of the passes before; NaN until it is known. */
  readonly residual: number;
}

/** Options of all that reads row blocks. */
export interface StreamOptions {
  /** Stops reading; the promise rejects with the reason of the signal. */
  readonly signal?: AbortSignal;
  /** Called after each block. */
  readonly onProgress?: (progress: StreamProgress) => void;
}

/** A block, and where it stands in the whole. */
export interface RowBlock {
  readonly index: number;
  /** Its first row, counted in the whole. */
  readonly first: number;
  readonly block: Dense;
}

/** What the reader of a pass knows and tells. */
export interface Pass extends StreamOptions {
  readonly pass?: number;
  readonly residual?: number;
  /** Columns that all blocks must have; by default those of the first one. */
  readonly columns?: number;
  /** Rows that there must be in all: those of the pass before. */
  readonly rows?: number;
}

/** Milliseconds of work after which others get their turn: timers, events, whoever aborts. */
const TURN = 50;

/**
 * Reads blocks one after the other, and checks that they fit together. Blocks without rows are left out, but
 * count. Whoever stops early, by an error or a `break`, closes the iterator (`return`).
 */
export async function* readRowBlocks(
  name: string,
  source: RowBlockSource,
  { signal, onProgress, pass = 0, residual = NaN, columns, rows }: Pass = {},
): AsyncGenerator<RowBlock, void, undefined> {
  signal?.throwIfAborted();
  let index = 0;
  let first = 0;
  let turn = performance.now();
  for await (const input of iterate(name, source)) {
    signal?.throwIfAborted();
    const block = toMatrix(`${name}: block ${index}`, input);
    // [] is 0 × 0: it says nothing of the columns.
    if (block.rows > 0 || block.columns > 0) {
      columns ??= block.columns;
      checkColumns(name, index, block, columns);
    }
    yield { index, first, block };
    first += block.rows;
    ++index;
    onProgress?.({ pass, rows: first, residual });
    if (performance.now() - turn > TURN) {
      await othersTurn();
      turn = performance.now();
    }
  }
  signal?.throwIfAborted();
  if (rows !== undefined && rows !== first) {
    throw new RangeError(
      `${name}: expected ${rows} rows as in the first pass, got ${first} in pass ${pass + 1}; ` +
        `what can be read only once is given as a function that returns it anew`,
    );
  }
  if (index === 0) throw new RangeError(`${name}: expected at least one block of rows, got none`);
}

/**
 * Whether something is meant as row blocks and not as a matrix: a function, what is iterated asynchronously, or an
 * iterable of matrices. An array of rows is a matrix.
 */
export function isRowBlockSource(a: unknown): a is RowBlockSource {
  if (typeof a === "function") return true;
  if (typeof a !== "object" || a === null || ArrayBuffer.isView(a)) return false;
  if (Symbol.asyncIterator in a) return true;
  if (Array.isArray(a)) return a.length > 0 && !isRow(a[0]);
  // Matrices of other libraries are iterable, too: ml-matrix, ndarrays, mathjs. Iterators have a toArray, but no size.
  const isMatrix = "rows" in a || "shape" in a || ("size" in a && "toArray" in a);
  return Symbol.iterator in a && !isMatrix;
}

/** Numbers, or nothing. */
function isRow(a: unknown): boolean {
  if (ArrayBuffer.isView(a)) return true;
  return Array.isArray(a) && (a.length === 0 || typeof a[0] === "number");
}

/** Whether blocks can be read again. Asking does not read any. */
export function isRereadable(source: RowBlockSource): boolean {
  if (typeof source === "function" || Array.isArray(source)) return true;
  // A stream makes a new iterator each time, that goes on where the last one stopped.
  const stream = source as { getReader?: unknown; pipe?: unknown };
  if (typeof stream.getReader === "function" || typeof stream.pipe === "function") return false;
  const iterator: unknown = iteratorOf(source);
  return iterator !== source;
}

/** Throws the error for the first entry that is not finite, of rows that begin at row `first` of the whole. */
export function throwNonFinite(name: string, data: Real, columns: number, first: number): never {
  const at = data.findIndex((x) => !Number.isFinite(x));
  const row = first + Math.floor(at / columns);
  const column = at % columns;
  throw new NonFiniteError(
    `${name}: expected finite numbers, got ${data[at]} at row ${row}, column ${column}`,
    row,
    column,
  );
}

function iterate(name: string, source: RowBlockSource): RowBlocks {
  const blocks: unknown = typeof source === "function" ? source() : source;
  if (typeof blocks === "object" && blocks !== null) {
    if (Symbol.asyncIterator in blocks || Symbol.iterator in blocks) return blocks as RowBlocks;
  }
  const got =
    typeof source === "function" ? `a function that returns ${describe(blocks)}` : describe(blocks);
  throw new TypeError(
    `${name}: expected an iterable or async iterable of row blocks, or a function that returns one, got ${got}`,
  );
}

function iteratorOf(source: RowBlocks): unknown {
  if (typeof source !== "object" || source === null) return source;
  if (Symbol.asyncIterator in source) return source[Symbol.asyncIterator]();
  return Symbol.iterator in source ? source[Symbol.iterator]() : source;
}

function checkColumns(name: string, index: number, block: Dense, columns: number): void {
  if (block.columns === columns) return;
  throw new RangeError(
    `${name}: block ${index} has ${block.columns} columns, expected ${columns} as in the blocks before`,
  );
}

interface Turns {
  readonly setImmediate?: (resume: () => void) => unknown;
}

/** Resolves when timers and events had their turn. */
function othersTurn(): Promise<void> {
  const { setImmediate: soon } = globalThis as Turns;
  return new Promise((resume) => {
    if (soon) soon(resume);
    else setTimeout(resume, 0);
  });
}
