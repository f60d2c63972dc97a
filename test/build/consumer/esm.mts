// Somebody's program that imports the package. Compiled and run by package.test.ts.
import { Matrix, svd, type Real, type SVD } from "wasm-svd";

const { U, s, Vt }: SVD<Float64Array> = svd([
  [3, 0],
  [4, 5],
]);
const values: Float64Array = s;
const left: Matrix<Float64Array> = U;
const single: SVD<Float32Array> = svd(new Matrix(1, 2, Float32Array.of(3, 4)));
const either: Real = single.s;

// @ts-expect-error Something that is no matrix is a mistake that the compiler finds.
export const misuse = () => svd("no matrix");
// @ts-expect-error So is an option that there is not.
export const misspelt = () => svd([[1]], { vectors: "some" });

console.log(JSON.stringify([...values, left.rows, Vt.columns, ...either]));
