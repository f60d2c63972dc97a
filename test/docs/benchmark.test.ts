// README's table and plot are made of the newest results that are kept: neither is edited by hand.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { thinPlot } from "../../bench/report/plot.ts";
import { withSpeed } from "../../bench/report/readme.ts";
import { PLOT, README } from "../../bench/report/report.ts";
import { newestResults, peersOf, thinTime } from "../../bench/report/results.ts";

const HOW = "npm run bench:report writes it";
const readme = readFileSync(README, "utf8");
const results = newestResults();

describe("what README says about speed", () => {
  it("is what the newest results say", () => {
    expect(withSpeed(readme, results), HOW).toBe(readme);
    expect(readme).toContain(`(bench/results/${results.file})`);
  });

  it("would not be if a measurement were another", () => {
    const { against } = results;
    const slower = against.rows.map((row) => ({
      ...row,
      results: row.results.map((one) => ({ ...one, milliseconds: 2 * (one.milliseconds ?? NaN) })),
    }));
    const other = { ...results, against: { ...against, rows: slower } };
    expect(withSpeed(readme, other)).not.toBe(readme);
    expect(thinPlot(other)).not.toBe(readFileSync(PLOT, "utf8"));
  });
});

describe("the plot in README", () => {
  const svg = readFileSync(PLOT, "utf8");

  it("is what the newest results say", () => {
    expect(thinPlot(results), HOW).toBe(svg);
    expect(readme).toContain("(bench/results/thin.svg)");
  });

  it("names everybody, and has a point for each measurement", () => {
    const squares = results.against.rows.filter(
      ({ table, rows, columns }) => table === "thin" && rows === columns,
    );
    let points = 0;
    for (const { name } of peersOf(results)) {
      expect(svg).toContain(`>${name}</text>`);
      points += squares.filter(({ rows: n }) => thinTime(results, name, n, n) !== undefined).length;
    }
    expect(points).toBeGreaterThan(20);
    expect(svg.split("<circle ").length - 1).toBe(points);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });
});
