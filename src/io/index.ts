export {
  type CsvTable,
  readCsv,
  type ReadCsvOptions,
  writeCsv,
  type WriteCsvOptions,
} from "./csv.ts";
export { FormatError } from "./formatError.ts";
export type { NdArray } from "./ndarray.ts";
export { readNpy, writeNpy } from "./npy.ts";
export { type ComplexNdArray, readComplexNpy, writeComplexNpy } from "./npyComplex.ts";
