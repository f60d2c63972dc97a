import { SVD } from "svd-js";
import { columns, flat, rowsOf } from "../nested.ts";
import { serve, versionOf } from "../serve.ts";

/** Only for at least as many rows as columns; the values come unsorted. */
await serve<number[][]>({
  about: { "svd-js": versionOf("svd-js"), node: process.version },
  dtypes: ["float64"],
  prepare: rowsOf,
  works: {
    thin: (a) => {
      const { u, q, v } = SVD(a);
      return () => [flat(u), Float64Array.from(q), flat(columns(v))];
    },
    values: (a) => {
      const { q } = SVD(a, false, false);
      return () => [Float64Array.from(q).sort().reverse()];
    },
  },
});
