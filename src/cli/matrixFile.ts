import { extname } from "node:path";
import { NonFiniteError } from "../errors.ts";
import { readCsv } from "../io/csv.ts";
import { readMatrixMarket } from "../io/matrixMarket/read.ts";
import type { NdArray } from "../io/ndarray.ts";
import { readNpy } from "../io/npy.ts";
import { Matrix } from "../matrix.ts";
import { SparseMatrix } from "../sparse/sparseMatrix.ts";
import type { Arguments, Option } from "./command.ts";
import { UsageError } from "./errors.ts";
import { parseInput, readInput } from "./files.ts";
import { withPeers } from "./peers.ts";
import type { Progress } from "./progress.ts";

type Options = Arguments["options"];

/** The options of commands that read a matrix. */
export const CSV_OPTIONS: Readonly<Record<string, Option>> = {
  delimiter: {
    value: "C",
    help: "character between the fields of a .csv file (default: found out)",
  },
  header: { help: "the first line of a .csv file names the columns (default: found out)" },
};

const FORMATS = [".npy", ".csv", ".mtx", ".npz"];
const AS_CSV = [".csv", ".tsv", ".txt"];

/**
 * What kind of file it is, by the ending of its name.
 *
 * @throws {@link UsageError} if no matrix is read from such files.
 */
export function formatOf(path: string): "npy" | "csv" | "mtx" | "npz" {
  const extension = extname(path).toLowerCase();
  if (AS_CSV.includes(extension)) return "csv";
  const known = (["npy", "mtx", "npz"] as const).find((format) => extension === `.${format}`);
  if (known) return known;
  const [last, ...others] = FORMATS.toReversed();
  throw new UsageError(
    `cannot read ${path}: expected a file that ends in ${others.toReversed().join(", ")} or ${last}`,
  );
}

/**
 * Reads a matrix; which format it is in, the ending of its name says.
 *
 * @throws {@link UsageError} if there is none, or it is not what its name says.
 */
export async function readMatrixFile(
  path: string,
  options: Options,
  progress: Progress,
): Promise<Matrix | SparseMatrix> {
  const read = await readerOf(path, options);
  const bytes = await readInput(path);
  progress.step(`reading ${path}`);
  return parseInput(path, () => {
    const content = read(bytes);
    return "data" in content && "shape" in content ? matrixOf(path, content) : content;
  });
}

/** The options that `readCsv` knows. */
export function csvOptions({ delimiter, header }: Options): {
  delimiter?: string;
  header?: true;
} {
  return {
    ...(delimiter !== undefined && { delimiter: delimiter === "\\t" ? "\t" : delimiter }),
    ...(header !== undefined && { header: true as const }),
  };
}

type Reader = (bytes: Uint8Array) => NdArray | Matrix | SparseMatrix;

async function readerOf(path: string, options: Options): Promise<Reader> {
  switch (formatOf(path)) {
    case "npy":
      return readNpy;
    case "mtx":
      return readMatrixMarket;
    case "csv":
      return (bytes) => readCsv(bytes, csvOptions(options));
    case "npz": {
      const load = () => import("../io/npz/index.ts");
      return (await withPeers("archives", ["fflate"], load)).readSparseNpz;
    }
  }
}

function matrixOf(path: string, { shape, data }: NdArray): Matrix {
  if (shape.length !== 2) {
    const got = shape.length === 0 ? "a single number" : `an array of shape ${shape.join(" × ")}`;
    throw new UsageError(`${path}: expected a matrix, rows × columns, got ${got}`);
  }
  return new Matrix(shape[0], shape[1], data);
}

/** Runs `body`, and says where in the file an entry is that is not finite. */
export function namingPlaces<R>(path: string, a: Matrix | SparseMatrix, body: () => R): R {
  try {
    return body();
  } catch (error) {
    if (!(error instanceof NonFiniteError)) throw error;
    const { row, column } = error;
    const place = `row ${row + 1}, column ${column + 1}`;
    throw new UsageError(`${path}: expected finite numbers, got ${a.get(row, column)} in ${place}`);
  }
}
