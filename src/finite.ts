import { NonFiniteError } from "./errors.ts";
import type { Dense, Real } from "./real.ts";

/** Whether no entry is NaN or ±Infinity. */
export function allFinite(data: Real): boolean {
  // 0 · ∞ and 0 · NaN are NaN, and stay so: a loop without a branch or a call.
  let sum = 0;
  for (let i = 0; i < data.length; ++i) sum += 0 * data[i];
  return sum === 0;
}

/**
 * Throws if an entry is NaN or ±Infinity.
 *
 * @param subject - What the error message starts with.
 */
export function checkFinite(subject: string, { columns, data }: Dense): void {
  if (allFinite(data)) return;
  const at = data.findIndex((x) => !Number.isFinite(x));
  const row = Math.floor(at / columns);
  const column = at % columns;
  throw new NonFiniteError(
    `${subject}: expected finite numbers, got ${data[at]} at row ${row}, column ${column}`,
    row,
    column,
  );
}

/** What to do about a result that is too large. */
type Remedy = "scale the matrix down" | "scale the matrix up";

/**
 * Returns a result that was computed from finite numbers.
 *
 * @throws {@link RangeError} if it is too large for its precision.
 */
export function requireNoOverflow<A extends Dense>(name: string, a: A, remedy?: Remedy): A {
  if (allFinite(a.data)) return a;
  throw overflow(name, "an entry of the result", remedy);
}

/** The error for a result that is too large for its precision, though its arguments are not. */
export function overflow(
  name: string,
  what: string,
  remedy: Remedy = "scale the matrix down",
): RangeError {
  return new RangeError(`${name}: ${what} is too large for its precision; ${remedy}`);
}
