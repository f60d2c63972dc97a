import { shape } from "../errors.ts";
import { zerosLike, type Dense, type Real } from "../real.ts";
import type { EngineOptions } from "./builds.ts";
import { run } from "./call.ts";
import { engineFor, type Engine } from "./engine.ts";

/** A sparse matrix as plain data: compressed rows, the entries of each in the order of their columns. */
export interface Sparse<T extends Real = Real> {
  readonly rows: number;
  readonly columns: number;
  /** Where the entries of each row start, and at last where they end: rows + 1 numbers. */
  readonly rowStarts: Uint32Array;
  readonly columnIndices: Uint32Array;
  readonly values: T;
}

export interface SparseProductOptions extends EngineOptions {
  /** Aᵀ·X instead of A·X. */
  readonly transposed?: boolean;
}

/** Returns A·X or Aᵀ·X, whose inner dimensions agree, in the one precision of both. */
export function multiplySparse<T extends Real>(
  name: string,
  a: Sparse<T>,
  x: Dense<T>,
  { transposed = false, ...options }: SparseProductOptions = {},
): Dense<T> {
  const { rows: m, columns: n, rowStarts, columnIndices, values } = a;
  const b = x.columns;
  const rows = transposed ? n : m;
  if (rows * b === 0 || values.length === 0) {
    return { rows, columns: b, data: zerosLike(values, rows * b) };
  }
  const engine = engineFor(values, options);
  const { exports } = engine;
  const size = values.BYTES_PER_ELEMENT;
  const call = {
    subject: () =>
      `${name}: the product of a sparse ${shape(m, n)} matrix with ${values.length} entries and ${b} vectors`,
    sizes: [
      rowStarts.byteLength,
      columnIndices.byteLength,
      values.byteLength,
      x.data.byteLength,
      rows * b * size,
    ],
    instead: () => "multiply by fewer vectors at a time",
  };
  return run(engine, call, () => {
    const startsAt = pushIndices(engine, rowStarts);
    const indicesAt = pushIndices(engine, columnIndices);
    const valuesAt = engine.push(values);
    const xAt = engine.push(x.data);
    const yAt = engine.allocate(rows * b);
    if (transposed) {
      exports.sparseMultiplyTransposed(m, n, b, startsAt, indicesAt, valuesAt, xAt, yAt);
    } else {
      exports.sparseMultiply(m, b, startsAt, indicesAt, valuesAt, xAt, yAt);
    }
    return { rows, columns: b, data: engine.pull(yAt, rows * b) };
  });
}

/** Allocates a block for numbers of 32 bits, copies them there and returns its address. */
function pushIndices({ arena }: Engine, indices: Uint32Array): number {
  const at = arena.allocate(indices.byteLength);
  new Uint32Array(arena.memory.buffer, at, indices.length).set(indices);
  return at;
}
