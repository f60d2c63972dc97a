/** The public names: re-exports only. */
export { ConvergenceError, NonFiniteError } from "./errors.ts";
export { Matrix } from "./matrix.ts";
export type { MatrixInput, RealOf } from "./matrixInput.ts";
export { multiply } from "./multiply.ts";
export type { Dtype, Real } from "./real.ts";
export { init, type EngineOptions } from "./wasm/builds.ts";
