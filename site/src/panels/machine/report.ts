import type { Machine } from "./machine.ts";
import type { Row } from "./measure.ts";

/** What was measured, and where: what is copied. */
export interface Report {
  readonly date: string;
  readonly what: string;
  readonly machine: Machine;
  readonly rows: readonly Row[];
}

export function reportOf(machine: Machine, rows: readonly Row[]): Report {
  const what = "thin SVD of n × n standard normal numbers, median milliseconds of a call";
  return { date: new Date().toISOString(), what, machine, rows };
}

/** Three digits, and whole numbers from 100 on; a dash for what there is not. */
export function digits(value: number | undefined): string {
  if (value === undefined) return "–";
  return value >= 100 ? Math.round(value).toLocaleString("en-US") : value.toPrecision(3);
}

export function asText({ date, what, machine, rows }: Report): string {
  const table = [
    ["n", "float64", "float32", "ml-matrix", "ratio"],
    ...rows.map((row) => [
      String(row.n),
      digits(row.times.float64),
      digits(row.times.float32),
      digits(row.times["ml-matrix"]),
      digits(row.ratios.float64),
    ]),
  ];
  const widths = table[0].map((_, j) => Math.max(...table.map((cells) => cells[j].length)));
  const lines = table.map((cells) => cells.map((cell, j) => cell.padStart(widths[j])).join("  "));
  const { browser, platform, build, logicalCores, crossOriginIsolated } = machine;
  const isolated = crossOriginIsolated ? "isolated" : "not isolated";
  const head = `wasm-svd, ${build}; ${browser} on ${platform}, ${logicalCores} logical cores, ${isolated}; ${date}`;
  return [head, `${what}:`, "", ...lines, ""].join("\n");
}
