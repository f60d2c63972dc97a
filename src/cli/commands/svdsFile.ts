import { basename, extname, join } from "node:path";
import { svds, type SvdsOptions, type SvdsProgress } from "../../decompositions/svds.ts";
import { writeNpy } from "../../io/npy.ts";
import type { Matrix } from "../../matrix.ts";
import { dtypeOf } from "../../real.ts";
import { SparseMatrix } from "../../sparse/sparseMatrix.ts";
import { norm } from "../../solvers/norm.ts";
import type { TruncatedSVDResult } from "../../truncatedSvd.ts";
import { aligned, type Arguments, type Command } from "../command.ts";
import { UsageError } from "../errors.ts";
import { type OutputFile, sizeOfFile, writeOutputs } from "../files.ts";
import { compact, duration, integer } from "../format.ts";
import type { Io } from "../io.ts";
import { CSV_OPTIONS, formatOf, namingPlaces, readMatrixFile } from "../matrixFile.ts";
import { FRACTION, INTEGER, numberOf, POSITIVE_INTEGER, sizeIn } from "../numbers.ts";
import { Progress } from "../progress.ts";
import { decomposeStreamed } from "./svdsStreamed.ts";

/** Triplets shown; the files have them all. */
const SHOWN = 10;

const METHODS = ["auto", "lanczos", "block-krylov", "randomized"] as const;

export const svdsFile: Command = {
  name: "svds",
  summary: "the largest singular values of a matrix, also a sparse or a huge one",
  operand: "FILE",
  description: `Computes the k largest singular values of the matrix in FILE, with their vectors and bounds of
their errors: A ≈ U · diag(s) · Vt. Writes U.npy, s.npy, Vt.npy and certificate.json, which
holds the residual of each triplet and the bounds.
FILE: .npy, .csv, .mtx (Matrix Market) or .npz (scipy.sparse.save_npz).`,
  options: {
    rank: { short: "k", value: "N", help: "how many triplets (default: 6)" },
    error: { value: "E", help: "as many as it takes for ‖A − U Σ Vt‖ ≤ E ‖A‖ (Frobenius)" },
    energy: { value: "E", help: "as many as it takes for E of Σ σ², such as 0.99" },
    tolerance: { value: "T", help: "largest residual, relative to σ₁ (default: 1e-10)" },
    "max-iterations": { value: "N", help: "stop after so many, whatever the residual" },
    method: { value: "NAME", help: `${METHODS.join(", ")} (default: auto)` },
    seed: { value: "N", help: "of the random start (default: 0)" },
    memory: {
      value: "SIZE",
      help: "leave larger .npy and .csv files where they are, and read blocks of rows (default: 1G)",
    },
    output: { short: "o", value: "DIR", help: "folder for the results (default: ./NAME-svds)" },
    ...CSV_OPTIONS,
  },
  examples: [
    "wasm-svd svds terms.mtx -k 20",
    "wasm-svd svds ratings.npz -k 50 --tolerance 1e-6 -o factors",
    "wasm-svd svds photo.npy --energy 0.99",
  ],
  run,
};

async function run({ operand: path = "", options }: Arguments, io: Io): Promise<void> {
  const request = requestOf(options);
  const limit = sizeIn("--memory", options.memory ?? "1G");
  const folder = options.output ?? `${basename(path, extname(path))}-svds`;
  const byBlocks = ["npy", "csv"].includes(formatOf(path)) && (await sizeOfFile(path)) > limit;
  const report = byBlocks ? streamed : whole;
  await report(path, folder, request, options, io);
}

/** Of a matrix that is read as a whole. */
async function whole(
  path: string,
  folder: string,
  request: SvdsOptions,
  options: Arguments["options"],
  io: Io,
): Promise<void> {
  const progress = new Progress(io);
  const a = await readMatrixFile(path, options, progress);
  checkRank(path, a, request.k);
  progress.step(`looking for singular values of ${a.rows} × ${a.columns} numbers`);
  const start = io.now();
  const onProgress = (state: SvdsProgress) => progress.update(() => told(state));
  const result = namingPlaces(path, a, () => decompose(a, { ...request, onProgress }));
  const elapsed = io.now() - start;

  const files = [{ name: "U.npy", content: writeNpy(result.U) }, ...outputsOf(result)];
  progress.step(`writing to ${folder}`);
  await writeOutputs(folder, files);
  const energy = energyOf(result, normOf(a));
  conclude(result, "allow more --max-iterations", io, [
    ["matrix", `${path}, ${sizeOf(a)}, ${dtypeOf(dataOf(a))}`],
    ["found", `${result.s.length} triplets, ${compact(100 * energy)} % of Σ σ²`],
    ...factsOf(result),
    ["time", `${duration(elapsed)} for the decomposition`],
    ["written", files.map(({ name }) => join(folder, name)).join(", ")],
  ]);
}

/** Of a matrix that is larger than the memory. */
async function streamed(
  path: string,
  folder: string,
  request: SvdsOptions,
  options: Arguments["options"],
  io: Io,
): Promise<void> {
  for (const name of ["error", "energy", "max-iterations", "method"]) {
    if (options[name] === undefined) continue;
    throw new UsageError(
      `--${name} needs the whole matrix in memory, but ${path} is larger than --memory ${options.memory ?? "1G"}`,
    );
  }
  const progress = new Progress(io);
  const start = io.now();
  const { result, rows } = await decomposeStreamed(path, folder, request, options, progress);
  const elapsed = io.now() - start;
  const files = outputsOf(result);
  await writeOutputs(folder, files);
  const names = ["U.npy", ...files.map(({ name }) => name)];
  conclude(result, "allow a larger --tolerance", io, [
    ["matrix", `${path}, ${rows} × ${result.Vt.columns}, ${dtypeOf(result.s)}, read by blocks`],
    ["found", `${result.s.length} triplets`],
    ...factsOf(result),
    ["time", `${duration(elapsed)}, with reading and writing`],
    ["written", names.map((name) => join(folder, name)).join(", ")],
  ]);
}

function conclude(
  result: TruncatedSVDResult,
  advice: string,
  io: Io,
  facts: [string, string][],
): void {
  io.stdout.write(`${aligned(facts)}\n\n${table(result)}\n`);
  if (!result.converged) {
    io.stderr.write(`wasm-svd: not as accurate as asked for; ${advice}\n`);
  }
}

/** @throws {@link UsageError} for a value that is out of range, or options that exclude each other. */
function requestOf(options: Arguments["options"]): SvdsOptions {
  const { method = "auto" } = options;
  const known = METHODS.find((name) => name === method);
  if (known === undefined) {
    throw new UsageError(`--method ${method}: expected one of ${METHODS.join(", ")}`);
  }
  const numbers = {
    k: numberOf("-k", options.rank, POSITIVE_INTEGER),
    error: numberOf("--error", options.error, FRACTION),
    energy: numberOf("--energy", options.energy, FRACTION),
    tolerance: numberOf("--tolerance", options.tolerance, FRACTION),
    maxIterations: numberOf("--max-iterations", options["max-iterations"], POSITIVE_INTEGER),
    seed: numberOf("--seed", options.seed, INTEGER),
  };
  if (numbers.error !== undefined && numbers.energy !== undefined) {
    throw new UsageError("--error and --energy exclude each other: choose one");
  }
  const given = Object.entries(numbers).filter(([, value]) => value !== undefined);
  return { method: known, ...Object.fromEntries(given) };
}

function checkRank(path: string, a: Matrix | SparseMatrix, k = 1): void {
  const most = Math.min(a.rows, a.columns);
  if (most === 0) throw new UsageError(`${path}: expected a matrix with entries, got ${sizeOf(a)}`);
  if (k > most) {
    throw new UsageError(`-k ${k}: expected at most ${most}, as the matrix is ${sizeOf(a)}`);
  }
}

/** Both kinds go to `svds`, whose overloads want to know which. */
function decompose(a: Matrix | SparseMatrix, options: SvdsOptions): TruncatedSVDResult {
  return a instanceof SparseMatrix ? svds(a, options) : svds(a, options);
}

function told({ iteration, residual, products, rank }: SvdsProgress): string {
  return `iteration ${iteration}: residual ${compact(residual)} of σ₁, ${rank} dimensions, ${integer(products)} products`;
}

/** All but U. */
function outputsOf(result: TruncatedSVDResult): OutputFile[] {
  const { s, Vt, residuals, leftResiduals, valueBounds } = result;
  const { error, converged, method, iterations, products } = result;
  const certificate = {
    ...{ method, converged, iterations, products, error },
    triplets: Array.from(s, (sigma, i) => ({
      singularValue: sigma,
      valueBound: valueBounds[i],
      residual: residuals[i],
      leftResidual: leftResiduals[i],
    })),
  };
  return [
    { name: "s.npy", content: writeNpy(s) },
    { name: "Vt.npy", content: writeNpy(Vt) },
    { name: "certificate.json", content: `${JSON.stringify(certificate, null, 2)}\n` },
  ];
}

/** The part of Σ σ² that was found. */
function energyOf(result: TruncatedSVDResult, norm: number): number {
  return norm === 0 ? 1 : (result.norm("fro") / norm) ** 2;
}

function factsOf({ error, method, iterations, products }: TruncatedSVDResult): [string, string][] {
  const { bound, failureProbability: chance } = error;
  const unless = chance > 0 ? `, but for a chance of ${chance.toExponential(0)}` : "";
  const how = [method];
  if (iterations > 0) how.push(`${integer(iterations)} iterations`);
  if (products > 0) how.push(`${integer(products)} products`);
  return [
    ["method", how.join(", ")],
    ["error", `‖A − U Σ Vt‖₂ ≤ ${compact(bound)}${unless}`],
  ];
}

/** The values with their bounds and residuals, one in a line. */
function table({ s, valueBounds, residuals }: TruncatedSVDResult): string {
  const shown = Math.min(SHOWN, s.length);
  const lines = Array.from({ length: shown }, (_, i) => [
    `${i + 1}`,
    compact(s[i], 8),
    `± ${compact(valueBounds[i], 2)}`,
    compact(residuals[i], 2),
  ]);
  const rows = [["", "singular value", "", "residual"], ...lines];
  const widths = rows[0].map((_, j) => Math.max(...rows.map((row) => row[j].length)));
  const text = rows.map((row) => row.map((cell, j) => cell.padStart(widths[j])).join("  "));
  if (shown < s.length) text.push(`… ${s.length - shown} more in s.npy and certificate.json`);
  return text.join("\n");
}

function sizeOf(a: Matrix | SparseMatrix): string {
  const size = `${a.rows} × ${a.columns}`;
  return a instanceof SparseMatrix ? `${size}, ${integer(a.nonZeros)} entries` : size;
}

function dataOf(a: Matrix | SparseMatrix) {
  return a instanceof SparseMatrix ? a.values : a.data;
}

function normOf(a: Matrix | SparseMatrix): number {
  return a instanceof SparseMatrix ? a.norm() : norm(a);
}
