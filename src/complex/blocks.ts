import { zerosLike, type Real } from "../real.ts";
import { eachPlane, type Planes } from "./planes.ts";

/** A − B, in fresh memory. */
export function subtract<T extends Real>(a: Planes<T>, b: Planes<T>): Planes<T> {
  const less = (x: T, y: T) => x.map((value, i) => value - y[i]) as T;
  return { rows: a.rows, columns: a.columns, re: less(a.re, b.re), im: less(a.im, b.im) };
}

/** The Euclidean lengths of the columns. */
export function columnLengths({ rows, columns, re, im }: Planes): Float64Array {
  const squares = new Float64Array(columns);
  for (let i = 0; i < rows * columns; ++i) squares[i % columns] += re[i] ** 2 + im[i] ** 2;
  return squares.map(Math.sqrt);
}

/** [A, B] side by side. */
export function appendColumns<T extends Real>(a: Planes<T>, b: Planes<T>): Planes<T> {
  const columns = a.columns + b.columns;
  const join = (x: T, y: T) => {
    const data = zerosLike(x, a.rows * columns);
    for (let i = 0; i < a.rows; ++i) {
      data.set(x.subarray(i * a.columns, (i + 1) * a.columns), i * columns);
      data.set(y.subarray(i * b.columns, (i + 1) * b.columns), i * columns + a.columns);
    }
    return data;
  };
  return { rows: a.rows, columns, re: join(a.re, b.re), im: join(a.im, b.im) };
}

/** A above B. */
export function appendRows<T extends Real>(a: Planes<T>, b: Planes<T>): Planes<T> {
  const join = (x: T, y: T) => {
    const data = zerosLike(x, x.length + y.length);
    data.set(x);
    data.set(y, x.length);
    return data;
  };
  return {
    rows: a.rows + b.rows,
    columns: a.columns,
    re: join(a.re, b.re),
    im: join(a.im, b.im),
  };
}

/** Column j times factors[j], in fresh memory. */
export function scaledColumns<T extends Real>(a: Planes<T>, factors: ArrayLike<number>): Planes<T> {
  return eachPlane(a, (plane) => ({
    ...plane,
    data: plane.data.map((x, i) => x * factors[i % a.columns]) as T,
  }));
}

/**
 * Turns each column of U by a phase, in place, such that its entry of largest modulus is real and positive, and the row
 * of Vh the other way.
 */
export function makePhasesCanonical(U: Planes, Vh: Planes): void {
  for (let j = 0; j < U.columns; ++j) {
    let at = j;
    const square = (i: number) => U.re[i] ** 2 + U.im[i] ** 2;
    for (let i = j; i < U.re.length; i += U.columns) if (square(i) > square(at)) at = i;
    const modulus = Math.sqrt(square(at));
    if (modulus === 0) continue;
    const [p, q] = [U.re[at] / modulus, U.im[at] / modulus];
    for (let i = j; i < U.re.length; i += U.columns) turn(U, i, p, -q);
    for (let i = j * Vh.columns; i < (j + 1) * Vh.columns; ++i) turn(Vh, i, p, q);
    U.re[at] = modulus;
    U.im[at] = 0;
  }
}

/** Multiplies entry i by p + q·i. */
function turn({ re, im }: Planes, i: number, p: number, q: number): void {
  [re[i], im[i]] = [p * re[i] - q * im[i], p * im[i] + q * re[i]];
}
