import { basename, extname, join } from "node:path";
import { svd, type SVD } from "../../decompositions/svd.ts";
import { NonFiniteError } from "../../errors.ts";
import { readCsv } from "../../io/csv.ts";
import type { NdArray } from "../../io/ndarray.ts";
import { readNpy, writeNpy } from "../../io/npy.ts";
import { Matrix } from "../../matrix.ts";
import { dtypeOf } from "../../real.ts";
import { aligned, type Arguments, type Command } from "../command.ts";
import { UsageError } from "../errors.ts";
import { type OutputFile, parseInput, readInput, writeOutputs } from "../files.ts";
import { compact, duration } from "../format.ts";
import type { Io } from "../io.ts";
import { expectedSvdMs, Progress } from "../progress.ts";

/** Singular values shown; the file has them all. */
const SHOWN = 8;

export const svdFile: Command = {
  name: "svd",
  summary: "decompose the matrix in a .npy or .csv file",
  operand: "FILE",
  description: `Computes the singular value decomposition A = U · diag(s) · Vt of the matrix in FILE, writes
the factors as U.npy, s.npy and Vt.npy, and prints shape, rank, condition and norms.
float32 stays float32; everything else is computed as float64.`,
  options: {
    output: { short: "o", value: "DIR", help: "folder for the results (default: ./NAME-svd)" },
    full: { help: "square U and Vt, with bases of the null spaces" },
    "values-only": { help: "singular values without vectors, much faster; writes s.npy" },
    delimiter: {
      value: "C",
      help: "character between the fields of a .csv file (default: found out)",
    },
    header: { help: "the first line of a .csv file names the columns (default: found out)" },
  },
  examples: [
    "wasm-svd svd matrix.npy",
    "wasm-svd svd table.csv -o results",
    "wasm-svd svd weights.npy --values-only",
  ],
  run,
};

async function run({ operand: path = "", options }: Arguments, io: Io): Promise<void> {
  if ("full" in options && "values-only" in options) {
    throw new UsageError("--full and --values-only exclude each other: choose one");
  }
  const progress = new Progress(io);
  const read = readerOf(path);
  const bytes = await readInput(path);
  progress.step(`reading ${path}`);
  const a = matrixOf(path, () => read(bytes, options));

  const vectors = "values-only" in options ? "none" : "full" in options ? "full" : "thin";
  progress.step(`decomposing ${a.rows} × ${a.columns} numbers`, expectedSvdMs(a.rows, a.columns));
  const start = io.now();
  const decomposition = decompose(path, a, vectors);
  const elapsed = io.now() - start;

  const folder = options.output ?? `${basename(path, extname(path))}-svd`;
  const files = outputsOf(decomposition, vectors !== "none");
  progress.step(`writing to ${folder}`);
  await writeOutputs(folder, files);
  const facts = factsOf(path, a, decomposition);
  facts.push(["time", `${duration(elapsed)} for the decomposition`]);
  facts.push(["written", files.map(({ name }) => join(folder, name)).join(", ")]);
  io.stdout.write(`${aligned(facts)}\n`);
}

type Reader = (bytes: Uint8Array, options: Arguments["options"]) => NdArray;

function readerOf(path: string): Reader {
  const extension = extname(path).toLowerCase();
  if (extension === ".npy") return readNpy;
  if ([".csv", ".tsv", ".txt"].includes(extension)) {
    return (bytes, { delimiter, header }) =>
      readCsv(bytes, {
        ...(delimiter !== undefined && { delimiter: delimiter === "\\t" ? "\t" : delimiter }),
        ...(header !== undefined && { header: true }),
      });
  }
  throw new UsageError(`cannot read ${path}: expected a file that ends in .npy or .csv`);
}

function matrixOf(path: string, read: () => NdArray): Matrix {
  const { shape, data } = parseInput(path, read);
  if (shape.length !== 2) {
    const got = shape.length === 0 ? "a single number" : `an array of shape ${shape.join(" × ")}`;
    throw new UsageError(`${path}: expected a matrix, rows × columns, got ${got}`);
  }
  return new Matrix(shape[0], shape[1], data);
}

function decompose(path: string, a: Matrix, vectors: "none" | "thin" | "full"): SVD {
  try {
    return svd(a, { vectors });
  } catch (error) {
    if (!(error instanceof NonFiniteError)) throw error;
    const { row, column } = error;
    const place = `row ${row + 1}, column ${column + 1}`;
    throw new UsageError(`${path}: expected finite numbers, got ${a.get(row, column)} in ${place}`);
  }
}

function outputsOf({ U, s, Vt }: SVD, vectors: boolean): OutputFile[] {
  const values = { name: "s.npy", content: writeNpy(s) };
  if (!vectors) return [values];
  return [
    { name: "U.npy", content: writeNpy(U) },
    values,
    { name: "Vt.npy", content: writeNpy(Vt) },
  ];
}

function factsOf(path: string, a: Matrix, decomposition: SVD): [string, string][] {
  const { s } = decomposition;
  const shown = Array.from(s.slice(0, SHOWN), (value) => compact(value)).join("  ");
  const norm = (kind: "fro" | 2 | "nuclear") => compact(decomposition.norm(kind), 7);
  return [
    ["matrix", `${path}, ${a.rows} × ${a.columns}, ${dtypeOf(a.data)}`],
    ["rank", `${decomposition.rank()} of ${s.length}`],
    ["condition", compact(decomposition.cond())],
    ["norms", `2: ${norm(2)}   Frobenius: ${norm("fro")}   nuclear: ${norm("nuclear")}`],
    ["values", s.length > SHOWN ? `${shown}  … ${compact(s[s.length - 1])}` : shown],
  ];
}
