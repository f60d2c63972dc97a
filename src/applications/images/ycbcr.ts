import { Matrix } from "../../matrix.ts";

/** Brightness of red, green and blue after ITU-R BT.601, as JPEG has it. */
const [RED, GREEN, BLUE] = [0.299, 0.587, 0.114];

/**
 * Y = 0.299 R + 0.587 G + 0.114 B, Cb = (B − Y) / 1.772, Cr = (R − Y) / 1.402, without the 128 that JPEG adds to
 * the latter (ITU-T T.871, §7): a grey pixel has Cb = Cr = 0.
 */
export function toYcbcr(rgb: readonly Matrix<Float64Array>[]): Matrix<Float64Array>[] {
  const [red, green, blue] = rgb.map(({ data }) => data);
  const luma = red.map((r, i) => RED * r + GREEN * green[i] + BLUE * blue[i]);
  return sameShape(rgb[0], [
    luma,
    blue.map((b, i) => (b - luma[i]) / (2 - 2 * BLUE)),
    red.map((r, i) => (r - luma[i]) / (2 - 2 * RED)),
  ]);
}

/** The inverse. */
export function fromYcbcr(planes: readonly Matrix<Float64Array>[]): Matrix<Float64Array>[] {
  const [luma, cb, cr] = planes.map(({ data }) => data);
  const red = cr.map((x, i) => luma[i] + (2 - 2 * RED) * x);
  const blue = cb.map((x, i) => luma[i] + (2 - 2 * BLUE) * x);
  const green = luma.map((y, i) => (y - RED * red[i] - BLUE * blue[i]) / GREEN);
  return sameShape(planes[0], [red, green, blue]);
}

function sameShape(
  { rows, columns }: Matrix,
  planes: readonly Float64Array[],
): Matrix<Float64Array>[] {
  return planes.map((data) => new Matrix(rows, columns, data as Float64Array<ArrayBuffer>));
}
