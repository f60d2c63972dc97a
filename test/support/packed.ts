import type { Real } from "../../src/real.ts";
import type { Complex } from "./complex.ts";
import { complexZeros } from "./complex.ts";
import type { Precision } from "./precisions.ts";

/** How assembly/kernels/complex/packed.ts keeps complex columns. */
export function layoutOf({ dtype }: Precision) {
  const lanes = dtype === "float64" ? 2 : 4;
  /** Numbers in a column of m entries. */
  const length = (m: number) => 2 * Math.ceil(m / lanes) * lanes;
  /** Where the real part of entry i stands; the imaginary one, `lanes` after it. */
  const place = (i: number) => Math.floor(i / lanes) * 2 * lanes + (i % lanes);
  return { lanes, length, place };
}

/** Packs the columns of a matrix, one behind the other. */
export function packed(a: Complex, precision: Precision): Real {
  const { lanes, length, place } = layoutOf(precision);
  const data = precision.zeros(a.columns * length(a.rows));
  for (let j = 0; j < a.columns; ++j) {
    for (let i = 0; i < a.rows; ++i) {
      const at = j * length(a.rows) + place(i);
      data[at] = a.re[i * a.columns + j];
      data[at + lanes] = a.im[i * a.columns + j];
    }
  }
  return data;
}

export function unpacked(
  rows: number,
  columns: number,
  data: Real,
  precision: Precision,
): Complex<Float64Array> {
  const { lanes, length, place } = layoutOf(precision);
  const a = complexZeros(rows, columns);
  for (let j = 0; j < columns; ++j) {
    for (let i = 0; i < rows; ++i) {
      const at = j * length(rows) + place(i);
      a.re[i * columns + j] = data[at];
      a.im[i * columns + j] = data[at + lanes];
    }
  }
  return a;
}
