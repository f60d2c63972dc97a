import { describe, expect, it } from "vitest";
import { fill } from "../support/dense.ts";
import { judge } from "../support/judge.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

// Found by the family "magnitudes all over the range". Vectors whose squares
// underflow are lifted by a power of two, then put back. In double precision two
// lifts by 2^590 were put back by 2^-1180, which is 0: a division by it made NaN,
// and the iteration cleared the same entry of e for ever. In single precision a
// lift by 2^98 made the squares overflow.
describe.each(precisions)("a block far below the largest entry, $name", (precision) => {
  // Scaled to 2^400 (2^40), these lie from where squares begin to underflow to
  // where everything counts as zero.
  const depths =
    precision.dtype === "float64"
      ? [600, 700, 900, 1100, 1250, 1300, 1350, 1400]
      : [50, 60, 70, 80, 120, 140, 160];

  it.each(depths)("2^-%i of it, does not hang and does not become NaN", (depth) => {
    for (const [m, n] of [
      [2, 2],
      [3, 3],
      [7, 5],
      [4, 9],
      [20, 20],
    ]) {
      const { normal } = random(m * n);
      const half = Math.floor(depth / 2);
      const a = fill(m, n, (i, j) => {
        if (i === 0 && j === 0) return 2 ** (depth - half);
        return i === 0 || j === 0 ? 0 : normal() * 2 ** -half;
      });
      const stored = { ...a, data: Float64Array.from(precision.array(a.data)) };
      expect(judge({ a: stored }, precision, { ratios: 30, values: 2 }), `${m} × ${n}`).toBe("");
    }
  });
});
