import type { Real } from "../real.ts";
import type { Engine } from "./engine.ts";
import type { ResidentOperator } from "./operators.ts";
import type { Sparse } from "./sparse.ts";

/** Rows of a slice, as assembly/kernels/sparse/multiplySliced.ts has it. */
const SLICE = 4;

/**
 * Copies a sparse matrix into the memory of an engine, for as long as the caller's arena scope lasts.
 *
 * Twice, once by rows and once by columns, each in slices of four of nearly the same length
 * (`sparseMultiplySliced`): 20,000 × 10,000 with 200,000 entries, f64, one vector, one core of an EPYC of 2024:
 *
 *     A·x      rows in slices 112 µs, as they come 194 µs (SciPy 227 µs)
 *     Aᵀ·x     columns in slices 123 µs, scattered from rows 262 µs (SciPy 225 µs)
 */
export function residentSparse<T extends Real>(engine: Engine<T>, a: Sparse<T>): ResidentOperator {
  const byRows = layOut(engine, a, sliceRows(a), false);
  const byColumns = layOut(engine, a, sliceColumns(a), true);
  return {
    rows: a.rows,
    columns: a.columns,
    cost: a.values.length,
    multiply: (b, xAt, yAt) => multiply(engine, byRows, b, xAt, yAt),
    multiplyTransposed: (b, xAt, yAt) => multiply(engine, byColumns, b, xAt, yAt),
  };
}

/** The sizes of all blocks that `residentSparse` allocates, in bytes. */
export function residentSparseSizes(a: Sparse): number[] {
  return [sliceRows(a), sliceColumns(a)].flatMap((slices) =>
    sizes(slices, a.values.BYTES_PER_ELEMENT),
  );
}

/** Lines (rows or columns) in the order of their lengths, four to a slice. */
interface Slices {
  /** How many entries each line of a slice has, with those that fill it up. */
  readonly lengths: Uint32Array;
  /**
   * The lines of the slices, one after the other. If there are not enough for the last slice, it starts with
   * stand-ins: lines without entries that go by the number of the last one, whose result then takes their place.
   */
  readonly lines: Uint32Array;
  /** Entries of all slices. */
  readonly total: number;
}

function sliceRows({ rows, rowStarts }: Sparse): Slices {
  const counts = new Uint32Array(rows);
  for (let i = 0; i < rows; ++i) counts[i] = rowStarts[i + 1] - rowStarts[i];
  return slice(counts);
}

function sliceColumns({ columns, columnIndices }: Sparse): Slices {
  const counts = new Uint32Array(columns);
  for (let k = 0; k < columnIndices.length; ++k) ++counts[columnIndices[k]];
  return slice(counts);
}

/**
 * Sorts lines by their lengths, the longest first and those that are equally long as they come.
 *
 * What fills up a slice is in all less than 3 times the longest line: the differences of lengths add up
 * to no more than that.
 */
function slice(counts: Uint32Array): Slices {
  const order = longestFirst(counts);
  const count = Math.ceil(order.length / SLICE);
  const lengths = new Uint32Array(count);
  const lines = new Uint32Array(count * SLICE).fill(order[order.length - 1]);
  const standIns = lines.length - order.length;
  const full = order.length - (order.length % SLICE);
  lines.set(order.subarray(0, full));
  lines.set(order.subarray(full), full + standIns);
  let total = 0;
  for (let s = 0; s < count; ++s) {
    lengths[s] = counts[order[s * SLICE]];
    total += SLICE * lengths[s];
  }
  return { lengths, lines, total };
}

/** The places of `counts` in the order of what stands there, by counting. */
function longestFirst(counts: Uint32Array): Uint32Array {
  let longest = 0;
  for (let i = 0; i < counts.length; ++i) longest = Math.max(longest, counts[i]);
  const next = new Uint32Array(longest + 2);
  for (let i = 0; i < counts.length; ++i) ++next[longest - counts[i] + 1];
  for (let length = 0; length <= longest; ++length) next[length + 1] += next[length];
  const order = new Uint32Array(counts.length);
  for (let i = 0; i < counts.length; ++i) order[next[longest - counts[i]]++] = i;
  return order;
}

/** Where slices lie in memory. */
interface Block {
  readonly slices: number;
  readonly lengthsAt: number;
  readonly linesAt: number;
  readonly indicesAt: number;
  readonly valuesAt: number;
}

function sizes({ lengths, lines, total }: Slices, size: number): number[] {
  return [
    lengths.byteLength,
    lines.byteLength,
    total * Uint32Array.BYTES_PER_ELEMENT,
    total * size,
  ];
}

function layOut<T extends Real>(
  engine: Engine<T>,
  a: Sparse<T>,
  slices: Slices,
  transposed: boolean,
): Block {
  const { arena } = engine;
  const size = a.values.BYTES_PER_ELEMENT;
  const at = sizes(slices, size).map((bytes) => arena.allocate(bytes));
  const [lengthsAt, linesAt, indicesAt, valuesAt] = at;
  // Views of the memory are made after it has grown for the last time.
  const { buffer } = arena.memory;
  new Uint32Array(buffer, lengthsAt, slices.lengths.length).set(slices.lengths);
  new Uint32Array(buffer, linesAt, slices.lines.length).set(slices.lines);
  const indices = new Uint32Array(buffer, indicesAt, slices.total).fill(0);
  const values = engine.numbers.subarray(valuesAt / size, valuesAt / size + slices.total).fill(0);
  place(a, slices, transposed, indices, values);
  return { slices: slices.lengths.length, lengthsAt, linesAt, indicesAt, valuesAt };
}

/** Puts the entries into slices; those of a line stay in their order. */
function place(
  a: Sparse,
  slices: Slices,
  transposed: boolean,
  indices: Uint32Array,
  values: Real,
): void {
  const next = starts(slices, transposed ? a.columns : a.rows);
  for (let i = 0; i < a.rows; ++i) {
    for (let k = a.rowStarts[i]; k < a.rowStarts[i + 1]; ++k) {
      const j = a.columnIndices[k];
      const line = transposed ? j : i;
      const at = next[line];
      next[line] += SLICE;
      indices[at] = transposed ? i : j;
      values[at] = a.values[k];
    }
  }
}

/** Where the entries of each line start. */
function starts({ lengths, lines }: Slices, count: number): Float64Array {
  const places = new Float64Array(count);
  let start = 0;
  for (let s = 0; s < lengths.length; ++s) {
    // Of a line and its stand-ins, the line itself comes last.
    for (let r = 0; r < SLICE; ++r) places[lines[s * SLICE + r]] = start + r;
    start += SLICE * lengths[s];
  }
  return places;
}

function multiply({ exports }: Engine, block: Block, b: number, xAt: number, yAt: number): void {
  const { slices, lengthsAt, linesAt, indicesAt, valuesAt } = block;
  exports.sparseMultiplySliced(slices, b, lengthsAt, linesAt, indicesAt, valuesAt, xAt, yAt);
}
