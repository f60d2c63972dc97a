import { addToPair, sumError, type PairMatrix } from "./doubleDouble.ts";
import { largestMagnitude, powerOfTwo } from "./powerOfTwo.ts";
import type { Dense } from "./real.ts";
import type { EngineOptions } from "./wasm/builds.ts";
import { multiply } from "./wasm/multiply.ts";

/** The bits that the slices of a matrix have together: those of a pair of doubles, and some for the sums. */
const BITS = 112;

/**
 * A matrix in slices of integers: row i is units[i] · Σ slices[t] · 2^(−bits·(t + 1)), up to 2^(−BITS), and no entry
 * of a slice is above 2^bits.
 */
export interface Slices {
  readonly rows: number;
  readonly columns: number;
  readonly bits: number;
  readonly units: Float64Array;
  readonly slices: readonly Dense<Float64Array>[];
}

/**
 * Cuts the rows of a matrix into slices so short that sums of products of two of their entries are integers below 2⁵³,
 * which no order of summation rounds.
 *
 * K. Ozaki, T. Ogita, S. Oishi, S. Rump, Error-free transformations of matrix multiplication by using fast routines of
 * matrix multiplication and its applications, Numer. Algorithms 59 (2012) 95–118, §3.
 */
export function sliced({ hi, lo }: PairMatrix): Slices {
  const { rows, columns } = hi;
  let carry = 0;
  while (2 ** carry < columns) ++carry;
  const bits = Math.floor((53 - carry) / 2);
  const count = Math.ceil(BITS / bits);
  const shift = 2 ** bits;
  const slices = Array.from({ length: count }, () => ({
    rows,
    columns,
    data: new Float64Array(rows * columns),
  }));
  const units = new Float64Array(rows);
  for (let i = 0; i < rows; ++i) {
    const unit = powerOfTwo(largestMagnitude(hi.data.subarray(i * columns, (i + 1) * columns)));
    units[i] = unit;
    for (let at = i * columns; at < (i + 1) * columns; ++at) {
      let high = hi.data[at] / unit;
      let low = lo.data[at] / unit;
      for (let t = 0; t < count; ++t) {
        high *= shift;
        low *= shift;
        const integer = Math.round(high);
        slices[t].data[at] = integer;
        const rest = high - integer;
        high = rest + low;
        low = sumError(rest, low, high);
      }
    }
  }
  return { rows, columns, bits, units, slices };
}

/**
 * Returns A·Bᵀ of two matrices in slices: each entry with an error of about 2⁻¹⁰⁶ of the largest product that could
 * stand in its sum. 30 mnk flops and more, all in `multiply`.
 */
export function productOfSlices(
  name: string,
  a: Slices,
  b: Slices,
  options: EngineOptions,
): PairMatrix {
  const [rows, columns] = [a.rows, b.rows];
  const hi = new Float64Array(rows * columns);
  const lo = new Float64Array(rows * columns);
  const count = a.slices.length;
  // Products of the slices s and t weigh 2^(−bits·(s + t + 2)): the smallest first, those below 2^(−BITS) not at all.
  for (let level = count - 1; level >= 0; --level) {
    const weight = 2 ** (-a.bits * (level + 2));
    for (let s = 0; s <= level; ++s) {
      const { data } = multiply(name, a.slices[s], b.slices[level - s], {
        ...options,
        transposeB: true,
      });
      for (let at = 0; at < data.length; ++at) addToPair(hi, lo, at, data[at] * weight);
    }
  }
  for (let i = 0; i < rows; ++i) {
    for (let j = 0; j < columns; ++j) {
      const unit = a.units[i] * b.units[j];
      hi[i * columns + j] *= unit;
      lo[i * columns + j] *= unit;
    }
  }
  return { hi: { rows, columns, data: hi }, lo: { rows, columns, data: lo } };
}
