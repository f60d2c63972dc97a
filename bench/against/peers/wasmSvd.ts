import { Matrix, multiply, svd, svdBatch, svdvals } from "../../../src/index.ts";
import { engineFor } from "../../../src/wasm/engine.ts";
import { zeros, type Dtype } from "../protocol.ts";
import { serve } from "../serve.ts";

/** Ours, with one of its builds: "plain" or "relaxed". */
const reproducible = process.argv[2] === "plain";

const { build } = engineFor(zeros("float64", 0), { reproducible });
if (build.endsWith("-relaxed") === reproducible)
  throw new Error(`asked for ${process.argv[2]}, got ${build}`);

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
    multiply: (a, b) => {
      const product = multiply(a, b, { reproducible });
      return () => [product.data];
    },
  },
});
