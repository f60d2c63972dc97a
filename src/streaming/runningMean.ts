import { dense, type Doubles } from "./factoredBasis.ts";

/** A mean as plain data. */
export interface SavedMean {
  readonly count: number;
  readonly mean: readonly number[];
}

/** The mean of rows that come little by little. */
export class RunningMean {
  #count = 0;
  #mean = new Float64Array(0);

  /** n numbers, zeros before the first row. */
  mean(n: number): Float64Array {
    return this.#count === 0 ? new Float64Array(n) : this.#mean.slice();
  }

  /**
   * Takes rows in, and returns what appended to the centred rows before gives the centred rows of all: these rows less
   * their own mean, and one more, √(pq/(p + q))·(mean of the p rows before − mean of these q).
   *
   * D. Ross, J. Lim, R. Lin, M. Yang, Int. J. Comput. Vis. 77 (2008) 125–141, lemma 1 p 128.
   */
  center(b: Doubles): Doubles {
    const { rows: q, columns: n, data } = b;
    const p = this.#count;
    if (p === 0) this.#mean = new Float64Array(n);
    const own = new Float64Array(n);
    for (let i = 0; i < q * n; ++i) own[i % n] += data[i] / q;
    const centred = new Float64Array((q + 1) * n);
    for (let i = 0; i < q * n; ++i) centred[i] = data[i] - own[i % n];
    const factor = Math.sqrt((p / (p + q)) * q);
    for (let j = 0; j < n; ++j) {
      centred[q * n + j] = factor * (this.#mean[j] - own[j]);
      this.#mean[j] += (own[j] - this.#mean[j]) * (q / (p + q));
    }
    this.#count += q;
    return dense(q + 1, n, centred);
  }

  toJSON(): SavedMean {
    return { count: this.#count, mean: Array.from(this.#mean) };
  }

  restore({ count, mean }: SavedMean): void {
    this.#count = count;
    this.#mean = Float64Array.from(mean);
  }
}
