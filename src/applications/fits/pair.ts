import { productError, sumError } from "../../doubleDouble.ts";

/** A number of about 106 bits, as the unevaluated sum of two doubles. */
export type Pair = readonly [hi: number, lo: number];

/** a + b, short of the last bits (Dekker p 233, with sums of both halves). */
export function addPairs([a, aLow]: Pair, [b, bLow]: Pair): Pair {
  const sum = a + b;
  const lowSum = aLow + bLow;
  return normalized(sum, sumError(a, b, sum) + lowSum + sumError(aLow, bLow, lowSum));
}

/** a · b. */
export function multiplyPairs([a, aLow]: Pair, [b, bLow]: Pair): Pair {
  const product = a * b;
  return normalized(product, productError(a, b, product) + (a * bLow + aLow * b));
}

/** a / b for a double b: the quotient, and that of what it leaves. */
export function dividePair(a: Pair, b: number): Pair {
  const first = a[0] / b;
  const rest = addPairs(a, negated(multiplyPairs([first, 0], [b, 0])));
  const second = rest[0] / b;
  const left = addPairs(rest, negated(multiplyPairs([second, 0], [b, 0])));
  return addPairs(normalized(first, second), [left[0] / b, 0]);
}

export function negated([hi, lo]: Pair): Pair {
  return [-hi, -lo];
}

function normalized(hi: number, lo: number): Pair {
  const sum = hi + lo;
  return [sum, lo - (sum - hi)];
}

/** A sum of numbers and products as if in twice the precision (T. Ogita, S. Rump, S. Oishi, SIAM J. Sci. Comput. 26 (2005) 1955–1988). */
export class PairSum {
  #hi = 0;
  #lo = 0;

  add(x: number): void {
    const sum = this.#hi + x;
    this.#lo += sumError(this.#hi, x, sum);
    this.#hi = sum;
  }

  addProduct(a: number, b: number): void {
    const product = a * b;
    this.add(product);
    this.#lo += productError(a, b, product);
  }

  get value(): number {
    return this.#hi + this.#lo;
  }

  get pair(): Pair {
    return normalized(this.#hi, this.#lo);
  }
}
