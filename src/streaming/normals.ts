import type { Doubles } from "./factoredBasis.ts";

/**
 * A seeded stream of numbers that are very nearly normally distributed, the same on every machine: each is the sum of
 * twelve uniform ones, which needs no logarithm. sfc32 of C. Doty-Humphrey's PractRand 0.94.
 */
export class Normals {
  #a = 0;
  #b = 0;
  #c: number;
  #counter = 1;

  constructor(seed: number) {
    this.#c = seed | 0;
    // Similar seeds start similar streams; twelve rounds part them (PractRand).
    for (let i = 0; i < 12; ++i) this.#bits();
  }

  /** rows × columns of them. */
  matrix(rows: number, columns: number): Doubles {
    const data = new Float64Array(rows * columns);
    for (let i = 0; i < data.length; ++i) data[i] = this.#normal();
    return { rows, columns, data };
  }

  /** Two uniform numbers of 16 bits from each word: the sum has mean 12 · (2¹⁶ − 1)/2, and the variance of 2³² to 10 digits. */
  #normal(): number {
    let sum = 0;
    for (let i = 0; i < 6; ++i) {
      const bits = this.#bits();
      sum += (bits >>> 16) + (bits & 0xffff);
    }
    return (sum - 6 * 65_535) / 65_536;
  }

  #bits(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}
