import { describe } from "../../errors.ts";
import { Matrix, toMatrix } from "../../matrix.ts";
import type { LoraAdapter } from "./adapter.ts";
import type { LoraUpdate } from "./lora.ts";
import type { Tensor } from "./weightInput.ts";

/** What `adapter_config.json` of the Python package PEFT holds, as far as it is about LoRA. */
export interface PeftConfig {
  readonly peft_type: "LORA";
  readonly base_model_name_or_path: string;
  readonly r: number;
  readonly lora_alpha: number;
  /** Ranks and alphas of the modules that have others. */
  readonly rank_pattern: Readonly<Record<string, number>>;
  readonly alpha_pattern: Readonly<Record<string, number>>;
  readonly target_modules: readonly string[];
  readonly [other: string]: unknown;
}

const PREFIX = "base_model.model.";

/**
 * Names the factors of an adapter as PEFT does: `base_model.model.<module>.lora_A.weight` and `….lora_B.weight`. Written with
 * `writeSafetensors` of `wasm-svd/io` as `adapter_model.safetensors`, beside `peftConfig` as `adapter_config.json`, they are
 * what PEFT loads.
 *
 * @example
 * ```ts
 * import { loraFactors, peftTensors } from "wasm-svd";
 *
 * const modules = { "layers.0.fc": loraFactors([[1, 2], [2, 4]], { rank: 1 }) };
 * Object.keys(peftTensors({ modules }))[0]; // "base_model.model.layers.0.fc.lora_A.weight"
 * ```
 */
export function peftTensors({ modules }: LoraAdapter): Record<string, Matrix> {
  return Object.fromEntries(
    Object.entries(modules).flatMap(([module, { A, B }]) => [
      [`${PREFIX}${module}.lora_A.weight`, toMatrix(`peftTensors: ${module}: A`, A)],
      [`${PREFIX}${module}.lora_B.weight`, toMatrix(`peftTensors: ${module}: B`, B)],
    ]),
  );
}

/**
 * The contents of `adapter_config.json`: rank and alpha that most modules have, and those of the others.
 *
 * @param options - `baseModel`: the name or path of the network that the adapter is for.
 *
 * @example
 * ```ts
 * import { loraFactors, peftConfig } from "wasm-svd";
 *
 * const modules = { fc: loraFactors([[1, 2], [2, 4]], { rank: 1, alpha: 8 }) };
 * peftConfig({ modules }, { baseModel: "gpt2" }).lora_alpha; // 8
 * ```
 */
export function peftConfig(
  { modules }: LoraAdapter,
  { baseModel }: { readonly baseModel: string },
): PeftConfig {
  const entries = Object.entries(modules).map(([module, { A, alpha }]) => {
    return { module, rank: toMatrix(`peftConfig: ${module}: A`, A).rows, alpha };
  });
  const rank = mostFrequent(entries.map(({ rank }) => rank)) ?? 1;
  const alpha = mostFrequent(entries.map(({ alpha }) => alpha)) ?? rank;
  const others = <T>(value: (entry: (typeof entries)[number]) => T, usual: T) =>
    Object.fromEntries(
      entries
        .filter((entry) => value(entry) !== usual)
        .map((entry) => [entry.module, value(entry)]),
    );
  return {
    peft_type: "LORA",
    task_type: null,
    base_model_name_or_path: baseModel,
    r: rank,
    lora_alpha: alpha,
    rank_pattern: others((entry) => entry.rank, rank),
    alpha_pattern: others((entry) => entry.alpha, alpha),
    target_modules: entries.map(({ module }) => module),
    lora_dropout: 0,
    bias: "none",
    fan_in_fan_out: false,
    init_lora_weights: true,
    inference_mode: true,
    modules_to_save: null,
    use_rslora: false,
    use_dora: false,
  };
}

/**
 * Reads an adapter that PEFT, or `peftTensors`, wrote.
 *
 * @param tensors - Those of `adapter_model.safetensors`, by name.
 * @param config - `adapter_config.json`, parsed.
 *
 * @throws {@link RangeError} if a factor stands alone, or is something else than LoRA of matrices.
 *
 * @example
 * ```ts
 * import { loraFactors, peftAdapter, peftConfig, peftTensors } from "wasm-svd";
 *
 * const adapter = { modules: { fc: loraFactors([[1, 2], [2, 4]], { rank: 1, alpha: 8 }) } };
 * const config = peftConfig(adapter, { baseModel: "" });
 * peftAdapter(peftTensors(adapter), config).modules.fc.alpha; // 8
 * ```
 */
export function peftAdapter(
  tensors: Readonly<Record<string, Tensor | Matrix>>,
  config: unknown,
): LoraAdapter {
  const { lora_alpha, alpha_pattern = {}, use_rslora, use_dora } = checkedConfig(config);
  if (use_rslora === true || use_dora === true) {
    throw new RangeError(
      "peftAdapter: expected plain LoRA, got an adapter with use_rslora or use_dora",
    );
  }
  const modules: Record<string, LoraUpdate> = {};
  for (const name of Object.keys(tensors)) {
    const [, module, which] =
      /^(?:base_model\.model\.)?(.+)\.lora_([AB])\.weight$/.exec(name) ?? [];
    if (module === undefined) {
      throw new RangeError(
        `peftAdapter: ${JSON.stringify(name)} is no factor of LoRA for a matrix`,
      );
    }
    if (which === "B") continue;
    const partner = name.replace(/lora_A\.weight$/, "lora_B.weight");
    if (!Object.hasOwn(tensors, partner))
      throw new RangeError(`peftAdapter: there is no ${partner}`);
    modules[module] = {
      A: matrixOf(name, tensors[name]),
      B: matrixOf(partner, tensors[partner]),
      alpha: alpha_pattern[module] ?? lora_alpha,
    };
  }
  const factors = 2 * Object.keys(modules).length;
  if (factors < Object.keys(tensors).length) {
    throw new RangeError("peftAdapter: a factor lora_B stands without its lora_A");
  }
  return { modules };
}

function checkedConfig(config: unknown): PeftConfig {
  const { peft_type: type, lora_alpha: alpha } = (config ?? {}) as Partial<PeftConfig>;
  if (type === "LORA" && typeof alpha === "number") return config as PeftConfig;
  throw new RangeError(
    `peftAdapter: expected a config with peft_type "LORA" and a lora_alpha, got ${describe(type)} and ${describe(alpha)}`,
  );
}

function matrixOf(name: string, tensor: Tensor | Matrix): Matrix {
  if ("rows" in tensor) return tensor;
  if (tensor.shape.length === 2) return new Matrix(tensor.shape[0], tensor.shape[1], tensor.data);
  throw new RangeError(
    `peftAdapter: ${name}: expected a matrix, got ${tensor.shape.length} dimensions`,
  );
}

/** The first of the values that occur most often. */
function mostFrequent(values: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
