import { describe, expect, it } from "vitest";
import { productOfSlices, sliced } from "../src/exactProduct.ts";
import type { PairMatrix } from "../src/doubleDouble.ts";
import { random } from "./support/random.ts";

/** A multiple of 2⁻⁴⁰⁰ as an integer. */
const exactly = (x: number) => BigInt(x * 2 ** 400);

/** Pairs of random bits, the rows of sizes far apart. */
function pairs(rows: number, columns: number, seed: number): PairMatrix {
  const source = random(seed);
  const hi = new Float64Array(rows * columns);
  const lo = new Float64Array(rows * columns);
  for (let at = 0; at < hi.length; ++at) {
    hi[at] = source.between(-1, 1) * 2 ** ((Math.floor(at / columns) % 5) * 20 - 40);
    lo[at] = hi[at] * source.between(-1, 1) * 2 ** -54;
  }
  return { hi: { rows, columns, data: hi }, lo: { rows, columns, data: lo } };
}

describe("the exact product", () => {
  it.each([
    [1, 1, 1],
    [3, 4, 2],
    [7, 5, 33],
    [4, 6, 300],
    [3, 3, 0],
  ])("%i × %i, sums of %i terms", (m, n, k) => {
    // prettier-ignore
    const [a, b] = [pairs(m, k, m + k), pairs(n, k, n + k + 100)];
    const { hi, lo } = productOfSlices("test", sliced(a), sliced(b), {});
    expect([hi.rows, hi.columns]).toEqual([m, n]);
    const exact = ({ hi, lo }: PairMatrix, at: number) => exactly(hi.data[at]) + exactly(lo.data[at]); // prettier-ignore
    const largest = ({ hi }: PairMatrix, i: number) =>
      Math.max(0, ...hi.data.subarray(i * k, (i + 1) * k).map(Math.abs));
    for (let i = 0; i < m; ++i) {
      for (let j = 0; j < n; ++j) {
        let sum = 0n;
        for (let l = 0; l < k; ++l) sum += exact(a, i * k + l) * exact(b, j * k + l);
        const at = i * n + j;
        const found = (exactly(hi.data[at]) + exactly(lo.data[at])) << 400n;
        const error = Math.abs(Number((found - sum) >> 400n)) / 2 ** 400;
        const size = largest(a, i) * largest(b, j) * Math.max(1, k);
        expect(error, `entry (${i}, ${j})`).toBeLessThanOrEqual(size * 2 ** -104);
      }
    }
  });

  it("has zero rows", () => {
    const zero = { hi: { rows: 2, columns: 3, data: new Float64Array(6) }, lo: { rows: 2, columns: 3, data: new Float64Array(6) } }; // prettier-ignore
    expect(productOfSlices("test", sliced(zero), sliced(zero), {}).hi.data).toEqual(new Float64Array(4)); // prettier-ignore
  });
});
