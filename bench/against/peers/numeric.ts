import numeric from "numeric";
import { columns, flat, rowsOf } from "../nested.ts";
import { serve } from "../serve.ts";

/** Only for at least as many rows as columns; always with vectors. */
await serve<number[][]>({
  about: { numeric: numeric.version, node: process.version },
  dtypes: ["float64"],
  prepare: rowsOf,
  works: {
    thin: (a) => {
      const { U, S, V } = numeric.svd(a);
      return () => [flat(U), Float64Array.from(S), flat(columns(V))];
    },
    multiply: (a, b) => {
      const product = numeric.dot(a, b);
      return () => [flat(product)];
    },
  },
});
