import { addPairs, dividePair, multiplyPairs, negated, type Pair } from "./pair.ts";

/** The middle and half of the width. */
export interface Range {
  readonly middle: number;
  readonly half: number;
}

export function rangeOf(x: Float64Array): Range {
  const low = x.reduce((a, b) => Math.min(a, b));
  const high = x.reduce((a, b) => Math.max(a, b));
  return { middle: low / 2 + high / 2, half: high / 2 - low / 2 || 1 };
}

/** (x − middle) / half. */
export function scaled(x: number, { middle, half }: Range): Pair {
  return dividePair(addPairs([x, 0], [-middle, 0]), half);
}

/** T₀(t), T₁(t), … by their recurrence. */
export function chebyshev(t: Pair, degree: number): Pair[] {
  const values: Pair[] = [[1, 0], t];
  const twice: Pair = [2 * t[0], 2 * t[1]];
  for (let k = 2; k <= degree; ++k) {
    values.push(addPairs(multiplyPairs(twice, values[k - 1]), negated(values[k - 2])));
  }
  return values.slice(0, degree + 1);
}

/** The coefficients of each Tₖ((x − middle) / half) in powers of x, all of them degree + 1 long. */
export function chebyshevPowers({ middle, half }: Range, degree: number): Pair[][] {
  const zeros = Array.from({ length: degree + 1 }, (): Pair => [0, 0]);
  const one = zeros.with(0, [1, 0]);
  // t · p, for p in powers of x.
  const timesT = (p: readonly Pair[]) =>
    p.map((pair, j) => {
      const shifted = j > 0 ? p[j - 1] : ([0, 0] as const);
      return dividePair(addPairs(shifted, negated(multiplyPairs(pair, [middle, 0]))), half);
    });
  const powers = [one, timesT(one)];
  for (let k = 2; k <= degree; ++k) {
    const twice = timesT(powers[k - 1]).map(([hi, lo]): Pair => [2 * hi, 2 * lo]);
    powers.push(twice.map((pair, j) => addPairs(pair, negated(powers[k - 2][j]))));
  }
  return powers.slice(0, degree + 1);
}
