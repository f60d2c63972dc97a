import * as library from "../../../src/index.ts";
import { engineFor } from "../../../src/wasm/engine.ts";
import { zeros, type Dtype, type Numbers } from "../protocol.ts";
import { serve } from "../serve.ts";

interface Stack {
  readonly data: Numbers;
  readonly shape: readonly number[];
}

/** Missing where what is measured is older than it. */
const { svdBatch } = library as unknown as {
  readonly svdBatch?: (
    stack: Stack,
    options: { readonly reproducible: boolean },
  ) => Record<"U" | "s" | "Vt", Stack>;
};
const { Matrix, multiply, svd, svdvals } = library;

/** Ours, with one of its builds: "plain" or "relaxed". */
const reproducible = process.argv[2] === "plain";

const { build } = engineFor(zeros("float64", 0), { reproducible });
if (build.endsWith("-relaxed") === reproducible)
  throw new Error(`asked for ${process.argv[2]}, got ${build}`);

await serve<library.Matrix>({
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
    ...(svdBatch && {
      batch: ({ rows, columns, data }) => {
        const stack = { data, shape: [rows / columns, columns, columns] };
        const { U, s, Vt } = svdBatch(stack, { reproducible });
        return () => [U.data, s.data, Vt.data];
      },
    }),
    multiply: (a, b) => {
      const product = multiply(a, b, { reproducible });
      return () => [product.data];
    },
  },
});
