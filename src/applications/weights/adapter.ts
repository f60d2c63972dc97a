import { describe } from "../../errors.ts";
import { Matrix } from "../../matrix.ts";
import { isFloat32, type Real, zeros } from "../../real.ts";
import { matches } from "./analyzeWeights.ts";
import {
  factorsOf,
  type LoraFactors,
  type LoraOptions,
  mergeLora,
  type LoraUpdate,
} from "./lora.ts";
import type { Tensor, TensorSource } from "./weightInput.ts";

/** Updates of the matrices of a network, by the names of their modules: the tensor's without `.weight`. */
export interface LoraAdapter<U extends LoraUpdate = LoraUpdate> {
  readonly modules: Readonly<Record<string, U>>;
}

/** An adapter, and what it leaves out. */
export interface ExtractedLora extends LoraAdapter<LoraFactors> {
  /** Names of the matrices that are the same in both. */
  readonly unchanged: readonly string[];
  /** Names of tensors that differ or are new, but are no matrices, or not chosen by `only`: the adapter leaves them out. */
  readonly left: readonly string[];
  /** Numbers of the matrices that changed. */
  readonly parametersBefore: number;
  /** Numbers of the adapter. */
  readonly parametersAfter: number;
}

export interface ExtractLoraOptions extends LoraOptions {
  /** Which tensors may be updated; by default all of two dimensions. */
  readonly only?: RegExp;
  /** Called before each tensor. */
  readonly onProgress?: (state: {
    readonly name: string;
    readonly done: number;
    readonly of: number;
  }) => void;
}

/** Tensors that are all in memory, or read one by one. */
export type Checkpoint = TensorSource | Readonly<Record<string, Tensor | Matrix>>;

/**
 * Finds the update of low rank that leads from the weights of a network to others: for each matrix that changed, the
 * factors of the difference. One tensor of each is in memory at a time.
 *
 * @param base - Matrices or `{ shape, data }` by name, or a `SafetensorsFile` of `wasm-svd/io`.
 * @param tuned - The same network after training.
 *
 * @throws {@link RangeError} if a tensor of `base` is missing in `tuned`, or has another shape there. Otherwise as `loraFactors`.
 *
 * @example
 * ```ts
 * import { extractLora, Matrix } from "wasm-svd";
 *
 * const base = { "fc.weight": Matrix.zeros(2, 2), "fc.bias": { shape: [2], data: new Float64Array(2) } };
 * const tuned = { ...base, "fc.weight": Matrix.from([[1, 1], [1, 1]]) };
 * const { modules } = await extractLora(base, tuned, { rank: 1 });
 * Object.keys(modules); // ["fc"]
 * modules.fc.error; // < 1e-14
 * ```
 */
export async function extractLora(
  base: Checkpoint,
  tuned: Checkpoint,
  { only, onProgress, ...options }: ExtractLoraOptions,
): Promise<ExtractedLora> {
  const name = "extractLora";
  const [before, after] = [sourceOf(base), sourceOf(tuned)];
  const known = new Set(after.names);
  const modules: Record<string, LoraFactors> = {};
  const unchanged: string[] = [];
  const left: string[] = [];
  for (const [done, key] of before.names.entries()) {
    onProgress?.({ name: key, done, of: before.names.length });
    if (!known.has(key))
      throw new RangeError(`${name}: tuned has no tensor ${JSON.stringify(key)}`);
    const old = await before.tensor(key);
    const delta = differenceOf(`${name}: ${key}`, old, await after.tensor(key));
    const same = delta.every((x) => x === 0);
    const isMatrix = old.shape.length === 2;
    if (same && isMatrix) unchanged.push(key);
    if (same) continue;
    if (!isMatrix || (only && !matches(only, key))) {
      left.push(key);
      continue;
    }
    const [rows, columns] = old.shape;
    const request = { ...options, rank: options.rank && Math.min(options.rank, rows, columns) };
    modules[moduleOf(key)] = factorsOf(
      `${name}: ${key}`,
      new Matrix(rows, columns, delta),
      request,
    );
  }
  const old = new Set(before.names);
  left.push(...after.names.filter((key) => !old.has(key)));
  const all = Object.values(modules);
  return {
    modules,
    unchanged,
    left,
    parametersBefore: all.reduce((sum, { parametersBefore }) => sum + parametersBefore, 0),
    parametersAfter: all.reduce((sum, { parametersAfter }) => sum + parametersAfter, 0),
  };
}

/**
 * Adds the updates of an adapter to the weights of a network, one tensor at a time.
 *
 * @returns An async iterable of all tensors, by name, those without an update unchanged.
 * @throws {@link RangeError} if there is no matrix for an update, or one of another shape.
 *
 * @example
 * ```ts
 * import { Matrix, mergeAdapter } from "wasm-svd";
 *
 * const modules = { fc: { A: [[1, 2]], B: [[1]], alpha: 1 } };
 * for await (const [name, { data }] of mergeAdapter({ "fc.weight": Matrix.zeros(1, 2) }, { modules })) {
 *   name; // "fc.weight"
 *   data; // Float64Array [1, 2]
 * }
 * ```
 */
export async function* mergeAdapter(
  base: Checkpoint,
  { modules }: LoraAdapter,
): AsyncGenerator<[name: string, tensor: Tensor], void, undefined> {
  const source = sourceOf(base);
  checkModules("mergeAdapter", source.names, modules);
  for (const name of source.names) {
    const { shape, data } = await source.tensor(name);
    const update = Object.hasOwn(modules, moduleOf(name)) ? modules[moduleOf(name)] : undefined;
    if (update === undefined) {
      yield [name, { shape, data }];
      continue;
    }
    if (shape.length !== 2) {
      throw new RangeError(
        `mergeAdapter: ${name}: expected a matrix, got ${shape.length} dimensions`,
      );
    }
    yield [name, { shape, data: mergeLora(new Matrix(shape[0], shape[1], data), update).data }];
  }
}

/** The name of the module that a tensor belongs to. */
export function moduleOf(name: string): string {
  return name.replace(/\.weight$/, "");
}

function checkModules(name: string, names: readonly string[], modules: object): void {
  const known = new Set(names.map(moduleOf));
  const stray = Object.keys(modules).find((module) => !known.has(module));
  if (stray !== undefined) {
    throw new RangeError(`${name}: there is no matrix for the update of ${JSON.stringify(stray)}`);
  }
}

function sourceOf(checkpoint: Checkpoint): TensorSource {
  if (isSource(checkpoint)) return checkpoint;
  return {
    names: Object.keys(checkpoint),
    tensor: (name) => Promise.resolve(tensorOf(name, checkpoint[name])),
  };
}

function isSource(checkpoint: Checkpoint): checkpoint is TensorSource {
  return "names" in checkpoint && typeof checkpoint.tensor === "function";
}

function tensorOf(name: string, tensor: Tensor | Matrix): Tensor {
  if ("shape" in tensor) return tensor;
  if (tensor instanceof Matrix) return { shape: [tensor.rows, tensor.columns], data: tensor.data };
  throw new TypeError(`${name}: expected a Matrix or { shape, data }, got ${describe(tensor)}`);
}

function differenceOf(subject: string, before: Tensor, after: Tensor): Real {
  const [old, now] = [before.shape.join(" × "), after.shape.join(" × ")];
  if (old !== now)
    throw new RangeError(`${subject}: expected the shape ${old} in both, got ${now}`);
  const single = isFloat32(before.data) && isFloat32(after.data);
  const delta = zeros(single ? "float32" : "float64", before.data.length);
  for (let i = 0; i < delta.length; ++i) delta[i] = after.data[i] - before.data[i];
  return delta;
}
