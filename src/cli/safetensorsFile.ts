import { dirname } from "node:path";
import { NonFiniteError } from "../errors.ts";
import { FormatError } from "../io/formatError.ts";
import { openSafetensors, type SafetensorsFile } from "../io/safetensors/open.ts";
import {
  safetensorsWriter,
  type SafetensorsWriter,
  type TensorPlan,
} from "../io/safetensors/writer.ts";
import type { Arguments, Option } from "./command.ts";
import { JobError, UsageError } from "./errors.ts";
import { makeFolder, sizeOfFile } from "./files.ts";
import { interruptible } from "./interrupt.ts";

type Options = Arguments["options"];

/** The options of commands that choose among the tensors of a network. */
export const TENSOR_OPTIONS: Readonly<Record<string, Option>> = {
  only: {
    value: "REGEX",
    help: "tensors whose names match this (default: all matrices and kernels)",
  },
  layout: {
    value: "NAME",
    help: "out-first, as in PyTorch (default), or out-last, as in TensorFlow: which index counts outputs",
  },
};

export type Layout = "out-first" | "out-last";

/** @throws {@link UsageError} if it is none. */
export function layoutOf({ layout = "out-first" }: Options): Layout {
  if (layout === "out-first" || layout === "out-last") return layout;
  throw new UsageError(`--layout ${layout}: expected out-first or out-last`);
}

/** @throws {@link UsageError} if it is no regular expression. */
export function onlyOf({ only }: Options): RegExp | undefined {
  try {
    return only === undefined ? undefined : new RegExp(only, "u");
  } catch {
    throw new UsageError(`--only ${only}: expected a regular expression`);
  }
}

/** @throws {@link UsageError} if it cannot be read, or is no such file. */
export async function openWeights(path: string): Promise<SafetensorsFile> {
  await sizeOfFile(path);
  return await judging(path, () => openSafetensors(path));
}

/**
 * The tensors that have a matrix: of two dimensions and more, and of floating-point numbers.
 *
 * @throws {@link UsageError} if there are none.
 */
export function chosenTensors(path: string, file: SafetensorsFile, options: Options): string[] {
  const only = onlyOf(options);
  const chosen = file.names.filter((name) => {
    const { dtype, shape } = file.info(name);
    const fits =
      shape.length >= 2 && !shape.includes(0) && ["F64", "F32", "F16", "BF16"].includes(dtype);
    return fits && (only?.test(name) ?? true);
  });
  if (chosen.length > 0) return chosen;
  const which = only ? ` whose name matches ${only.source}` : "";
  throw new UsageError(`${path}: expected a matrix of floating-point numbers${which}, got none`);
}

/** Runs `body`, and says of which file the contents are at fault. */
export async function judging<R>(path: string, body: () => Promise<R>): Promise<R> {
  try {
    return await body();
  } catch (cause) {
    if (cause instanceof NonFiniteError || cause instanceof RangeError) {
      throw new UsageError(`${path}: ${cause.message}`, { cause });
    }
    if (cause instanceof FormatError) {
      throw new UsageError(`cannot read ${path}: ${cause.message}`, { cause });
    }
    throw cause;
  }
}

/** Writes a file tensor by tensor; it gets its name when it is complete. */
export async function writeWeights(
  path: string,
  plan: Readonly<Record<string, TensorPlan>>,
  metadata: Readonly<Record<string, string>>,
  body: (writer: SafetensorsWriter, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  await makeFolder(dirname(path));
  await interruptible(async (signal) => {
    const writer = await safetensorsWriter(path, plan, { metadata }).catch((cause: unknown) => {
      throw new JobError(`cannot write ${path}: ${String(cause)}`, { cause });
    });
    try {
      await body(writer, signal);
      signal.throwIfAborted();
      await writer.close();
    } finally {
      await writer.abort();
    }
  });
}

/**
 * Where a command writes to.
 *
 * @throws {@link UsageError} if it is not said.
 */
export function outputOf({ output }: Options, what: string): string {
  if (output !== undefined) return output;
  throw new UsageError(`expected -o ${what}: where to write`);
}
