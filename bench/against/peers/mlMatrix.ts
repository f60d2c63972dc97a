import { Matrix, SVD } from "ml-matrix";
import { serve, versionOf } from "../serve.ts";

await serve<Matrix>({
  about: { "ml-matrix": versionOf("ml-matrix"), node: process.version },
  dtypes: ["float64"],
  prepare: (rows, columns, data) => Matrix.from1DArray(rows, columns, data),
  works: {
    thin: (a) => {
      const svd = new SVD(a, { autoTranspose: true });
      return () => [
        flat(svd.leftSingularVectors),
        Float64Array.from(svd.diagonal),
        flat(svd.rightSingularVectors.transpose()),
      ];
    },
    values: (a) => {
      const options = { computeLeftSingularVectors: false, computeRightSingularVectors: false };
      const svd = new SVD(a, { ...options, autoTranspose: true });
      return () => [Float64Array.from(svd.diagonal)];
    },
    multiply: (a, b) => {
      const product = a.mmul(b);
      return () => [flat(product)];
    },
  },
});

function flat(a: Matrix): Float64Array {
  return Float64Array.from(a.to1DArray());
}
