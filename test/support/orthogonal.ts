import type { Dense } from "./dense.ts";
import { fill } from "./dense.ts";
import type { Random } from "./random.ts";

/**
 * Multiplies A from both sides with random orthogonal matrices, in place:
 * products of Householder reflections, one for each trailing block, as LAPACK's
 * DLAGGE takes them. The singular values of A stay.
 */
export function hide(a: Dense, random: Random): Dense {
  multiplyLeft(a, random);
  multiplyRight(a, random);
  return a;
}

/** A random m × m orthogonal matrix. */
export function orthogonal(m: number, random: Random): Dense {
  return multiplyLeft(
    fill(m, m, (i, j) => (i === j ? random.sign() : 0)),
    random,
  );
}

/** A ← Q A. */
function multiplyLeft(a: Dense, random: Random): Dense {
  const { rows: m, columns: n, data } = a;
  const sums = new Float64Array(n);
  for (let start = m - 2; start >= 0; --start) {
    const v = unitVector(m - start, random);
    sums.fill(0);
    for (let i = start; i < m; ++i) {
      const factor = v[i - start];
      for (let j = 0, at = i * n; j < n; ++j, ++at) sums[j] += factor * data[at];
    }
    for (let i = start; i < m; ++i) {
      const factor = 2 * v[i - start];
      for (let j = 0, at = i * n; j < n; ++j, ++at) data[at] -= factor * sums[j];
    }
  }
  return a;
}

/** A ← A Q. */
function multiplyRight(a: Dense, random: Random): Dense {
  const { rows: m, columns: n, data } = a;
  for (let start = n - 2; start >= 0; --start) {
    const v = unitVector(n - start, random);
    for (let i = 0; i < m; ++i) {
      const row = i * n + start;
      let sum = 0;
      for (let j = 0; j < v.length; ++j) sum += data[row + j] * v[j];
      for (let j = 0; j < v.length; ++j) data[row + j] -= 2 * sum * v[j];
    }
  }
  return a;
}

function unitVector(length: number, random: Random): Float64Array {
  const v = Float64Array.from({ length }, () => random.normal());
  const norm = Math.hypot(...v) || 1;
  return v.map((x) => x / norm);
}
