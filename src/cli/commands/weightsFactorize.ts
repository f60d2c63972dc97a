import {
  allocateRanks,
  type LayerSpectrum,
  type RankChoice,
} from "../../applications/weights/allocateRanks.ts";
import {
  type FactorizedLinear,
  factorizeLinear,
} from "../../applications/weights/factorizeLinear.ts";
import { weightMatrix } from "../../applications/weights/weightInput.ts";
import { svdvals } from "../../decompositions/svdvals.ts";
import type { NdArray } from "../../io/ndarray.ts";
import type { SafetensorsFile } from "../../io/safetensors/open.ts";
import { table } from "../../plot/table.ts";
import type { Arguments, Command } from "../command.ts";
import { UsageError } from "../errors.ts";
import { compact, integer } from "../format.ts";
import type { Io } from "../io.ts";
import { numberOf, POSITIVE_INTEGER } from "../numbers.ts";
import { Progress } from "../progress.ts";
import { printReport, REPORT_OPTIONS } from "../report.ts";
import {
  chosenTensors,
  judging,
  type Layout,
  layoutOf,
  openWeights,
  outputOf,
  TENSOR_OPTIONS,
  writeWeights,
} from "../safetensorsFile.ts";
import { biasName, factorNames, planOf, shapesOf } from "./factorizedPlan.ts";

export const weightsFactorize: Command = {
  name: "weights factorize",
  summary: "replace the layers of a network by two thin ones each",
  operand: "FILE",
  description: `Factorizes each matrix and kernel of a .safetensors file, y = W x ≈ second · (first · x), where that takes
fewer weights, and writes all tensors to a new file. Those of the layer 'fc' are called fc.0.weight
(first), fc.1.weight (second) and fc.1.bias, as in a torch.nn.Sequential of two; a kernel becomes one
with fewer outputs, and one of 1 × 1. Tensors are read and written one by one.`,
  options: {
    rank: { short: "k", value: "N", help: "the rank of each layer" },
    energy: { value: "E", help: "as many singular values as hold E of Σ σ², such as 0.99" },
    budget: {
      value: "B",
      help: "weights of all chosen layers together: a part up to 1, or a number",
    },
    relative: { help: "with --budget, count the error of each layer relative to its norm" },
    output: { short: "o", value: "FILE", help: "the file to write" },
    ...TENSOR_OPTIONS,
    json: REPORT_OPTIONS.json,
  },
  examples: [
    "wasm-svd weights factorize model.safetensors --energy 0.99 -o thin.safetensors",
    "wasm-svd weights factorize model.safetensors --budget 0.5 --only mlp -o half.safetensors",
  ],
  run,
};

/** What became of a tensor. */
interface Outcome {
  readonly name: string;
  readonly rank: RankChoice;
  readonly parametersBefore: number;
  readonly parametersAfter: number;
  readonly relativeError: number;
}

async function run({ operand: path = "", options }: Arguments, io: Io): Promise<void> {
  const request = requestOf(options);
  const layout = layoutOf(options);
  const output = outputOf(options, "FILE");
  const file = await openWeights(path);
  const names = chosenTensors(path, file, options);
  const progress = new Progress(io);
  const ranks = await ranksOf(path, file, names, layout, request, "relative" in options, progress);
  const plan = planOf(path, file, ranks, layout);
  const outcomes: Outcome[] = [];
  await writeWeights(output, plan, file.metadata, async (writer, signal) => {
    for (const name of file.names) {
      signal.throwIfAborted();
      progress.update(() => `writing ${name}`);
      const rank = ranks.get(name) ?? "dense";
      const { shape } = file.info(name);
      if (rank === "dense") {
        await writer.writeBytes(biasName(name, ranks), await file.bytes(name));
        const parameters = shape.reduce((product, n) => product * n, 1);
        if (ranks.has(name)) {
          const sizes = { parametersBefore: parameters, parametersAfter: parameters };
          outcomes.push({ name, rank, ...sizes, relativeError: 0 });
        }
        continue;
      }
      const factors = factorizeLinear(await file.tensor(name), { rank, layout });
      const [first, second] = tensorsOf(factors, shape, layout);
      const [firstName, secondName] = factorNames(name);
      await writer.write(firstName, first);
      await writer.write(secondName, second);
      const { parametersBefore, parametersAfter, relativeError } = factors;
      outcomes.push({ name, rank, parametersBefore, parametersAfter, relativeError });
    }
  });
  printReport(options, { json: outcomes, text: textOf(outcomes, output) }, io);
}

function requestOf(options: Arguments["options"]) {
  const rank = numberOf("--rank", options.rank, POSITIVE_INTEGER);
  const energy = numberOf("--energy", options.energy, {
    what: "a part above 0 and up to 1, such as 0.99",
    holds: (value) => value > 0 && value <= 1,
  });
  const budget = numberOf("--budget", options.budget, {
    what: "a part up to 1, or a number of weights",
    holds: (value) => value > 0 && value < Infinity,
  });
  if ([rank, energy, budget].filter((value) => value !== undefined).length !== 1) {
    throw new UsageError("expected one of --rank, --energy and --budget");
  }
  return { rank, energy, budget };
}

/** Reads all chosen tensors once, to know their singular values. */
async function ranksOf(
  path: string,
  file: SafetensorsFile,
  names: readonly string[],
  layout: Layout,
  request: ReturnType<typeof requestOf>,
  relative: boolean,
  progress: Progress,
): Promise<Map<string, RankChoice>> {
  const layers: LayerSpectrum[] = [];
  for (const [done, name] of names.entries()) {
    progress.update(() => `${done + 1} of ${names.length}: ${name}`);
    const layer = await judging(`${path}: ${name}`, async () => {
      const matrix = weightMatrix("weights factorize", await file.tensor(name), { layout });
      return { rows: matrix.rows, columns: matrix.columns, s: svdvals(matrix) };
    });
    layers.push(layer);
  }
  const ranks = await judging(path, () => {
    return Promise.resolve(allocateRanks("weights factorize", layers, request, relative));
  });
  return new Map(names.map((name, i) => [name, ranks[i]]));
}

function tensorsOf(
  { first, second, rank }: FactorizedLinear,
  shape: readonly number[],
  layout: Layout,
): [NdArray, NdArray] {
  const shapes = shapesOf(shape, rank, layout);
  const [a, b] = layout === "out-first" ? [first, second] : [first.transpose(), second.transpose()];
  return [
    { shape: shapes[0], data: a.data },
    { shape: shapes[1], data: b.data },
  ];
}

function textOf(outcomes: readonly Outcome[], output: string): string {
  const column = (heading: string, cell: (one: Outcome) => string) => ({
    heading,
    cells: outcomes.map(cell),
  });
  const sum = (of: (one: Outcome) => number) => outcomes.reduce((total, one) => total + of(one), 0);
  const [before, after] = [sum((one) => one.parametersBefore), sum((one) => one.parametersAfter)];
  return [
    table([
      { ...column("tensor", ({ name }) => name), align: "left" },
      column("rank", ({ rank }) => (rank === "dense" ? "as it is" : `${rank}`)),
      column("before", ({ parametersBefore }) => integer(parametersBefore)),
      column("after", ({ parametersAfter }) => integer(parametersAfter)),
      column("error", ({ relativeError }) => `${compact(100 * relativeError, 3)} %`),
    ]),
    `\n${integer(before)} weights before, ${integer(after)} after: ${compact((100 * after) / before, 3)} %\n`,
    `written to ${output}\n`,
  ].join("");
}
