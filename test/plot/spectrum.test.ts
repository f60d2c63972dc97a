import { describe, expect, it } from "vitest";
import { spectrumSvg } from "../../src/plot/spectrum.ts";

/** Every element of `name`, by its attributes; throws if the text is no well-formed SVG. */
function elements(
  svg: string,
  name: string,
): { attributes: Record<string, string>; text: string }[] {
  return [...svg.matchAll(new RegExp(`<${name}((?: [\\w-]+="[^"]*")*)(?:/>|>([^<]*))`, "g"))].map(
    ([, list, text = ""]) => ({
      attributes: Object.fromEntries(
        [...list.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
      ),
      text,
    }),
  );
}

function points(d: string): [number, number][] {
  return [...d.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

const halves = Float64Array.from({ length: 100 }, (_, i) => 2 ** -i);

describe("a spectrum", () => {
  const svg = spectrumSvg(
    [
      { name: "red", values: halves, colour: "#f00" },
      { name: "blue", values: [1, 1] },
    ],
    {
      title: "A < B & C",
      marks: [2, 7, 500],
    },
  );

  it("is well-formed, every element closed", () => {
    const open: string[] = [];
    for (const [, closing, name, end] of svg.matchAll(/<(\/?)([\w]+)[^>]*?(\/?)>/g)) {
      if (closing) expect(open.pop()).toBe(name);
      else if (!end) open.push(name);
    }
    expect(open).toEqual([]);
    expect(svg).toContain("A &lt; B &amp; C");
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("draws equal factors as equal steps down, as far as rounding errors begin", () => {
    const [red] = elements(svg, "path").filter(({ attributes }) => attributes.stroke === "#f00");
    const curve = points(red.attributes.d);
    expect(curve.length).toBe(54); // 2⁻⁵³ > 1e-16 > 2⁻⁵⁴
    const steps = curve.slice(1).map(([, y], i) => y - curve[i][1]);
    const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
    for (const step of steps) expect(Math.abs(step - mean)).toBeLessThanOrEqual(0.11);
    expect(mean).toBeGreaterThan(1);
  });

  it("draws the energy of all series up to 100 %", () => {
    const energy = elements(svg, "path").at(-1);
    const heights = points(energy.attributes.d).map(([, y]) => y);
    expect(heights.length).toBe(100);
    for (let i = 1; i < heights.length; ++i) expect(heights[i]).toBeLessThanOrEqual(heights[i - 1]);
    expect(heights.at(-1)).toBe(112);
    // Squares: 1 + 1 of the first, then 1/4 + 1, then 1/16 …, in all 4/3 + 2.
    const labels = elements(svg, "text").map(({ text }) => text);
    expect(labels).toContain(`${(100 * (3.25 / (4 / 3 + 2))).toFixed(1)} %`);
  });

  it("marks the ranks that there are", () => {
    const labels = elements(svg, "text").map(({ text }) => text);
    expect(labels.filter((text) => text.startsWith("k ="))).toEqual(["k = 2", "k = 7"]);
    expect(elements(svg, "circle").length).toBe(2);
  });

  it("leaves out labels that would overlap, but no dots", () => {
    const crowded = spectrumSvg([{ name: "a", values: halves }], { marks: [50, 51, 52] });
    const labels = elements(crowded, "text").map(({ text }) => text);
    expect(labels.filter((text) => text.startsWith("k ="))).toEqual(["k = 50"]);
    expect(elements(crowded, "circle").length).toBe(3);
  });

  it("names its curves", () => {
    const labels = elements(svg, "text").map(({ text }) => text);
    expect(labels).toEqual(expect.arrayContaining(["red", "blue", "energy"]));
  });
});

it.each<[name: string, values: number[]]>([
  ["one value", [3]],
  ["equal values", [1, 1, 1]],
  ["a zero", [2, 1, 0]],
  ["tiny values", [3e-300, 1e-300]],
  ["huge values", [1e300, 1e299]],
])("draws %s", (_, values) => {
  const svg = spectrumSvg([{ name: "s", values }]);
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  expect(elements(svg, "path").length).toBe(2);
});

it("needs a value above 0", () => {
  expect(() => spectrumSvg([])).toThrow(RangeError);
  expect(() => spectrumSvg([{ name: "s", values: [0, 0] }])).toThrow(RangeError);
});
