import type { RankChoice } from "../../applications/weights/allocateRanks.ts";
import type { SafetensorsFile } from "../../io/safetensors/open.ts";
import type { TensorPlan } from "../../io/safetensors/writer.ts";
import { UsageError } from "../errors.ts";
import type { Layout } from "../safetensorsFile.ts";

/**
 * What the new file holds: two tensors for each that has a rank, and all others as they are.
 *
 * @throws {@link UsageError} if two tensors would have one name.
 */
export function planOf(
  path: string,
  file: SafetensorsFile,
  ranks: ReadonlyMap<string, RankChoice>,
  layout: Layout,
): Record<string, TensorPlan> {
  const plan = new Map<string, TensorPlan>();
  const add = (name: string, tensor: TensorPlan) => {
    if (plan.has(name)) throw new UsageError(`${path}: there would be two tensors called ${name}`);
    plan.set(name, tensor);
  };
  for (const name of file.names) {
    const { dtype, shape } = file.info(name);
    const rank = ranks.get(name) ?? "dense";
    if (rank === "dense") {
      add(biasName(name, ranks), { dtype, shape });
      continue;
    }
    const [first, second] = shapesOf(shape, rank, layout);
    const [firstName, secondName] = factorNames(name);
    add(firstName, { dtype, shape: first });
    add(secondName, { dtype, shape: second });
  }
  return Object.fromEntries(plan);
}

/** A `torch.nn.Sequential` numbers its layers so. */
export function factorNames(name: string): [string, string] {
  const [module, suffix] = /^(.+)(\.weight)$/.exec(name)?.slice(1) ?? [name, ""];
  return [`${module}.0${suffix}`, `${module}.1${suffix}`];
}

/** The bias of a layer that became two belongs to the second. */
export function biasName(name: string, ranks: ReadonlyMap<string, RankChoice>): string {
  const [, module] = /^(.+)\.bias$/.exec(name) ?? [];
  const weight = module !== undefined && ranks.get(`${module}.weight`);
  return typeof weight === "number" ? `${module}.1.bias` : name;
}

/** The kernel of the first layer has the size of the one before, that of the second is 1 × 1. */
export function shapesOf(
  shape: readonly number[],
  rank: number,
  layout: Layout,
): [first: number[], second: number[]] {
  const ones = shape.slice(2).map(() => 1);
  if (layout === "out-first") return [shape.with(0, rank), [shape[0], rank, ...ones]];
  return [shape.with(-1, rank), [...ones, rank, shape[shape.length - 1]]];
}
