import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { PCA } from "../../applications/pca/pca.ts";
import type { PCAOptions } from "../../applications/pca/pcaOptions.ts";
import { NonFiniteError } from "../../errors.ts";
import { writeNpy } from "../../io/npy.ts";
import type { Matrix } from "../../matrix.ts";
import type { Real } from "../../real.ts";
import { SparseMatrix } from "../../sparse/sparseMatrix.ts";
import type { Arguments, Command } from "../command.ts";
import { UsageError } from "../errors.ts";
import { type OutputFile, parseInput, readInput, writeOutputs } from "../files.ts";
import { duration } from "../format.ts";
import type { Io } from "../io.ts";
import { readLabelledTable, readLabels, type LabelledTable } from "../labelledTable.ts";
import { CSV_OPTIONS, formatOf, namingPlaces, readMatrixFile } from "../matrixFile.ts";
import { Progress } from "../progress.ts";
import { REPORT_OPTIONS, writeReport } from "../report.ts";
import { pcaReport } from "./pcaReport.ts";

/** Components of a sparse matrix, if no number is asked for. */
const OF_SPARSE = 10;

const SOLVERS = ["auto", "full", "covariance", "lanczos", "randomized"] as const;

export const pca: Command = {
  name: "pca",
  summary: "principal components of a table: what varies most, and how much",
  operand: "FILE",
  description: `Finds the directions in which the rows of the table in FILE vary most, and prints how much they vary
along each, and which columns have the strongest part in it. A column of words is taken for labels.
FILE: .npy, .csv, .mtx (Matrix Market) or .npz (scipy.sparse.save_npz).`,
  options: {
    components: {
      short: "n",
      value: "N",
      help: `how many; or a part of the variance, such as 0.95; or mle, the most probable number
(default: all; of a sparse matrix ${OF_SPARSE})`,
    },
    solver: { value: "NAME", help: `${SOLVERS.join(", ")} (default: auto)` },
    scale: { help: "divide each column by its standard deviation first" },
    whiten: { help: "divide scores by the standard deviation of their component" },
    labels: {
      value: "COLUMN|FILE",
      help: "what the rows are: a column of a .csv file, by its name or number,\nor a file with a line for each row",
    },
    output: {
      short: "o",
      value: "DIR",
      help: "write components.npy, scores.npy, mean.npy and model.json into this folder,\nwith --scale scale.npy, too",
    },
    ...CSV_OPTIONS,
    ...REPORT_OPTIONS,
  },
  examples: [
    "wasm-svd pca iris.csv --plot iris.svg",
    "wasm-svd pca wine.csv --scale -n 0.9 -o wine",
    "wasm-svd pca counts.mtx -n 20 --json",
  ],
  run,
};

/** What was read: a table, or a matrix whose columns have no names. */
export interface Input extends Omit<LabelledTable, "matrix"> {
  readonly path: string;
  readonly matrix: Matrix | SparseMatrix;
}

async function run({ operand: path = "", options }: Arguments, io: Io): Promise<void> {
  const request = requestOf(options);
  const progress = new Progress(io);
  const input = await readTable(path, options, progress);
  const { matrix } = input;
  progress.step(`looking for the components of ${matrix.rows} × ${matrix.columns} numbers`);
  const start = io.now();
  const model = namingPlaces(path, matrix, () => fit(input, request));
  const elapsed = io.now() - start;
  const scores = model.transform(matrix);

  let written: string[] = [];
  if (options.output !== undefined) {
    const files = outputsOf(model, scores);
    await writeOutputs(options.output, files);
    written = files.map(({ name }) => join(options.output!, name));
  }
  const facts = { time: `${duration(elapsed)} by ${model.solver}`, written };
  await writeReport({ options }, pcaReport(input, model, scores, facts), io);
}

/** @throws {@link UsageError} for a value that is none. */
function requestOf(options: Arguments["options"]): PCAOptions {
  const solver = SOLVERS.find((name) => name === (options.solver ?? "auto"));
  if (solver === undefined) {
    throw new UsageError(`--solver ${options.solver}: expected one of ${SOLVERS.join(", ")}`);
  }
  const { components: text } = options;
  const number = text === undefined || text.trim() === "" ? NaN : Number(text);
  const isCount = Number.isSafeInteger(number) && number >= 1;
  if (text !== undefined && text !== "mle" && !isCount && !(number > 0 && number < 1)) {
    throw new UsageError(
      `--components ${text}: expected a whole number from 1, a part between 0 and 1, or mle`,
    );
  }
  if ((solver === "lanczos" || solver === "randomized") && text !== undefined && !isCount) {
    throw new UsageError(`--solver ${solver} needs a number of --components, got ${text}`);
  }
  return {
    solver,
    whiten: "whiten" in options,
    scale: "scale" in options,
    ...(text !== undefined && { components: text === "mle" ? text : number }),
  };
}

async function readTable(
  path: string,
  options: Arguments["options"],
  progress: Progress,
): Promise<Input> {
  const { labels } = options;
  const file = labels !== undefined && (await isFile(labels)) ? labels : undefined;
  const read = async (): Promise<Input> => {
    if (formatOf(path) === "csv") {
      const bytes = await readInput(path);
      progress.step(`reading ${path}`);
      const column = file === undefined ? labels : undefined;
      return parseInput(path, () => ({ path, ...readLabelledTable(path, bytes, options, column) }));
    }
    if (labels !== undefined && file === undefined) {
      throw new UsageError(`--labels ${labels}: there is no such file, and ${path} has no names`);
    }
    const matrix = await readMatrixFile(path, options, progress);
    const names = Array.from({ length: matrix.columns }, (_, j) => `column ${j + 1}`);
    return { path, matrix, names, leftOut: [] };
  };
  const input = await read();
  if (file === undefined) return input;
  const bytes = await readInput(file);
  const own = input.labelled === undefined ? [] : [input.labelled];
  return {
    ...input,
    labels: parseInput(file, () => readLabels(file, bytes, input.matrix.rows)),
    labelled: basename(file),
    leftOut: [...own, ...input.leftOut],
  };
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

function fit({ path, matrix }: Input, request: PCAOptions): PCA<Real> {
  const most = Math.min(matrix.rows, matrix.columns);
  const few = matrix instanceof SparseMatrix && request.components === undefined;
  const components = few ? Math.max(1, Math.min(OF_SPARSE, most - 1)) : request.components;
  try {
    return new PCA({ ...request, ...(components !== undefined && { components }) }).fit(matrix);
  } catch (error) {
    // What the samples do not have: they are too few, or sparse.
    const wrong = error instanceof RangeError || error instanceof TypeError;
    if (!wrong || error instanceof NonFiniteError) throw error;
    throw new UsageError(`${path}: ${error.message.replace(/^PCA\.fit: /, "")}`, { cause: error });
  }
}

function outputsOf(model: PCA<Real>, scores: Matrix): OutputFile[] {
  const { components, mean, scale } = model;
  return [
    { name: "components.npy", content: writeNpy(components) },
    { name: "scores.npy", content: writeNpy(scores) },
    { name: "mean.npy", content: writeNpy(mean) },
    ...(scale ? [{ name: "scale.npy", content: writeNpy(scale) }] : []),
    { name: "model.json", content: `${JSON.stringify(model)}\n` },
  ];
}
