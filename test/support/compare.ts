import { Matrix } from "../../src/matrix.ts";
import type { Dense } from "./dense.ts";
import { distance, fill, frobenius, product } from "./dense.ts";
import type { Precision } from "./precisions.ts";
import { random } from "./random.ts";

type AnyDense = Dense<ArrayLike<number>>;

/** An m × n matrix of normally distributed entries; of rank r, if that is given. */
export function randomMatrix(p: Precision, m: number, n: number, seed: number, r?: number): Matrix {
  const source = random(seed);
  const normal = (rows: number, columns: number) => fill(rows, columns, () => source.normal());
  const a = r === undefined ? normal(m, n) : product(normal(m, r), normal(r, n));
  return new Matrix(m, n, p.array(a.data));
}

/** ‖A − B‖ / ‖B‖ in the Frobenius norm (‖A‖ where B is 0); Infinity for different shapes. */
export function difference(a: AnyDense, b: AnyDense): number {
  if (a.rows !== b.rows || a.columns !== b.columns) return Infinity;
  return distance(a.data, b.data) / (frobenius(b.data) || 1);
}

/** The n × n identity. */
export function identity(n: number): Dense {
  return fill(n, n, (i, j) => (i === j ? 1 : 0));
}
