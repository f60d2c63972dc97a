import type { Build, Shape, Table } from "../options.ts";

const square = (...sizes: number[]): Shape[] => sizes.map((n) => [n, n]);

/** Far from square. */
const LONG: readonly Shape[] = [
  [10_000, 50],
  [2000, 100],
  [100, 2000],
];

/** The sizes that are compared: small ones, where calls cost most, to those beyond the caches; tall and wide. */
export const SHAPES: Record<Table, readonly Shape[]> = {
  thin: [...square(4, 16, 32, 64, 128, 256, 512, 1024), ...LONG],
  values: [...square(256, 512, 1024), [2000, 100]],
  // How many matrices, and their n.
  batch: [
    [100_000, 3],
    [10_000, 8],
  ],
  complex: square(256),
  truncated: [
    [2000, 1000, 10],
    [2000, 1000, 50],
    [4000, 2000, 50],
  ],
  sparse: [
    [20_000, 10_000, 10],
    [20_000, 10_000, 50],
  ],
  sketched: [[5000, 2000, 50]],
  multiply: square(128, 256, 512, 1024),
  bidiagonalize: square(256, 512, 1024),
  float32: square(512, 1024),
};

export const TITLES: Record<Table, string> = {
  thin: "Thin SVD, float64",
  values: "Singular values only, float64",
  batch: "Thin SVDs of a stack of n × n matrices, float64",
  complex: "Thin SVD, complex128",
  truncated: "Truncated SVD of a dense matrix; numpy: scikit-learn's randomized_svd",
  sparse: "Truncated SVD of a sparse matrix; numpy: SciPy's svds (ARPACK)",
  sketched: "Truncated SVD of a sparse matrix; numpy: scikit-learn's TruncatedSVD",
  multiply: "Product of two n × n matrices, float64",
  bidiagonalize: "Reduction to bidiagonal form, both sides, float64",
  float32: "Thin SVD, float32",
};

/** Entries that are not zero, of all. */
export const DENSITY = { sparse: 1e-3, sketched: 1e-2 } as const;

/**
 * The largest residual relative to σ₁ that is asked of us, and of ARPACK. scikit-learn does what it does: against it,
 * one that is not larger than what it comes to, 3.5·10⁻⁶ (k = 10) and 3.5·10⁻⁴ (k = 50), and 0.09.
 */
export const TOLERANCE = { truncated: 3e-6, sparse: 1e-10, sketched: 0.089 } as const;

/** Whether a table is of truncated decompositions, whose accuracies differ by method. */
export function isTruncated(table: string): table is keyof typeof TOLERANCE {
  return table in TOLERANCE;
}

/** Whom single precision is compared with: the same of ours in double precision. */
export const OWN_DOUBLE = "ourselves in float64";

/** What the library wants to reach: our time divided by theirs, at most. */
export interface Goal {
  readonly table: Table;
  readonly shapes: readonly Shape[];
  /** The build that it is for; both if missing. */
  readonly build?: Build;
  /** The name of whom it is compared with. */
  readonly theirs: string;
  readonly atMost: number;
}

const large = square(512, 1024);

/** Relaxed SIMD is meant on Node 24 or 26, plain SIMD on Node 20. */
export const GOALS: readonly Goal[] = [
  { table: "thin", shapes: large, build: "relaxed", theirs: "numpy", atMost: 1 },
  { table: "thin", shapes: large, build: "plain", theirs: "numpy", atMost: 1.25 },
  { table: "thin", shapes: large, build: "plain", theirs: "numpy held to SSE", atMost: 0.8 },
  { table: "thin", shapes: square(128, 256), theirs: "numpy", atMost: 1 },
  { table: "thin", shapes: square(4, 16, 32, 64), theirs: "numpy", atMost: 0.5 },
  { table: "values", shapes: large, theirs: "numpy", atMost: 1 },
  { table: "thin", shapes: LONG, theirs: "numpy", atMost: 1.2 },
  { table: "thin", shapes: square(256, 512), theirs: "Eigen in WebAssembly", atMost: 0.45 },
  { table: "thin", shapes: square(512), theirs: "ml-matrix", atMost: 0.04 },
  { table: "bidiagonalize", shapes: SHAPES.bidiagonalize, theirs: "numpy", atMost: 1 },
  { table: "float32", shapes: large, theirs: OWN_DOUBLE, atMost: 0.6 },
  { table: "complex", shapes: SHAPES.complex, theirs: "numpy", atMost: 1.5 },
  { table: "truncated", shapes: SHAPES.truncated, build: "relaxed", theirs: "numpy", atMost: 1.5 },
  { table: "truncated", shapes: SHAPES.truncated, build: "plain", theirs: "numpy", atMost: 2 },
  { table: "sparse", shapes: SHAPES.sparse, theirs: "numpy", atMost: 0.7 },
  { table: "sketched", shapes: SHAPES.sketched, theirs: "numpy", atMost: 1 },
  { table: "batch", shapes: SHAPES.batch, theirs: "numpy", atMost: 0.2 },
];
