import { describe, expect, it } from "vitest";
import { NonFiniteError, svd } from "../../src/index.ts";
import type { Dense } from "../support/dense.ts";
import { judge } from "../support/judge.ts";
import { precisions, type Precision } from "../support/precisions.ts";
import { random, type Random } from "../support/random.ts";
import { timesPowerOfTwo } from "../support/scaling.ts";

// The sets of values with which Eigen tests its SVDs: test/svd_common.h and
// test/svd_fill.h of Eigen 3.4.

const bounds = { ratios: 30, values: 2 };

/** All 2 × 2 matrices with entries from `values`. */
function* squares(values: readonly number[]): Generator<Dense> {
  for (const a of values) {
    for (const b of values) {
      for (const c of values) {
        for (const d of values) yield { rows: 2, columns: 2, data: Float64Array.of(a, b, c, d) };
      }
    }
  }
}

function expectAllRight(matrices: Iterable<Dense>, precision: Precision): number {
  let count = 0;
  for (const a of matrices) {
    const stored = { ...a, data: Float64Array.from(precision.array(a.data)) };
    const wrong = judge({ a: stored }, precision, bounds);
    // No call of `expect` unless it fails: there are thousands.
    if (wrong) expect.fail(`${wrong}, for ${a.rows} × ${a.columns}: ${stored.data.join(", ")}`);
    ++count;
  }
  return count;
}

/** The same place in the range of the precision as x has in that of doubles. */
function relocate(x: number, precision: Precision): number {
  return precision.dtype === "float64" || Math.abs(x) >= 2 ** -1022 || x === 0
    ? precision.array([x])[0]
    : Math.sign(x) *
        Math.max(1, Math.round(Math.abs(x) / 2 ** -1074 / 2 ** 29)) *
        precision.denormal;
}

describe.each(precisions)("Eigen's sets of values, $name", (precision) => {
  it("are right for all 81 matrices of 0, 1 and -1", () => {
    expect(expectAllRight(squares([0, 1, -1]), precision)).toBe(81);
  });

  it("are right for all 6,561 matrices with denormal entries", () => {
    const values = [0, 1, -1, 5.60844e-313, -5.60844e-313, 5e-324, -5e-324, -4.94e-223, 4.94e-223];
    const here = values.map((x) => relocate(x, precision));
    expect(expectAllRight(squares(here), precision)).toBe(6561);
    const [a, b, d] = [-7.90884e-313, -4.94e-324, 5.60844e-313].map((x) => relocate(x, precision));
    expectAllRight([{ rows: 2, columns: 2, data: Float64Array.of(a, b, 0, d) }], precision);
  });

  it("are right close to the largest number", () => {
    const data = [
      4.4331978442502944e307, -5.858536375202868e307, 6.452701744341296e307, 3.784169560140636e307,
      2.4331702789740617e306, -3.5235707140272905e307, -8.719088761802836e307,
      -7.345321370923219e307, -2.4367363684472105e307,
    ].map((x) => x * (precision.max / Number.MAX_VALUE));
    expectAllRight([{ rows: 3, columns: 3, data: Float64Array.from(data) }], precision);
  });

  it.each(Array.from({ length: 8 }, (_, i) => i + 1))(
    "are right when filled at random, seed %i",
    (seed) => {
      const source = random(seed);
      for (const [m, n] of [
        [1, 1],
        [2, 3],
        [4, 4],
        [7, 5],
        [6, 12],
        [20, 20],
        [25, 12],
      ]) {
        for (let i = 0; i < 5; ++i) expectAllRight([filled(m, n, precision, source)], precision);
      }
    },
  );
});

/** svd_fill_random: U diag(d) V, d_k of all magnitudes, some of them equal, some entries replaced. */
function filled(m: number, n: number, p: Precision, source: Random): Dense {
  const { uniform, between, integer } = source;
  const k = Math.min(m, n);
  const reach = between(1, p.dtype === "float64" ? 77 : 9);
  const d = Array.from({ length: k }, () => between(-1, 1) * 10 ** between(-reach, reach));
  const repeated = uniform() < 0.3;
  if (repeated) {
    for (let i = 0; i < k / 2; ++i) d[integer(0, k - 1)] = d[integer(0, k - 1)];
  }
  const u = Array.from({ length: m * k }, () => between(-1, 1));
  const v = Array.from({ length: k * n }, () => between(-1, 1));
  const data = new Float64Array(m * n);
  for (let i = 0; i < m; ++i) {
    for (let j = 0; j < n; ++j) {
      for (let l = 0; l < k; ++l) data[i * n + j] += u[i * k + l] * d[l] * v[l * n + j];
    }
  }
  const samples = [0, 5.60844e-313, -5.60844e-313, 5e-324, -5e-324]
    .map((x) => relocate(x, p))
    .concat(-1 / p.max, 1 / p.max, p.safeMin, p.safeMin ** 0.8);
  for (let count = integer(0, m * n); count > 0; --count) {
    data[integer(0, m * n - 1)] = samples[integer(0, samples.length - 1)];
  }
  return { rows: m, columns: n, data };
}

describe.each(precisions)("numbers that are not finite, $name", ({ array, max }) => {
  const fails = (m: number, n: number, values: ArrayLike<number>) => () =>
    svd({ data: array(values), shape: [m, n] });

  it.each([NaN, Infinity, -Infinity])("%d is refused with its place", (bad) => {
    const all = new Float64Array(100).fill(bad);
    expect(fails(10, 10, all)).toThrow(NonFiniteError);
    expect(fails(10, 10, all)).toThrow(/row 0, column 0/);
    const { integer } = random(5);
    for (let i = 0; i < 20; ++i) {
      const one = new Float64Array(100);
      const place = integer(0, 99);
      one[place] = bad;
      const text = new RegExp(`row ${Math.floor(place / 10)}, column ${place % 10}`);
      expect(fails(10, 10, one)).toThrow(NonFiniteError);
      expect(fails(10, 10, one)).toThrow(text);
    }
  });

  it("the matrices of Eigen's tests are refused", () => {
    expect(fails(3, 3, [0, 2 ** -51, 0.5, 0, -0.5, 0, NaN, 0, 0])).toThrow(/row 2, column 0/);
    const a = [1, 0, 0, 0, 0, 3, 1, 2e-308, 1, 0, 1, NaN, 0, NaN, NaN, 0];
    expect(fails(4, 4, a)).toThrow(/row 2, column 3/);
  });

  it("the largest numbers are finite, and the engine works on after an error", () => {
    expect(fails(1, 1, [NaN])).toThrow(NonFiniteError);
    expect(svd({ data: array([-max]), shape: [1, 1] }).s[0]).toBe(max);
    expect(svd({ data: array([timesPowerOfTwo(1, -20)]), shape: [1, 1] }).s[0]).toBe(2 ** -20);
  });
});
