export {
  type CsvTable,
  readCsv,
  type ReadCsvOptions,
  writeCsv,
  type WriteCsvOptions,
} from "./csv.ts";
export { type CsvBlocksOptions, readCsvBlocks } from "./csvBlocks.ts";
export { FormatError } from "./formatError.ts";
export { readMatrixMarket } from "./matrixMarket/read.ts";
export { writeMatrixMarket, type WriteMatrixMarketOptions } from "./matrixMarket/write.ts";
export type { NdArray } from "./ndarray.ts";
export { readNpy, writeNpy } from "./npy.ts";
export { type FileBlocks, type NpyBlocksOptions, readNpyBlocks } from "./npyBlocks.ts";
export { npyWriter, NpyWriter, type NpyWriterOptions } from "./npyWriter.ts";
export { type ComplexNdArray, readComplexNpy, writeComplexNpy } from "./npyComplex.ts";
export {
  type SafetensorsDtype,
  type WritableDtype as SafetensorsWritableDtype,
} from "./safetensors/dtypes.ts";
export type { TensorInput } from "./safetensors/encode.ts";
export type { TensorInfo } from "./safetensors/header.ts";
export { openSafetensors, SafetensorsFile } from "./safetensors/open.ts";
export type { ByteSource, RangeSource } from "./safetensors/source.ts";
export { writeSafetensors, type WriteSafetensorsOptions } from "./safetensors/write.ts";
export { safetensorsWriter, SafetensorsWriter, type TensorPlan } from "./safetensors/writer.ts";
export type { RatingsFormat } from "./ratings/format.ts";
export type { RatingsTable, ReadRatingsOptions } from "./ratings/parser.ts";
export { readRatings, readRatingsFile } from "./ratings/readRatings.ts";
export { readTitles } from "./ratings/readTitles.ts";
