import { shape } from "../errors.ts";
import { checkFinite } from "../finite.ts";
import type { LinearOperator } from "../linearOperator.ts";
import { dtypeOf, type Dense, type Real } from "../real.ts";
import type { EngineOptions } from "./builds.ts";
import { run } from "./call.ts";
import { Workspace } from "./columns.ts";
import { engineFor, type Engine } from "./engine.ts";
import type { ResidentOperator } from "./operators.ts";
import { residentCallbacks } from "./residentCallbacks.ts";
import { residentDense } from "./residentDense.ts";
import { residentSparse, residentSparseSizes } from "./residentSparse.ts";
import { scaled, scalingExponent } from "./scaling.ts";
import type { Sparse } from "./sparse.ts";

/** A linear map before it is in WebAssembly's memory. */
export type Source<T extends Real = Real> =
  | { readonly kind: "dense"; readonly matrix: Dense<T> }
  | { readonly kind: "sparse"; readonly matrix: Sparse<T> }
  | { readonly kind: "operator"; readonly operator: LinearOperator<T>; readonly like: T };

/** A linear map in WebAssembly's memory, times a power of two. */
export interface Resident<T extends Real = Real> {
  readonly work: Workspace<T>;
  readonly a: ResidentOperator;
  /** ‖2ᵏ·A‖_F where the entries are known. */
  readonly frobenius: number | undefined;
  /** k; for operators once a product was not zero. */
  exponent(): number;
}

/**
 * Runs `body` on a linear map that is in WebAssembly's memory for so long.
 *
 * @param bytes - About how much memory the vectors of `body` take, for the error message.
 * @throws {@link NonFiniteError} if an entry is NaN or ±Infinity.
 * @throws {@link RangeError} if there is not enough memory.
 */
export function withResident<T extends Real, R>(
  name: string,
  source: Source<T>,
  bytes: number,
  options: EngineOptions,
  body: (resident: Resident<T>) => R,
): R {
  const like = likeOf(source);
  const { rows, columns } = shapeOf(source);
  const engine = engineFor(like, options);
  const call = {
    subject: () => `${name}: a ${shape(rows, columns)} ${nounOf(source)} of ${dtypeOf(like)}`,
    sizes: [...sizesOf(source), bytes],
    instead: () => "ask for fewer singular values",
  };
  return run(engine, call, () => body(load(name, engine, source)));
}

export function shapeOf(source: Source): { readonly rows: number; readonly columns: number } {
  return source.kind === "operator" ? source.operator : source.matrix;
}

/** An array of the precision to compute in. */
export function likeOf<T extends Real>(source: Source<T>): T {
  if (source.kind === "operator") return source.like;
  return source.kind === "sparse" ? source.matrix.values : source.matrix.data;
}

function nounOf({ kind }: Source): string {
  return { dense: "matrix", sparse: "sparse matrix", operator: "operator" }[kind];
}

function sizesOf(source: Source): number[] {
  if (source.kind === "sparse") return residentSparseSizes(source.matrix);
  return source.kind === "dense" ? [source.matrix.data.byteLength] : [];
}

function load<T extends Real>(name: string, engine: Engine<T>, source: Source<T>): Resident<T> {
  const work = new Workspace(engine);
  if (source.kind === "operator") {
    const scaling = (largest: number) => scalingExponent(source.like, largest);
    const a = residentCallbacks(name, engine, source.operator, scaling);
    return { work, a, frobenius: undefined, exponent: () => a.exponent() };
  }
  return source.kind === "sparse"
    ? loadSparse(engine, work, source.matrix)
    : loadDense(name, engine, work, source.matrix);
}

function loadDense<T extends Real>(
  name: string,
  engine: Engine<T>,
  work: Workspace<T>,
  matrix: Dense<T>,
): Resident<T> {
  const { exports } = engine;
  const { length } = matrix.data;
  const at = engine.push(matrix.data);
  const largest = exports.largest(length, at);
  if (Number.isNaN(largest)) checkFinite(name, matrix);
  const exponent = scalingExponent(matrix.data, largest);
  if (exponent !== 0) engine.write(at, scaled(matrix.data, exponent));
  const frobenius = exports.norm(length, at);
  return { work, a: residentDense(engine, matrix, at), frobenius, exponent: () => exponent };
}

function loadSparse<T extends Real>(
  engine: Engine<T>,
  work: Workspace<T>,
  matrix: Sparse<T>,
): Resident<T> {
  // The entries by themselves: gone again before they are laid out.
  const measure = (values: T, kernel: "largest" | "norm") =>
    work.scope(() => engine.exports[kernel](values.length, engine.push(values)));
  const exponent = scalingExponent(matrix.values, measure(matrix.values, "largest"));
  const values = exponent === 0 ? matrix.values : scaled(matrix.values, exponent);
  const a = residentSparse(engine, { ...pick(matrix), values });
  return { work, a, frobenius: measure(values, "norm"), exponent: () => exponent };
}

function pick({ rows, columns, rowStarts, columnIndices }: Sparse) {
  return { rows, columns, rowStarts, columnIndices };
}
