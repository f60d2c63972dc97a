import { describe, expect, it } from "vitest";
import { svd, svdvals } from "../../src/index.ts";
import { precisions } from "../support/precisions.ts";

// dqds computes with squares: those of values below 2⁻⁵³⁷ are 0, and the values came out as 0.
describe.each(precisions)("values far below the largest, $name", ({ array, dtype }) => {
  const tiny = dtype === "float64" ? 1e-300 : 1e-37;

  it.each([1, 2, 40])("are not lost, in a matrix of order %i and one", (n) => {
    const order = n + 1;
    const data = array(new Float64Array(order * order));
    for (let i = 0; i < n; ++i) data[i * order + i] = 1;
    data[order * order - 1] = tiny;
    const a = { data, shape: [order, order] as [number, number] };
    expect(svdvals(a)[n]).toBe(data[order * order - 1]);
    for (const method of ["qr", "divide-and-conquer"] as const) {
      expect(svd(a, { method }).s[n]).toBe(data[order * order - 1]);
    }
  });
});
