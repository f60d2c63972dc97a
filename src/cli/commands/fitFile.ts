import { polyfit, type PolynomialFit } from "../../applications/fits/polyfit.ts";
import { type CsvTable, readCsv } from "../../io/csv.ts";
import { table } from "../../plot/table.ts";
import { aligned, type Arguments, type Command } from "../command.ts";
import { UsageError } from "../errors.ts";
import { parseInput, readInput } from "../files.ts";
import { compact } from "../format.ts";
import type { Io } from "../io.ts";
import { CSV_OPTIONS, csvOptions } from "../matrixFile.ts";
import { numberOf } from "../numbers.ts";
import { REPORT_OPTIONS, writeReport } from "../report.ts";

/** Points that the curve is drawn through. */
const DRAWN = 300;

export const fitFile: Command = {
  name: "fit",
  summary: "fit a polynomial to two columns of a .csv file",
  operand: "FILE",
  description: `Fits y ≈ c₀ + c₁ x + … by least squares, and prints the coefficients with their standard errors, right
to nearly all digits of a double. Columns are named as the first line of FILE does, or by number from 1.`,
  options: {
    x: { value: "COL", help: "places (default: 1)" },
    y: { value: "COL", help: "values (default: 2)" },
    weights: { value: "COL", help: "weights, such as 1 / variance of each y (default: equal)" },
    degree: { short: "d", value: "D", help: "of the polynomial (default: 1)" },
    ...CSV_OPTIONS,
    ...REPORT_OPTIONS,
  },
  examples: [
    "wasm-svd fit points.csv --degree 2",
    "wasm-svd fit calibration.csv --x load --y deflection -d 2 --plot fit.svg",
  ],
  run,
};

async function run({ operand: path = "", options }: Arguments, io: Io): Promise<void> {
  const degree = numberOf("--degree", options.degree ?? "1", {
    what: "a whole number from 0",
    holds: (value) => Number.isSafeInteger(value) && value >= 0,
  });
  const bytes = await readInput(path);
  const content = parseInput(path, () => readCsv(bytes, csvOptions(options)));
  const x = columnOf(path, content, "--x", options.x ?? "1");
  const y = columnOf(path, content, "--y", options.y ?? "2");
  const weights =
    options.weights === undefined
      ? undefined
      : columnOf(path, content, "--weights", options.weights).values;
  const fit = fitted(path, () => polyfit(x.values, y.values, degree ?? 1, { weights }));
  const { coefficients, standardErrors, residuals } = fit;
  const lists = { coefficients, standardErrors, residuals };
  const report = {
    json: {
      ...{ x: x.name, y: y.name, degree },
      ...fit,
      ...Object.fromEntries(Object.entries(lists).map(([key, list]) => [key, Array.from(list)])),
    },
    text: textOf(fit),
    plot: () => draw(fit, x, y),
  };
  await writeReport({ operand: path, options }, report, io);
}

interface Column {
  readonly name: string;
  readonly values: Float64Array;
}

/** @throws {@link UsageError} if there is no such column. */
function columnOf(
  path: string,
  { shape: [rows, width], columns: names, data }: CsvTable,
  option: string,
  wanted: string,
): Column {
  const named = names?.indexOf(wanted) ?? -1;
  const at = named >= 0 ? named : Number(wanted) - 1;
  if (!(Number.isInteger(at) && at >= 0 && at < width)) {
    const known = names ? `one of ${names.join(", ")}, or ` : "";
    throw new UsageError(`${option} ${wanted}: expected ${known}a number from 1 to ${width}`);
  }
  const values = Float64Array.from({ length: rows }, (_, i) => data[i * width + at]);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  const name = names?.[at] ?? `column ${at + 1}`;
  if (wrong < 0) return { name, values };
  throw new UsageError(
    `${path}: expected finite numbers, got ${values[wrong]} in ${name}, row ${wrong + 1}`,
  );
}

/** The points may be too few, or their weights wrong. */
function fitted(path: string, fit: () => PolynomialFit): PolynomialFit {
  try {
    return fit();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new UsageError(`${path}: ${cause.message}`, { cause });
  }
}

function textOf(fit: PolynomialFit): string {
  const { coefficients, standardErrors, degreesOfFreedom: free } = fit;
  const term = (k: number) => ["1", "x"][k] ?? `x^${k}`;
  const error =
    free > 0 ? compact(fit.residualStandardError, 7) : "not known: as many coefficients as points";
  const errors = Array.from(standardErrors, (value) => (free > 0 ? compact(value, 4) : "–"));
  return [
    table([
      { heading: "term", cells: Array.from(coefficients, (_, k) => term(k)), align: "left" },
      // As many digits as tell one double from the next.
      { heading: "coefficient", cells: Array.from(coefficients, (c) => `${c}`), align: "left" },
      { heading: "± standard error", cells: errors, align: "left" },
    ]),
    "\n",
    aligned([
      ["R²", compact(fit.rSquared, 10)],
      ["residual", `${error} (standard error, ${free} degrees of freedom)`],
    ]),
    "\n",
  ].join("");
}

async function draw(fit: PolynomialFit, x: Column, y: Column): Promise<string> {
  const { chartSvg } = await import("../../plot/index.ts");
  const low = x.values.reduce((a, b) => Math.min(a, b));
  const high = x.values.reduce((a, b) => Math.max(a, b));
  const places = Array.from({ length: DRAWN }, (_, i) => low + ((high - low) * i) / (DRAWN - 1));
  const degree = fit.coefficients.length - 1;
  return chartSvg({
    title: `${y.name} against ${x.name}`,
    x: { title: x.name },
    y: { title: y.name },
    series: [
      { name: "data", x: x.values, y: y.values, as: "dots" },
      {
        name: degree === 1 ? "line" : `polynomial of degree ${degree}`,
        x: places,
        y: places.map(fit.predict),
      },
    ],
  });
}
