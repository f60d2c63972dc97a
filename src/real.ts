/**
 * Numbers of one precision. The precision follows the data: a `Float32Array` is
 * computed in single precision, everything else in double.
 */
export type Real = Float64Array | Float32Array;

/** The names of the precisions, for where there is no data to tell it. */
export type Dtype = "float64" | "float32";

/** The array of a precision. */
export type RealNamed<D extends Dtype> = D extends "float32" ? Float32Array : Float64Array;

/** The precision of a result of two operands: double, unless both are single. */
export type Wider<T extends Real, S extends Real> = T extends Float32Array ? S : T;

/** A matrix as plain data, row by row: entry (i, j) is data[i·columns + j]. */
export interface Dense<T extends Real = Real> {
  readonly rows: number;
  readonly columns: number;
  readonly data: T;
}

export function isFloat32(data: unknown): data is Float32Array {
  return typeName(data) === "Float32Array";
}

export function isReal(data: unknown): data is Real {
  const name = typeName(data);
  return name === "Float64Array" || name === "Float32Array";
}

/** Whether `data` is a typed array of numbers (not of bigints, and not a DataView). */
export function isTyped(data: unknown): data is ArrayLike<number> {
  const name = typeName(data);
  return name !== undefined && !name.startsWith("Big");
}

/** The gap between 1 and the next number in the precision of `data`. */
export function epsilon(data: Real): number {
  return isFloat32(data) ? 2 ** -23 : 2 ** -52;
}

export function dtypeOf(data: Real): Dtype {
  return isFloat32(data) ? "float32" : "float64";
}

/** `length` zeros. */
export function zeros<D extends Dtype>(dtype: D, length: number): RealNamed<D> {
  const data = dtype === "float32" ? new Float32Array(length) : new Float64Array(length);
  return data as Real as RealNamed<D>;
}

/** `length` zeros, of the precision of `data`. */
export function zerosLike<T extends Real>(data: T, length: number): T {
  return zeros<Dtype>(dtypeOf(data), length) as T;
}

/**
 * Returns which typed array `data` is, as its class is called: "Float64Array" …; undefined if it is none.
 *
 * By this getter and not by `instanceof`: in a vm context, an iframe or a test runner, Float64Array may
 * be another one than ours. Object.prototype.toString calls it too, but takes 25 times as long (350 ns).
 */
function typeName(data: unknown): string | undefined {
  return tagOf.call(data) as string | undefined;
}

const TypedArray = Object.getPrototypeOf(Float64Array.prototype) as object;
const tagOf = Object.getOwnPropertyDescriptor(TypedArray, Symbol.toStringTag)!.get!;
