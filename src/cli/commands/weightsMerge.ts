import { join } from "node:path";
import { type LoraAdapter, moduleOf } from "../../applications/weights/adapter.ts";
import { mergeLora } from "../../applications/weights/lora.ts";
import { peftAdapter } from "../../applications/weights/peft.ts";
import type { NdArray } from "../../io/ndarray.ts";
import type { SafetensorsFile } from "../../io/safetensors/open.ts";
import type { Arguments, Command } from "../command.ts";
import { UsageError } from "../errors.ts";
import { readInput } from "../files.ts";
import { integer } from "../format.ts";
import type { Io } from "../io.ts";
import { printReport } from "../report.ts";
import { Progress } from "../progress.ts";
import { judging, openWeights, outputOf, writeWeights } from "../safetensorsFile.ts";

export const weightsMerge: Command = {
  name: "weights merge",
  summary: "add a LoRA adapter to the weights of its network",
  operand: "BASE",
  description: `Adds the updates of an adapter of the Python package PEFT, or of 'wasm-svd weights lora', to the
matrices of a .safetensors file: W + (alpha / rank) · B · A, rounded to the type that W has. All other
tensors are copied. Tensors are read and written one by one.`,
  options: {
    lora: { value: "DIR", help: "folder with adapter_model.safetensors and adapter_config.json" },
    output: { short: "o", value: "FILE", help: "the file to write" },
    json: { help: "print the numbers as JSON" },
  },
  examples: ["wasm-svd weights merge base.safetensors --lora adapter -o merged.safetensors"],
  run,
};

async function run({ operand: path = "", options }: Arguments, io: Io): Promise<void> {
  const output = outputOf(options, "FILE");
  if (options.lora === undefined) throw new UsageError("expected --lora DIR: the adapter");
  const file = await openWeights(path);
  const { modules } = await readAdapter(options.lora);
  const targets = targetsOf(path, file, Object.keys(modules));
  const progress = new Progress(io);
  const plan = Object.fromEntries(file.names.map((name) => [name, file.info(name)]));
  await writeWeights(output, plan, file.metadata, async (writer, signal) => {
    for (const name of file.names) {
      signal.throwIfAborted();
      progress.update(() => `writing ${name}`);
      if (!targets.has(name)) {
        await writer.writeBytes(name, await file.bytes(name));
        continue;
      }
      const merged = await judging(path, async () => {
        return mergeLora(await file.matrix(name), modules[moduleOf(name)]);
      });
      await writer.write(name, merged);
    }
  });
  const [changed, all] = [targets.size, file.names.length];
  const text = `${integer(changed)} of ${integer(all)} tensors changed\nwritten to ${output}\n`;
  const numbers = { tensors: all, changed, written: output };
  printReport(options, { json: numbers, text }, io);
}

async function readAdapter(folder: string): Promise<LoraAdapter> {
  const [weights, settings] = ["adapter_model.safetensors", "adapter_config.json"].map((name) =>
    join(folder, name),
  );
  const config = parsed(settings, await readInput(settings));
  const file = await openWeights(weights);
  const tensors: Record<string, NdArray> = {};
  return await judging(weights, async () => {
    for (const name of file.names) tensors[name] = await file.tensor(name);
    return peftAdapter(tensors, config);
  });
}

function parsed(path: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new UsageError(`cannot read ${path}: expected JSON`);
  }
}

/** The names of the tensors that have an update. */
function targetsOf(path: string, file: SafetensorsFile, modules: readonly string[]): Set<string> {
  const byModule = new Map(
    file.names
      .filter((name) => file.info(name).shape.length === 2)
      .map((name) => [moduleOf(name), name] as const),
  );
  return new Set(
    modules.map((module) => {
      const name = byModule.get(module);
      if (name !== undefined) return name;
      throw new UsageError(`${path}: expected a matrix for the update of ${module}, got none`);
    }),
  );
}
