// Somebody's program that requires the package. Compiled and run by package.test.ts.
// eslint-disable-next-line @typescript-eslint/no-require-imports
import wasmSvd = require("wasm-svd");

const a = new wasmSvd.Matrix(2, 2, Float64Array.of(3, 0, 4, 5));
const { U, s, Vt }: wasmSvd.SVD<Float64Array> = wasmSvd.svd(a);
const values: Float64Array = s;
const single: Float32Array = wasmSvd.svd(new wasmSvd.Matrix(1, 2, Float32Array.of(3, 4))).s;

console.log(JSON.stringify([...values, U.rows, Vt.columns, ...single]));
