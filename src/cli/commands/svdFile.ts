import { basename, extname, join } from "node:path";
import { svd, type SVD } from "../../decompositions/svd.ts";
import { writeNpy } from "../../io/npy.ts";
import type { Matrix } from "../../matrix.ts";
import { dtypeOf } from "../../real.ts";
import { SparseMatrix } from "../../sparse/sparseMatrix.ts";
import { aligned, type Arguments, type Command } from "../command.ts";
import { UsageError } from "../errors.ts";
import { type OutputFile, writeOutputs } from "../files.ts";
import { compact, duration } from "../format.ts";
import type { Io } from "../io.ts";
import { CSV_OPTIONS, namingPlaces, readMatrixFile } from "../matrixFile.ts";
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
    ...CSV_OPTIONS,
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
  const a = await readMatrixFile(path, options, progress);
  if (a instanceof SparseMatrix) {
    throw new UsageError(
      `${path} is sparse: 'wasm-svd svds' computes the largest singular values of such a matrix`,
    );
  }

  const vectors = "values-only" in options ? "none" : "full" in options ? "full" : "thin";
  progress.step(`decomposing ${a.rows} × ${a.columns} numbers`, expectedSvdMs(a.rows, a.columns));
  const start = io.now();
  const decomposition = namingPlaces(path, a, () => svd(a, { vectors }));
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
