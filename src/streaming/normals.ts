import { randomFrom, type Random } from "../random.ts";
import type { Doubles } from "./factoredBasis.ts";

/** rows × columns numbers of a stream, normally distributed. */
export function normals(random: Random, rows: number, columns: number): Doubles {
  return { rows, columns, data: new Float64Array(rows * columns).map(() => random.normal()) };
}

/** The same of the stream of a seed. */
export function normalsOf(seed: number, rows: number, columns: number): Doubles {
  return normals(randomFrom(seed), rows, columns);
}
