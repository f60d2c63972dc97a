import { Matrix } from "../../src/matrix.ts";
import { rowsOf } from "../../src/blocks.ts";

/** Cuts a matrix into blocks of so many rows each, the last one of what is left. */
export function cut(a: Matrix, rows: number): Matrix[] {
  const blocks: Matrix[] = [];
  for (let first = 0; first < a.rows; first += rows) {
    const { data, ...part } = rowsOf(a, first, Math.min(a.rows, first + rows));
    blocks.push(new Matrix(part.rows, part.columns, data));
  }
  return blocks;
}

/** The matrix that blocks make, one below the other. */
export async function stack(
  blocks: Iterable<Matrix> | AsyncIterable<Matrix>,
  columns: number,
): Promise<Matrix> {
  const numbers: number[] = [];
  let single = false;
  for await (const { data } of blocks) {
    single = data.BYTES_PER_ELEMENT === 4;
    for (const x of data) numbers.push(x);
  }
  const data = single ? Float32Array.from(numbers) : Float64Array.from(numbers);
  return new Matrix(columns === 0 ? 0 : numbers.length / columns, columns, data);
}

/** Yields blocks once, and says whether it was closed. */
export function once(blocks: Iterable<unknown>, error?: Error) {
  const state = { closed: false, given: 0 };
  async function* generate(): AsyncGenerator<Matrix, void, undefined> {
    try {
      for (const block of blocks) {
        ++state.given;
        yield await Promise.resolve(block as Matrix);
      }
      if (error) throw error;
    } finally {
      state.closed = true;
    }
  }
  return { blocks: generate(), state };
}
