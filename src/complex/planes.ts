import { transposed as transposedPlane } from "../blocks.ts";
import { shape, NonFiniteError } from "../errors.ts";
import { allFinite, overflow } from "../finite.ts";
import { isFloat32, type Dense, type Dtype, type Real } from "../real.ts";

/** A complex matrix as plain data: two planes, row by row. */
export interface Planes<T extends Real = Real> {
  readonly rows: number;
  readonly columns: number;
  readonly re: T;
  readonly im: T;
}

export function realPart<T extends Real>({ rows, columns, re }: Planes<T>): Dense<T> {
  return { rows, columns, data: re };
}

export function imaginaryPart<T extends Real>({ rows, columns, im }: Planes<T>): Dense<T> {
  return { rows, columns, data: im };
}

/** Applies the same to both planes. */
export function eachPlane<T extends Real>(
  a: Planes<T>,
  change: (plane: Dense<T>) => Dense<T>,
): Planes<T> {
  const re = change(realPart(a));
  return { rows: re.rows, columns: re.columns, re: re.data, im: change(imaginaryPart(a)).data };
}

export function transposed<T extends Real>(a: Planes<T>): Planes<T> {
  return eachPlane(a, transposedPlane);
}

export function conjugateTransposed<T extends Real>(a: Planes<T>): Planes<T> {
  const result = transposed(a);
  // 0 − x and not −x: a real matrix has no −0.
  for (let i = 0; i < result.im.length; ++i) result.im[i] = 0 - result.im[i];
  return result;
}

/** Returns `a` in a precision; `a` itself if it has that already. */
export function convertPlanes(a: Planes, dtype: Dtype): Planes {
  if (isFloat32(a.re) === (dtype === "float32")) return a;
  const to = (data: Real) =>
    dtype === "float32" ? Float32Array.from(data) : Float64Array.from(data);
  return { rows: a.rows, columns: a.columns, re: to(a.re), im: to(a.im) };
}

/**
 * Throws if a real or imaginary part is NaN or ±Infinity.
 *
 * @param subject - What the error message starts with.
 */
export function checkFinitePlanes(subject: string, { columns, re, im }: Planes): void {
  if (allFinite(re) && allFinite(im)) return;
  const at = re.findIndex((x, i) => !Number.isFinite(x) || !Number.isFinite(im[i]));
  const row = Math.floor(at / columns);
  const column = at % columns;
  throw new NonFiniteError(
    `${subject}: expected finite numbers, got ${re[at]} + ${im[at]}i at row ${row}, column ${column}`,
    row,
    column,
  );
}

/** Returns a result that was computed from finite numbers. */
export function requireFinitePlanes<A extends Planes>(
  name: string,
  a: A,
  remedy: "scale the matrix down" | "scale the matrix up" = "scale the matrix down",
): A {
  if (allFinite(a.re) && allFinite(a.im)) return a;
  throw overflow(name, "an entry of the result", remedy);
}

/** Throws unless B has `rows` rows. */
export function checkRows(subject: string, b: Planes, rows: number): void {
  if (b.rows === rows) return;
  throw new RangeError(
    `${subject}: expected ${rows} rows, as A has, got a ${shape(b.rows, b.columns)} matrix`,
  );
}
