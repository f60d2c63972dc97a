import { describe, expect, it } from "vitest";
import type { Chart } from "../../src/plot/chart.ts";
import { chartsSvg } from "../../src/plot/charts.ts";

function chart(title: string, width?: number): Chart {
  const axis = { title: "x" };
  return { title, x: axis, y: axis, series: [{ x: [1], y: [1] }], ...(width && { width }) };
}

describe("chartsSvg", () => {
  it("puts charts beside each other, as wide as they are", () => {
    const svg = chartsSvg([chart("one", 300), chart("two"), chart("three")], { title: "a & b" });
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 1580 540" width="1580" height="540"/);
    const lefts = Array.from(svg.matchAll(/translate\((\d+) 0\)/g), ([, left]) => Number(left));
    expect(lefts).toEqual([0, 300, 940]);
    expect(svg).toContain("<title>a &amp; b</title>");
    for (const title of ["one", "two", "three"]) expect(svg).toContain(`>${title}</text>`);
  });

  it("refuses none", () => {
    expect(() => chartsSvg([], { title: "t" })).toThrow("chartsSvg: expected a chart, got none");
  });
});
