import { describe } from "../../errors.ts";
import { checkFinite } from "../../finite.ts";

/**
 * Copies numbers given as a list.
 *
 * @throws {@link TypeError} if it is none, {@link NonFiniteError} if one is NaN or ±Infinity.
 */
export function readNumbers(subject: string, x: ArrayLike<number>): Float64Array {
  const isList = Array.isArray(x) || (ArrayBuffer.isView(x) && "length" in x);
  if (!isList) throw new TypeError(`${subject}: expected a list of numbers, got ${describe(x)}`);
  const wrong = Array.prototype.findIndex.call(x, (value) => typeof value !== "number");
  if (wrong >= 0) {
    throw new TypeError(
      `${subject}: expected numbers, got ${describe(x[wrong])} at place ${wrong}`,
    );
  }
  const data = Float64Array.from(x);
  checkFinite(subject, { rows: data.length, columns: 1, data });
  return data;
}
