import { fill, transpose, type Dense } from "./dense.ts";
import type { Factors } from "./ratios.ts";

/** Sweeps over all pairs of columns before giving up; six to ten are usual. */
const MAX_SWEEPS = 60;

/**
 * A slow thin SVD by rotations of pairs of columns (M. R. Hestenes, J. SIAM 6
 * (1958) 51–90), in doubles and without a line of the library: for the test of
 * the yardstick, and as a reference for results in single precision.
 *
 * A must have full column rank (row rank, if wide), and neither squares that
 * overflow nor squares that underflow.
 */
export function jacobiSvd(a: Dense): Factors & { U: Dense; Vt: Dense; s: Float64Array } {
  if (a.rows < a.columns) {
    const { U, s, Vt } = jacobiSvd(transpose(a));
    return { U: transpose(Vt), s, Vt: transpose(U) };
  }
  const { rows: m, columns: n } = a;
  const columns = Array.from({ length: n }, (_, j) =>
    Float64Array.from({ length: m }, (_, i) => a.data[i * n + j]),
  );
  const v = Array.from({ length: n }, (_, j) =>
    Float64Array.from({ length: n }, (_, i) => (i === j ? 1 : 0)),
  );
  for (let sweep = 0; sweep < MAX_SWEEPS && rotateAll(columns, v) > 0; ++sweep);

  const lengths = columns.map((x) => Math.sqrt(dot(x, x)));
  const order = lengths.map((_, i) => i).sort((i, j) => lengths[j] - lengths[i]);
  return {
    U: fill(m, n, (i, j) => columns[order[j]][i] / lengths[order[j]]),
    s: Float64Array.from(order, (i) => lengths[i]),
    Vt: fill(n, n, (i, j) => v[order[i]][j]),
  };
}

/** One sweep; returns the number of pairs that were not orthogonal before it. */
function rotateAll(columns: Float64Array[], v: Float64Array[]): number {
  let rotations = 0;
  for (let p = 0; p < columns.length; ++p) {
    for (let q = p + 1; q < columns.length; ++q) {
      const [x, y] = [columns[p], columns[q]];
      const [xx, yy, xy] = [dot(x, x), dot(y, y), dot(x, y)];
      if (!(Math.abs(xy) > 2 ** -52 * Math.sqrt(x.length * xx * yy))) continue;
      ++rotations;
      const zeta = (yy - xx) / (2 * xy);
      const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
      const c = 1 / Math.hypot(1, t);
      rotate(x, y, c, c * t);
      rotate(v[p], v[q], c, c * t);
    }
  }
  return rotations;
}

function rotate(x: Float64Array, y: Float64Array, c: number, s: number): void {
  for (let i = 0; i < x.length; ++i) {
    const [xi, yi] = [x[i], y[i]];
    x[i] = c * xi - s * yi;
    y[i] = s * xi + c * yi;
  }
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; ++i) sum += x[i] * y[i];
  return sum;
}
