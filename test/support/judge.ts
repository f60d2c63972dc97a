import { Matrix, svd, type Real, type SVD } from "../../src/index.ts";
import { examine } from "./check.ts";
import type { Sample } from "./samples.ts";
import type { Precision } from "./precisions.ts";
import { valuesRatio, type Factors } from "./ratios.ts";
import type { Report } from "./report.ts";
import { thorough } from "./thorough.ts";

export interface Bounds {
  /** On the residual and on both orthogonalities. */
  readonly ratios: number;
  /** On the singular values, against those prescribed. */
  readonly values: number;
}

const MODES = ["thin", "full"] as const;

/** What computes the vectors, whatever the driver would choose for the size. */
const ALL = ["auto", "twisted", "divide-and-conquer", "qr", "jacobi"] as const;
type Path = (typeof ALL)[number];

const PATHS: readonly Path[] = thorough ? ALL : ["auto"];

/** Up to here, what is twisted is what "auto" chooses. */
const SAME_UP_TO = 128;

/** Jacobi, which costs most, on matrices up to this size, and on some of the larger ones. */
const JACOBI_UP_TO = 66;
const JACOBI_SIZES = [129, 257];

/**
 * Decomposes a sample in all three ways, by each method, and returns what is wrong
 * with the results, or "". What was measured goes to the report.
 */
export function judge(
  { a, s: expected }: Sample,
  precision: Precision,
  bounds: Bounds,
  report?: Report,
): string {
  const data = precision.array(a.data);
  const before = data.slice();
  const matrix = new Matrix(a.rows, a.columns, data);
  const values = svd(matrix, { vectors: "none" }).s;
  const largest = Math.max(a.rows, a.columns);
  for (const method of PATHS) {
    if (method === "twisted" && Math.min(a.rows, a.columns) <= SAME_UP_TO) continue;
    if (method === "jacobi" && largest > JACOBI_UP_TO && !JACOBI_SIZES.includes(largest)) continue;
    const wrong = judgeMethod(
      method,
      { a, s: expected },
      matrix,
      values,
      precision,
      bounds,
      report,
    );
    if (wrong) return `${method}, ${wrong}`;
    if (!sameBits(data, before)) return `${method}, svd: A was modified`;
  }
  return "";
}

function judgeMethod(
  method: Path,
  { a, s: expected }: Sample,
  matrix: Matrix,
  values: Real,
  precision: Precision,
  bounds: Bounds,
  report?: Report,
): string {
  const [thin, full] = MODES.map((vectors) => svd(matrix, { vectors, method }));
  if (!sameBits(thin.s, full.s)) return "thin and full: other bits in s";
  const alone = method === "jacobi" ? svd(matrix, { vectors: "none", method }).s : values;
  if (!sameBits(thin.s, alone)) return "thin and values only: other bits in s";

  const { wrong, ratios } = examine(a, factors(thin), precision, "thin", bounds.ratios);
  if (wrong) return `thin: ${wrong}`;
  for (const [name, ratio] of Object.entries<number>({ ...ratios })) report?.add(name, ratio);

  // Of a square matrix both are the same; no need to measure it twice.
  if (a.rows !== a.columns || !sameFactors(factors(thin), factors(full))) {
    const complete = examine(a, factors(full), precision, "full", bounds.ratios);
    if (complete.wrong) return `full: ${complete.wrong}`;
    report?.add("full: orthogonality", Math.max(complete.ratios.U, complete.ratios.V));
  }

  if (!expected) return "";
  const error = valuesRatio(thin.s, expected, Math.max(a.rows, a.columns), precision);
  report?.add("values", error);
  return error <= bounds.values ? "" : `singular values off by ${error} max(m,n)·ε·σ₁`;
}

function factors({ U, s, Vt }: SVD): Factors {
  return { U, s, Vt };
}

function sameFactors(x: Factors, y: Factors): boolean {
  return sameBits(x.U.data, y.U.data) && sameBits(x.Vt.data, y.Vt.data);
}

/** Whether two arrays have the same bits: −0 is not 0, and NaN is NaN. */
export function sameBits(x: ArrayLike<number>, y: ArrayLike<number>): boolean {
  if (x.length !== y.length) return false;
  for (let i = 0; i < x.length; ++i) if (!Object.is(x[i], y[i])) return false;
  return true;
}
