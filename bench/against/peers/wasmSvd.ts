import {
  ComplexMatrix,
  Matrix,
  SparseMatrix,
  multiply,
  svd,
  svdBatch,
  svds,
  svdvals,
  type TruncatedSVDResult,
} from "../../../src/index.ts";
import { engineFor } from "../../../src/wasm/engine.ts";
import { zeros, type Dtype, type Numbers } from "../protocol.ts";
import { serve } from "../serve.ts";

/** Ours, with one of its builds: "plain" or "relaxed". */
const reproducible = process.argv[2] === "plain";

const { build } = engineFor(zeros("float64", 0), { reproducible });
if (build.endsWith("-relaxed") === reproducible)
  throw new Error(`asked for ${process.argv[2]}, got ${build}`);

/** Complex matrices by their planes, one below the other: taking them apart is not timed. */
const complex = new WeakMap<Matrix, ComplexMatrix>();

function complexOf(a: Matrix): ComplexMatrix {
  let known = complex.get(a);
  if (!known) {
    const m = a.rows / 2;
    const [re, im] = [0, 1].map((half) =>
      a.data.slice(half * m * a.columns).subarray(0, m * a.columns),
    );
    known = new ComplexMatrix(m, a.columns, re, im);
    complex.set(a, known);
  }
  return known;
}

/** Sparse matrices by the triplets that they are given as: making them is not timed. */
const sparse = new WeakMap<Matrix, SparseMatrix>();

function sparseOf(a: Matrix): SparseMatrix {
  let known = sparse.get(a);
  if (!known) {
    const column = (j: number) => a.column(j).subarray(1);
    known = SparseMatrix.fromTriplets(a.get(0, 0), a.get(0, 1), column(0), column(1), column(2));
    sparse.set(a, known);
  }
  return known;
}

function factors({ U, s, Vt }: TruncatedSVDResult): () => Numbers[] {
  return () => [U.data, s, Vt.data];
}

await serve<Matrix>({
  about: { build: process.argv[2], node: process.version },
  dtypes: ["float64", "float32"] satisfies Dtype[],
  prepare: (rows, columns, data) => new Matrix(rows, columns, data),
  works: {
    thin: (a) => {
      const { U, s, Vt } = svd(a, { reproducible });
      return () => [U.data, s, Vt.data];
    },
    values: (a) => {
      const s = svdvals(a, { reproducible });
      return () => [s];
    },
    batch: ({ rows, columns, data }) => {
      const stack = { data, shape: [rows / columns, columns, columns] as const };
      const { U, s, Vt } = svdBatch(stack, { reproducible });
      return () => [U.data, s.data, Vt.data];
    },
    complex: (a) => {
      const { U, s, Vh } = svd(complexOf(a), { reproducible });
      return () => [U.re, U.im, s, Vh.re, Vh.im];
    },
    truncated: (a, _, options) => factors(svds(a, { ...options, reproducible })),
    sparse: (a, _, options) => factors(svds(sparseOf(a), { ...options, reproducible })),
    sketched: (a, _, options) => factors(svds(sparseOf(a), { ...options, reproducible })),
    multiply: (a, b) => {
      const product = multiply(a, b, { reproducible });
      return () => [product.data];
    },
  },
});
