import type { Real } from "../../src/real.ts";
import type { Engine } from "../../src/wasm/engine.ts";
import type { Sparse } from "../../src/wasm/sparse.ts";
import type { Precision } from "./precisions.ts";
import { random } from "./random.ts";

/** A random sparse matrix. Row and column 2 are empty, if there are any; row 1 is full. */
export function randomSparse(
  p: Precision,
  m: number,
  n: number,
  density: number,
  seed: number,
): Sparse {
  const { normal, uniform } = random(seed);
  const rowStarts = new Uint32Array(m + 1);
  const columnIndices: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < m; ++i) {
    for (let j = 0; j < n; ++j) {
      if (i === 2 || j === 2 || (i !== 1 && uniform() >= density)) continue;
      columnIndices.push(j);
      values.push(normal());
    }
    rowStarts[i + 1] = values.length;
  }
  return {
    rows: m,
    columns: n,
    rowStarts,
    columnIndices: Uint32Array.from(columnIndices),
    values: p.array(values),
  };
}

/** Row i, column j and value of each entry. */
export function* entriesOf(a: Sparse): Generator<[i: number, j: number, value: number]> {
  for (let i = 0; i < a.rows; ++i) {
    for (let k = a.rowStarts[i]; k < a.rowStarts[i + 1]; ++k) {
      yield [i, a.columnIndices[k], a.values[k]];
    }
  }
}

/** A·X (Aᵀ·X) by plain loops in double precision, and the same of all magnitudes. X lies by rows. */
export function plainProduct(
  a: Sparse,
  b: number,
  x: Real,
  transposed: boolean,
): { exact: Float64Array; magnitude: Float64Array } {
  const exact = new Float64Array((transposed ? a.columns : a.rows) * b);
  const magnitude = exact.slice();
  for (const [i, j, value] of entriesOf(a)) {
    const [from, to] = transposed ? [i, j] : [j, i];
    for (let c = 0; c < b; ++c) {
      const term = value * x[from * b + c];
      exact[to * b + c] += term;
      magnitude[to * b + c] += Math.abs(term);
    }
  }
  return { exact, magnitude };
}

/** The longest row or column. */
export function longestLine(a: Sparse): number {
  const counts = new Map<string, number>();
  for (const [i, j] of entriesOf(a)) {
    for (const line of [`row ${i}`, `column ${j}`]) counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

/** An index that leads out of the memory of any test: what stands behind the entries must not be used. */
const OUTSIDE = 2 ** 28 - 1;

/** The arrays of a sparse matrix in the memory of an engine, followed by what no kernel may use. */
export function pushSparse<T extends Real>(engine: Engine<T>, a: Sparse<T>) {
  const pushIndices = (indices: Uint32Array) => {
    const at = engine.arena.allocate(indices.byteLength + 64);
    const view = new Uint32Array(engine.arena.memory.buffer, at, indices.length + 16);
    view.fill(OUTSIDE);
    view.set(indices);
    return at;
  };
  const startsAt = pushIndices(a.rowStarts);
  const indicesAt = pushIndices(a.columnIndices);
  const length = a.values.length + 16;
  const valuesAt = engine.allocate(length);
  const first = valuesAt / a.values.BYTES_PER_ELEMENT;
  engine.numbers.fill(NaN, first, first + length).set(a.values, first);
  return { startsAt, indicesAt, valuesAt };
}
