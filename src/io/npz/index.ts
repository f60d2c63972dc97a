export type { NdArray } from "../ndarray.ts";
export { FormatError } from "../formatError.ts";
export { readNpz, type ReadNpzOptions } from "./readNpz.ts";
export { readSparseNpz } from "./readSparseNpz.ts";
