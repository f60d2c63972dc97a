import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { excess } from "../support/block.ts";
import { Doubles } from "../support/doubles.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

// Blocks of three, where nothing is left for the loop, to more than two chunks of 32, and many.
const lengths = [...Array.from({ length: 70 }, (_, i) => i + 3), 131, 400];

/** Half the gap between 1 and the next double. */
const ROUNDING = 2 ** -53;

/**
 * Roundings of an entry, here and in the kernel, where they are more: of the sum and the two quotients, and of
 * the product and the difference that d goes on with, on either side of its quotient.
 */
const ROUNDINGS = 12;

/** What a step leaves, and how far off each number may be. */
interface Step {
  q: Float64Array;
  e: Float64Array;
  /** By the order of the summary: DMIN, DMIN1, DMIN2, DN, DN1, DN2, EMIN. */
  summary: number[];
  allowed: { q: Float64Array; e: Float64Array; summary: number[] };
}

/**
 * The loop in the kernel's comment, on a whole array. An error δ of d goes on as q·e / (d + e)²·δ, which is the
 * derivative, and roundings come to it (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., §3.3).
 */
function reference(q: ArrayLike<number>, e: ArrayLike<number>, tau: number): Step {
  const n = q.length;
  const next = { q: new Float64Array(n), e: new Float64Array(n) };
  const allowed = { q: new Float64Array(n), e: new Float64Array(n) };
  const ds: number[] = [];
  const errors: number[] = [];
  let d = q[0] - tau;
  let error = ROUNDING * Math.abs(d);
  for (let i = 0; i < n; ++i) {
    ds.push(d);
    errors.push(error);
    const sum = i + 1 < n ? d + e[i] : d;
    next.q[i] = sum;
    allowed.q[i] = error + ROUNDINGS * ROUNDING * Math.abs(sum);
    if (i + 1 === n) break;
    const t = q[i + 1] / sum;
    next.e[i] = e[i] * t;
    allowed.e[i] = Math.abs(next.e[i] / sum) * error + ROUNDINGS * ROUNDING * Math.abs(next.e[i]);
    error *= (t / sum) * e[i];
    error += ROUNDINGS * ROUNDING * (Math.abs(d * t) + tau);
    d = d * t - tau;
  }
  const smallest = (count: number) => Math.min(...ds.slice(0, count));
  // The error of a minimum is at most that of one of its terms, and those much larger have no part in it.
  const near = (count: number) => {
    const bound = smallest(count);
    return Math.max(...errors.slice(0, count).filter((x, i) => ds[i] - 2 * x <= bound + 2 * x));
  };
  const [d0, d1, d2] = ds.slice().reverse();
  const [error0, error1, error2] = errors.slice().reverse();
  const [eMin, i] = next.e
    .subarray(0, n - 1)
    .reduce<[number, number]>((best, x, k) => (x < best[0] ? [x, k] : best), [Infinity, 0]);
  return {
    ...next,
    summary: [smallest(n), smallest(n - 1), smallest(n - 2), d0, d1, d2, eMin],
    allowed: {
      ...allowed,
      summary: [near(n), near(n - 1), near(n - 2), error0, error1, error2, 2 * allowed.e[i]],
    },
  };
}

// Always in doubles: the modules of both precisions must do the same.
describe.each(precisions)("dqdsStep, module of $name", ({ zeros }) => {
  const engine = engineFor(zeros(0));

  /** One step on q and e, which lie between `before` numbers and others behind. */
  function step(
    q: ArrayLike<number>,
    e: ArrayLike<number>,
    tau: number,
    before = 0,
    offset = 0,
  ): Omit<Step, "allowed"> {
    const n = q.length;
    // Beside the block, in and out, lie those of others: not to be read, nor written.
    const others = (length: number) => Array.from({ length }, (_, i) => -1e9 - i);
    const around = (x: ArrayLike<number>) => [...others(before), ...Array.from(x), ...others(5)];
    return engine.arena.scope(() => {
      const out = new Float64Array(n).fill(NaN);
      const inputs = [q, [...Array.from(e), NaN]].map(around);
      const blocks = [...inputs, around(out), around(out), new Array<number>(7).fill(NaN)].map(
        (x) => new Doubles(engine, x, offset),
      );
      const [qAt, eAt, qNextAt, eNextAt, summaryAt] = blocks.map(({ at }) => at);
      engine.exports.dqdsStep(before, before + n, qAt, eAt, qNextAt, eNextAt, tau, summaryAt);
      inputs.forEach((x, i) => expect(Array.from(blocks[i].read())).toEqual(x));
      const results = [2, 3].map((i) => {
        const all = blocks[i].read();
        const inner = all.subarray(before, before + n).slice();
        all.subarray(before, before + n).fill(NaN);
        expect(Array.from(all), "what lies beside the block").toEqual(around(out));
        return inner;
      });
      return { q: results[0], e: results[1], summary: Array.from(blocks[4].read()) };
    });
  }

  function check(q: number[], e: number[], tau: number, before = 0, offset = 0): void {
    const got = step(q, e, tau, before, offset);
    const { q: qNext, e: eNext, summary, allowed } = reference(q, e, tau);
    const message = `n = ${q.length}, tau = ${tau}, lo = ${before}`;
    // The reference rounds as well: hence 2.
    expect(excess(got.q, qNext, allowed.q), `q, ${message}`).toBeLessThanOrEqual(2);
    expect(excess(got.e, eNext, allowed.e), `e, ${message}`).toBeLessThanOrEqual(2);
    expect(
      excess(got.summary, summary, allowed.summary),
      `summary, ${message}`,
    ).toBeLessThanOrEqual(2);
  }

  /** A shift just below the smallest eigenvalue: with a little more, a d of the reference is negative. */
  function largestShift(q: number[], e: number[]): number {
    let [low, high] = [0, Math.min(...q)];
    for (let i = 0; i < 60; ++i) {
      const tau = (low + high) / 2;
      if (reference(q, e, tau).summary[0] >= 0) low = tau;
      else high = tau;
    }
    return low;
  }

  function squares(n: number, seed: number): [number[], number[]] {
    const { between } = random(seed);
    const numbers = (length: number) => Array.from({ length }, () => between(0.2, 1.4) ** 2);
    return [numbers(n), numbers(n - 1)];
  }

  it.each(lengths)("makes a step on blocks of %i", (n) => {
    for (const before of [0, 1, 6]) {
      for (const offset of [0, 1]) {
        const [q, e] = squares(n, 10 * n + before);
        const most = largestShift(q, e);
        for (const tau of [0, most / 4, most / 2]) check(q, e, tau, before, offset);
      }
    }
  });

  it.each(lengths)("shows that the shift was too large, in a block of %i", (n) => {
    const [q, e] = squares(n, n);
    const most = largestShift(q, e);
    // Two are so large that only a few d are negative, or the first one is.
    for (const tau of [1.01 * most + 1e-10, 2 * most + 1e-10, q[0] + 1e-3, 100]) {
      const [lowest, , , last] = step(q, e, tau).summary;
      expect(lowest >= 0 && last >= 0, `tau = ${tau}`).toBe(false);
    }
  });

  it.each(lengths)("shows a NaN wherever it is, in a block of %i", (n) => {
    const [q, e] = squares(n, n);
    const shows = ([lowest, , , last]: number[]) => !(lowest >= 0 && last >= 0);
    expect(shows(step(q, e, NaN).summary), "tau").toBe(true);
    for (let i = 0; i < n; i += n > 40 ? 37 : 1) {
      expect(shows(step(q.with(i, NaN), e, 0).summary), `q[${i}]`).toBe(true);
      if (i < n - 1) expect(shows(step(q, e.with(i, NaN), 0).summary), `e[${i}]`).toBe(true);
    }
  });

  it.each([0, -300, -400, -600, -1000, 400, 900])(
    "is within range where entries are about 2^%i",
    (k) => {
      for (const n of [3, 4, 11, 12, 35, 36, 70]) {
        const [q, e] = squares(n, n).map((x) => x.map((y) => y * 2 ** k));
        for (const tau of [0, largestShift(q, e) / 2]) check(q, e, tau);
      }
    },
  );

  // Where a quotient's upper number vanished, and the lower did not, d came out as 0.
  it("keeps every d where small and large entries alternate", () => {
    for (let seed = 1; seed <= 300; ++seed) {
      const { between, integer } = random(seed);
      const entry = () => between(0.5, 2) * (integer(0, 2) > 0 ? 1 : 2 ** -integer(0, 400));
      const n = integer(3, 70);
      const q = Array.from({ length: n }, entry);
      const e = Array.from({ length: n - 1 }, entry);
      const { summary } = reference(q, e, 0);
      // Where d itself leaves the range, the loop does no better.
      if (summary[0] > 2 ** -900) check(q, e, 0);
    }
  });

  it("passes on zeros", () => {
    for (const n of [3, 12, 21, 40]) {
      for (let zero = 0; zero < n; ++zero) {
        const [q, e] = squares(n, n);
        check(q.with(zero, 0), e, 0);
        if (zero < n - 1) check(q, e.with(zero, 0), 0);
      }
    }
  });
});
