import { describe, expect, it } from "vitest";
import { barPanelsSvg } from "../../src/plot/barPanels.ts";
import { chartSvg } from "../../src/plot/chart.ts";

const x = { title: "rank", whole: true };
const y = { title: "error", log: true };
const curve = { name: "error <ours>", x: [1, 2, 3], y: [0.5, 0.05, 0.005] };

/** The numbers of an attribute, in the order of the elements. */
function numbers(svg: string, tag: string, attribute: string): number[] {
  const found = svg.matchAll(new RegExp(`<${tag}[^>]* ${attribute}="([-\\d.]+)"`, "g"));
  return Array.from(found, ([, value]) => Number(value));
}

describe("chartSvg", () => {
  it("draws one circle for each point, at even distances on a log axis", () => {
    const svg = chartSvg({ title: "t", x, y, series: [{ ...curve, as: "dots" }] });
    const [a, b, c] = numbers(svg, "circle", "cy");
    expect(c - b).toBeCloseTo(b - a, 0);
    expect(b).toBeGreaterThan(a);
    expect(svg).toContain("error &lt;ours&gt;");
  });

  it("leaves out what an axis cannot show", () => {
    const series = [{ as: "dots" as const, x: [1, 2, 3, 4], y: [1, 0, NaN, 2] }];
    expect(numbers(chartSvg({ title: "t", x, y, series }), "circle", "cx").length).toBe(2);
    const linear = chartSvg({ title: "t", x, y: { title: "y" }, series });
    expect(numbers(linear, "circle", "cx").length).toBe(3);
  });

  it("stands bars on zero, up and down", () => {
    const series = [{ as: "bars" as const, x: [1, 2], y: [3, -3] }];
    const svg = chartSvg({ title: "t", x, y: { title: "y" }, series });
    const [up, down] = numbers(svg, "rect", "y").slice(-2);
    const [height, depth] = numbers(svg, "rect", "height").slice(-2);
    expect(height).toBeCloseTo(depth, 6);
    expect(up + height).toBeCloseTo(down, 0);
  });

  it("writes every number of an axis of less than one power of ten", () => {
    const svg = chartSvg({ title: "t", x, y, series: [{ x: [1, 2], y: [2, 4] }] });
    for (const tick of [2, 3, 4]) expect(svg).toContain(`>${tick}</text>`);
    expect(svg).not.toContain("undefined");
  });

  it("draws rules on both axes, with their words", () => {
    const rules = [
      { axis: "x", at: 2, text: "chosen" },
      { axis: "y", at: 0.1, text: "threshold" },
    ] as const;
    const svg = chartSvg({ title: "t", x, y, series: [curve], rules });
    expect(svg).toContain(">chosen</text>");
    expect(svg).toContain(">threshold</text>");
  });

  it("draws a single point, and refuses none", () => {
    const one = { x: [1], y: [1] };
    expect(chartSvg({ title: "t", x, y, series: [one] })).not.toMatch(/NaN|Infinity/);
    const draw = () => chartSvg({ title: "t", x, y, series: [{ x: [1], y: [0] }] });
    expect(draw).toThrow("chartSvg: expected a point that can be drawn, got none");
  });
});

describe("barPanelsSvg", () => {
  const bars = [
    { label: "ships", value: 2 },
    { label: "jobs & gold", value: -1 },
  ];

  it("draws signed bars of all panels on one scale", () => {
    const svg = barPanelsSvg(
      [
        { title: "one", bars },
        { title: "two", bars },
      ],
      { title: "t" },
    );
    const widths = numbers(svg, "rect", "width").slice(1);
    expect(widths.length).toBe(4);
    expect(widths[0] / widths[1]).toBeCloseTo(2, 1);
    expect(svg).toContain("jobs &amp; gold");
  });

  it("refuses nothing to draw", () => {
    expect(() => barPanelsSvg([], { title: "t" })).toThrow(
      "barPanelsSvg: expected a bar, got none",
    );
  });
});
