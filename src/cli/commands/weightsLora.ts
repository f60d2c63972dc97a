import { join } from "node:path";
import { type ExtractedLora, extractLora } from "../../applications/weights/adapter.ts";
import { peftConfig, peftTensors } from "../../applications/weights/peft.ts";
import { WRITABLE, type WritableDtype } from "../../io/safetensors/dtypes.ts";
import { writeSafetensors } from "../../io/safetensors/write.ts";
import { table } from "../../plot/table.ts";
import type { Arguments, Command } from "../command.ts";
import { UsageError } from "../errors.ts";
import { writeOutputs } from "../files.ts";
import { compact, integer } from "../format.ts";
import type { Io } from "../io.ts";
import { numberOf, POSITIVE_INTEGER } from "../numbers.ts";
import { Progress } from "../progress.ts";
import { printReport, REPORT_OPTIONS } from "../report.ts";
import { judging, onlyOf, openWeights, outputOf, TENSOR_OPTIONS } from "../safetensorsFile.ts";

export const weightsLora: Command = {
  name: "weights lora",
  summary: "the low-rank update from one network to another, as PEFT loads it",
  operand: "BASE",
  description: `Compares two .safetensors files of one network, before and after training, and factors the change of
each matrix: ΔW ≈ (alpha / rank) · B · A. Writes adapter_model.safetensors and adapter_config.json,
with the names that the Python package PEFT has for LoRA. One tensor of each file is in memory at a time.`,
  options: {
    tuned: { value: "FILE", help: "the network after training" },
    rank: { short: "k", value: "N", help: "the rank of each update" },
    energy: { value: "E", help: "as many singular values as hold E of Σ σ² of each change" },
    alpha: { value: "A", help: "of LoRA (default: the rank)" },
    dtype: { value: "NAME", help: `numbers of the adapter: ${WRITABLE.join(", ")} (default: F32)` },
    output: { short: "o", value: "DIR", help: "folder for the adapter" },
    only: TENSOR_OPTIONS.only,
    json: REPORT_OPTIONS.json,
  },
  examples: [
    "wasm-svd weights lora base.safetensors --tuned tuned.safetensors --rank 16 --alpha 32 -o adapter",
    "wasm-svd weights lora base.safetensors --tuned tuned.safetensors --energy 0.95 -o adapter",
  ],
  run,
};

async function run({ operand: path = "", options }: Arguments, io: Io): Promise<void> {
  const request = requestOf(options);
  const only = onlyOf(options);
  const folder = outputOf(options, "DIR");
  if (options.tuned === undefined) {
    throw new UsageError("expected --tuned FILE: the network after training");
  }
  const [base, tuned] = [await openWeights(path), await openWeights(options.tuned)];
  const progress = new Progress(io);
  const found = await judging(options.tuned, () => {
    const onProgress = ({ name, done, of }: { name: string; done: number; of: number }) =>
      progress.update(() => `${done + 1} of ${of}: ${name}`);
    return extractLora(base, tuned, { ...request, only, onProgress });
  });
  if (Object.keys(found.modules).length === 0) {
    throw new UsageError(`${options.tuned}: expected a matrix that differs from ${path}, got none`);
  }
  const dtype = dtypeOf(options.dtype);
  const tensors = await judging(options.tuned, () => {
    const metadata = { format: "pt" };
    return Promise.resolve(writeSafetensors(peftTensors(found), { dtype, metadata }));
  });
  const config = peftConfig(found, { baseModel: path });
  const files = [
    { name: "adapter_model.safetensors", content: tensors },
    { name: "adapter_config.json", content: `${JSON.stringify(config, null, 2)}\n` },
  ];
  await writeOutputs(folder, files);
  const written = files.map(({ name }) => join(folder, name));
  printReport(options, { json: numbersOf(found), text: textOf(found, written) }, io);
}

function requestOf(options: Arguments["options"]) {
  const rank = numberOf("--rank", options.rank, POSITIVE_INTEGER);
  const energy = numberOf("--energy", options.energy, {
    what: "a part above 0 and up to 1, such as 0.95",
    holds: (value) => value > 0 && value <= 1,
  });
  if ((rank === undefined) === (energy === undefined)) {
    throw new UsageError("expected one of --rank and --energy");
  }
  const alpha = numberOf("--alpha", options.alpha, {
    what: "a number above 0",
    holds: (value) => value > 0 && value < Infinity,
  });
  return { rank, energy, alpha };
}

function dtypeOf(dtype = "F32"): WritableDtype {
  if (WRITABLE.includes(dtype)) return dtype as WritableDtype;
  throw new UsageError(`--dtype ${dtype}: expected one of ${WRITABLE.join(", ")}`);
}

function numbersOf({ modules, ...rest }: ExtractedLora) {
  const numbers = Object.entries(modules).map(([module, { rank, alpha, error, relativeError }]) => {
    return { module, rank, alpha, error, relativeError };
  });
  return { modules: numbers, ...rest };
}

function textOf(found: ExtractedLora, written: readonly string[]): string {
  const modules = Object.entries(found.modules);
  const column = (heading: string, cell: (one: (typeof modules)[number]) => string) => ({
    heading,
    cells: modules.map(cell),
  });
  const { parametersBefore, parametersAfter, unchanged, left } = found;
  const lines = [
    table([
      { ...column("module", ([name]) => name), align: "left" },
      column("rank", ([, { rank }]) => `${rank}`),
      column("weights", ([, one]) => integer(one.parametersBefore)),
      column("of the update", ([, one]) => integer(one.parametersAfter)),
      column("error", ([, { relativeError }]) => `${compact(100 * relativeError, 3)} %`),
    ]),
    `\n${integer(parametersBefore)} weights changed, ${integer(parametersAfter)} numbers in the adapter\n`,
  ];
  if (unchanged.length > 0) lines.push(`the same in both: ${unchanged.length} matrices\n`);
  if (left.length > 0) {
    lines.push(`not in the adapter, though they differ: ${left.join(", ")}\n`);
  }
  lines.push(`written to ${written.join(" and ")}\n`);
  return lines.join("");
}
