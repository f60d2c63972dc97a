import { describe, expect, it } from "vitest";
import {
  fitFactors,
  type FitFactorsOptions,
  fitRows,
  type Sides,
  type Sparse,
} from "../../../src/approximation/ratings/fitFactors.ts";
import type { Real } from "../../../src/real.ts";
import { precisions } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";
import { entriesOf, randomSparse } from "../../support/sparse.ts";

const NONE = { users: new Uint32Array(0), items: new Uint32Array(0), ratings: [] };
const BASE: FitFactorsOptions = {
  ...({ method: "als", factors: 5, epochs: 1, patience: 100, learningRate: 0.05 } as const),
  ...{ regularization: 0.1, biases: true, feedback: { mean: 3 }, seed: 7, held: NONE },
};

function predict({ users, items }: Sides, u: number, i: number): number {
  const n = users.factors.columns;
  let sum = users.biases[u] + items.biases[i];
  for (let k = 0; k < n; ++k) sum += users.factors.data[u * n + k] * items.factors.data[i * n + k];
  return sum;
}

/** What alternating least squares minimize: every number counts λ times for each rating of its row. */
function objective(a: Sparse, sides: Sides, lambda: number, mean: number): number {
  const square = ({ factors, biases }: Sides["users"], i: number) => {
    const row = Array.from(factors.data.subarray(i * factors.columns, (i + 1) * factors.columns));
    return row.reduce((sum, x) => sum + x * x, biases[i] * biases[i]);
  };
  let sum = 0;
  for (const [u, i, r] of entriesOf(a)) {
    sum += (r - mean - predict(sides, u, i)) ** 2;
    sum += lambda * (square(sides.users, u) + square(sides.items, i));
  }
  return sum;
}

/** Solves a system by elimination with pivoting. */
function solve(a: number[][], b: number[]): number[] {
  const rows = a.map((row, i) => [...row, b[i]]);
  const n = b.length;
  for (let j = 0; j < n; ++j) {
    let pivot = j;
    for (let i = j; i < n; ++i) if (Math.abs(rows[i][j]) > Math.abs(rows[pivot][j])) pivot = i;
    [rows[j], rows[pivot]] = [rows[pivot], rows[j]];
    for (let i = 0; i < n; ++i) {
      if (i === j) continue;
      const factor = rows[i][j] / rows[j][j];
      for (let k = j; k <= n; ++k) rows[i][k] -= factor * rows[j][k];
    }
  }
  return rows.map((row, j) => row[n] / row[j]);
}

describe.each(precisions)("fits of factors, $name", (p) => {
  // Users 2 and items 2 have no ratings.
  const ratings = randomSparse(p, 40, 30, 0.3, 1);
  for (let k = 0; k < ratings.values.length; ++k) ratings.values[k] += 3;

  it("lower the objective in every sweep of least squares", () => {
    let last = Infinity;
    for (let epochs = 1; epochs <= 12; ++epochs) {
      const { sides } = fitFactors("test", ratings, { ...BASE, epochs });
      const value = objective(ratings, sides, 0.1, 3);
      expect(value, `epoch ${epochs}`).toBeLessThanOrEqual(last * (1 + 10 * p.eps));
      last = value;
    }
    expect(last).toBeLessThan(0.5 * objective(ratings, zeros(ratings, 5), 0.1, 3));
  });

  it("lower it by gradient descent, too", () => {
    const options = { ...BASE, method: "funk" as const, epochs: 200 };
    const { sides, history } = fitFactors("test", ratings, options);
    const least = fitFactors("test", ratings, { ...BASE, epochs: 100 }).sides;
    const [found, best] = [sides, least].map((x) => objective(ratings, x, 0.1, 3));
    expect(found).toBeLessThan(1.1 * best);
    expect(history.map(({ epoch }) => epoch)).toEqual(history.map((_, i) => i + 1));
  });

  it.each([1, 4, 9, 16])("solve each row as a dense system, %i factors", (factors) => {
    const { normal } = random(factors);
    const data = p.array(Array.from({ length: 30 * factors }, normal));
    const items = {
      factors: { rows: 30, columns: factors, data },
      biases: p.array(Array.from({ length: 30 }, normal)),
    };
    const row = (i: number) => Array.from(data.subarray(i * factors, (i + 1) * factors));
    const options = { biases: true, feedback: { mean: 3 }, regularization: 0.2 };
    const found = fitRows("test", ratings, items, options);
    for (let u = 0; u < ratings.rows; ++u) {
      const own = [...entriesOf(ratings)].filter(([i]) => i === u);
      const exact =
        own.length === 0
          ? new Array<number>(factors + 1).fill(0)
          : normals(
              own.map(([, i]) => ({ x: [...row(i), 1], weight: 1 })),
              own.map(([, i, r]) => r - 3 - items.biases[i]),
              0.2 * own.length,
            );
      const actual = rowOf(found, u);
      const size = Math.max(1, ...exact.map(Math.abs));
      exact.forEach((x, j) => {
        expect(Math.abs(actual[j] - x), `user ${u}`).toBeLessThanOrEqual(2000 * p.eps * size);
      });
    }
  });

  it("solve implicit feedback as a dense weighted system over all items", () => {
    const factors = 6;
    const counts = { ...ratings, values: ratings.values.map((x) => Math.abs(x)) as Real };
    const { normal } = random(3);
    const data = p.array(Array.from({ length: 30 * factors }, normal));
    const items = { factors: { rows: 30, columns: factors, data }, biases: p.zeros(30) };
    const options = { biases: false, feedback: { alpha: 2.5 }, regularization: 0.7 };
    const found = fitRows("test", counts, items, options);
    for (let u = 0; u < counts.rows; ++u) {
      const own = new Map(
        [...entriesOf(counts)].filter(([i]) => i === u).map(([, i, r]) => [i, r]),
      );
      const all = Array.from({ length: 30 }, (_, i) => ({
        x: Array.from(data.subarray(i * factors, (i + 1) * factors)),
        weight: 1 + 2.5 * (own.get(i) ?? 0),
      }));
      const preferences = all.map((_, i) => (own.has(i) ? 1 : 0));
      const exact = normals(all, preferences, 0.7);
      const actual = rowOf(found, u);
      exact.forEach((x, j) => {
        expect(Math.abs(actual[j] - x), `user ${u}`).toBeLessThanOrEqual(1000 * p.eps);
      });
      expect(actual[factors]).toBe(0);
    }
  });

  it.each(["funk", "als"] as const)(
    "keep the epoch that predicts what is held best: %s",
    (method) => {
      const { integer, normal } = random(5);
      const pick = (most: number) => Uint32Array.from({ length: 50 }, () => integer(0, most));
      const held = {
        users: pick(39),
        items: pick(29),
        ratings: Array.from(pick(1), () => 3 + normal()),
      };
      const options = { ...BASE, method, held, epochs: 30, regularization: 0.01 };
      const { sides, history, bestEpoch } = fitFactors("test", ratings, options);
      const errors = history.map(({ validationRmse = NaN }) => validationRmse);
      expect(bestEpoch).toBe(errors.indexOf(Math.min(...errors)) + 1);
      expect(bestEpoch).toBeLessThan(30);
      let sum = 0;
      held.ratings.forEach((r, k) => {
        sum += (r - 3 - predict(sides, held.users[k], held.items[k])) ** 2;
      });
      expect(Math.sqrt(sum / 50)).toBeCloseTo(errors[bestEpoch - 1], 5);
    },
  );

  it.each(["funk", "als"] as const)(
    "give the same bits again, and others by another seed: %s",
    (method) => {
      const fit = (seed: number) =>
        fitFactors("test", ratings, { ...BASE, method, seed, epochs: 3 });
      expect(fit(1)).toEqual(fit(1));
      expect(fit(1).sides).not.toEqual(fit(2).sides);
    },
  );
});

function normals(
  rows: readonly { x: number[]; weight: number }[],
  targets: readonly number[],
  lambda: number,
): number[] {
  const n = rows[0].x.length;
  const a = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) =>
      rows.reduce((sum, { x, weight }) => sum + weight * x[i] * x[j], i === j ? lambda : 0),
    ),
  );
  const b = Array.from({ length: n }, (_, i) =>
    rows.reduce((sum, { x, weight }, k) => sum + weight * x[i] * targets[k], 0),
  );
  return solve(a, b);
}

/** The factors of a row, and its bias. */
function rowOf({ factors, biases }: Sides["users"], i: number): number[] {
  const { columns, data } = factors;
  return [...data.subarray(i * columns, (i + 1) * columns), biases[i]];
}

function zeros({ rows, columns }: Sparse, factors: number): Sides {
  const side = (count: number) => ({
    factors: { rows: count, columns: factors, data: new Float64Array(count * factors) },
    biases: new Float64Array(count),
  });
  return { users: side(rows), items: side(columns) };
}
