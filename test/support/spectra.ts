import type { Random } from "./random.ts";

/**
 * Returns the n singular values that LAPACK's DLATM1 makes, before signs and
 * scaling, for the modes 1 … 5; mode 6 gives random ones between 0 and 1.
 *
 *     1  1, 1/c, 1/c, …            4  arithmetic from 1 to 1/c
 *     2  1, 1, …, 1, 1/c           5  logarithms uniform between those of 1/c and 1
 *     3  geometric from 1 to 1/c   6  uniform in [0, 1)
 */
export function spectrum(mode: number, n: number, cond: number, random: Random): Float64Array {
  const last = Math.max(1, n - 1);
  const entry = [
    (i: number) => (i === 0 ? 1 : 1 / cond),
    (i: number) => (i < n - 1 || n === 1 ? 1 : 1 / cond),
    (i: number) => cond ** (-i / last),
    (i: number) => 1 - (i / last) * (1 - 1 / cond),
    () => Math.exp(-Math.log(cond) * random.uniform()),
    () => random.uniform(),
  ][mode - 1];
  return Float64Array.from({ length: n }, (_, i) => entry(i));
}

/** `values` as singular values: their magnitudes, largest first. */
export function descending(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values, Math.abs).sort().reverse();
}
