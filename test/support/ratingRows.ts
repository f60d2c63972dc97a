import type { Real } from "../../src/real.ts";
import type { Engine } from "../../src/wasm/engine.ts";
import type { Precision } from "./precisions.ts";
import type { Random } from "./random.ts";

/** Numbers of a row of so many factors: with the bias, up to the end of a register. */
export function widthOf({ array }: Precision, factors: number): number {
  const lanes = 16 / array([]).BYTES_PER_ELEMENT;
  return Math.ceil((factors + 1) / lanes) * lanes;
}

/** Random rows of factors, zeros, and a bias as the last, one after the other. */
export function randomRows(p: Precision, rows: number, factors: number, { normal }: Random): Real {
  const width = widthOf(p, factors);
  const data = p.zeros(rows * width);
  for (let i = 0; i < rows; ++i) {
    for (let j = 0; j < factors; ++j) data[i * width + j] = normal();
    data[(i + 1) * width - 1] = normal();
  }
  return data;
}

/** Pushes numbers of 32 bits and returns their address. */
export function pushIndices({ arena }: Engine, indices: ArrayLike<number>): number {
  const at = arena.allocate(4 * indices.length);
  new Uint32Array(arena.memory.buffer, at, indices.length).set(indices);
  return at;
}
