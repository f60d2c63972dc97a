import { describe, shape } from "../../errors.ts";
import { Matrix } from "../../matrix.ts";
import type { SparseMatrix } from "../../sparse/sparseMatrix.ts";
import { checkChoice, checkObject, type EngineOptions } from "./data.ts";

/** How `PCA` finds the axes. */
export type PCASolver = "full" | "covariance" | "lanczos" | "randomized";

export interface PCAOptions extends EngineOptions {
  /**
   * How many components to keep, with min(m, n) of m samples and n features at most:
   *
   * - an integer ≥ 1; by default all;
   * - a fraction between 0 and 1: the fewest that together explain more than this part of the variance;
   * - `"mle"`: the number that is most probable (Minka 2000). Needs m ≥ n.
   */
  readonly components?: number | "mle";

  /**
   * How they are computed:
   *
   * - `"full"`: the singular value decomposition of the centred samples, with errors of ε·σ₁ in each singular value;
   * - `"covariance"`: the eigenvectors of the covariance matrix. Standard deviations have errors of √ε times the largest
   *   one: what is a hundred millionth of it (in single precision, some thousandth) is lost;
   * - `"lanczos"`: the first few by `svds`, until their residuals are below `tolerance`: what scikit-learn calls arpack;
   * - `"randomized"`: the first few by a fixed number of products with random vectors, accurate where variances decay fast;
   * - `"auto"` (default): of dense samples `"full"`; but `"lanczos"` for a given number that is at most an eighth of min(m, n),
   *   if that is more than 200. Of sparse samples `"lanczos"` for a given number less than min(m, n), else `"covariance"`.
   *
   * Where scikit-learn chooses the covariance (m ≥ 10 n), this does not: by the triangular factor, `"full"` takes about the
   * same time and keeps the digits of small variances. Nor does it ever choose `"randomized"`.
   */
  readonly solver?: "auto" | PCASolver;

  /** Whether `transform` divides by the standard deviation of each component: by default not. */
  readonly whiten?: boolean;

  /**
   * Whether each column is divided by its standard deviation first, √(Σ (xᵢⱼ − meanⱼ)² / m) as scikit-learn's `StandardScaler`
   * has it; by default not. Constant columns are not. All that follows is about the columns so scaled, but `inverseTransform`
   * returns the original units. Variances are m/(m − 1) times those of R's `prcomp(scale. = TRUE)`.
   */
  readonly scale?: boolean;

  /**
   * Of `"lanczos"` and `"randomized"`: the largest residual of a singular triplet, relative to σ₁, as of `svds`. For `"lanczos"` by
   * default 10⁻¹³, in single precision 10⁻⁶; of sparse samples more by the factor by which means are larger than deviations.
   */
  readonly tolerance?: number;

  /** Of `"lanczos"` and `"randomized"`: a safe integer, 0 by default. */
  readonly seed?: number;
}

const SOLVERS: readonly PCASolver[] = ["full", "covariance", "lanczos", "randomized"];

/** min(m, n) up to which all components take no longer than a few; and the part of it from which on. As in `svds`. */
const SMALL = 200;
const FEW = 1 / 8;

/** Columns whose covariance matrix is formed of sparse samples without being asked for. */
const MOST_COLUMNS = 2000;

/** @throws {@link TypeError} or {@link RangeError} if an option is none of those above. */
export function checkOptions(options: PCAOptions): PCAOptions {
  checkObject("PCA", options);
  const { components, solver = "auto" } = options;
  checkChoice("PCA", "solver", solver, ["auto", ...SOLVERS]);
  const isCount = Number.isSafeInteger(components) && (components as number) >= 1;
  const isPart = typeof components === "number" && components > 0 && components < 1;
  if (components !== undefined && components !== "mle" && !isCount && !isPart) {
    throw new RangeError(
      `PCA: expected components to be an integer >= 1, a fraction between 0 and 1, or "mle", got ${describe(components)}`,
    );
  }
  if ((solver === "lanczos" || solver === "randomized") && components !== undefined && !isCount) {
    throw new TypeError(
      `PCA: expected a number of components with solver: "${solver}", got ${describe(components)}`,
    );
  }
  return Object.freeze({ ...options });
}

/** Checks that such samples have these components, and chooses how to compute them. */
export function chooseSolver(
  name: string,
  x: Matrix | SparseMatrix,
  { components, solver = "auto" }: PCAOptions,
): PCASolver {
  const { rows: m, columns: n } = x;
  const got = `${shape(m, n)} samples`;
  if (m < 2) throw new RangeError(`${name}: expected at least 2 rows, got ${got}`);
  if (n < 1) throw new RangeError(`${name}: expected at least 1 column, got ${got}`);
  const most = Math.min(m, n);
  if (components === "mle" && m < n) {
    throw new RangeError(
      `${name}: components: "mle" needs at least as many rows as columns, got ${got}`,
    );
  }
  const count = components === "mle" || (components ?? 0) < 1 ? undefined : (components as number);
  if (count !== undefined && count > most) {
    throw new RangeError(`${name}: ${got} have ${most} components, expected no more, got ${count}`);
  }
  const dense = x instanceof Matrix;
  if (!dense && solver === "full") {
    throw new TypeError(
      `${name}: solver: "full" needs dense samples; expected "lanczos" or "covariance" for a SparseMatrix`,
    );
  }
  if (solver !== "auto") return solver;
  if (dense) return count !== undefined && most > SMALL && count <= FEW * most ? "lanczos" : "full";
  if (count !== undefined && count < most) return "lanczos";
  if (n <= MOST_COLUMNS) return "covariance";
  throw new RangeError(
    `${name}: of a SparseMatrix of ${n} columns, expected a number of components below ${most}, got ${describe(components)}`,
  );
}
