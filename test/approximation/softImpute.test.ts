import { describe, expect, it } from "vitest";
import { Matrix, norm, softImpute, svd, svdvals } from "../../src/index.ts";
import { difference, randomMatrix } from "../support/compare.ts";
import { fill, product, transpose } from "../support/dense.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

describe.each(precisions)("softImpute, $name", (p) => {
  const single = p.name === "float32";

  /** A mask that keeps a share of the entries. */
  function maskOf(m: number, n: number, share: number, seed: number) {
    const source = random(seed);
    return new Matrix(m, n, p.array(fill(m, n, () => Number(source.uniform() < share)).data));
  }

  /** The known entries of A − Z, times their weights; 0 elsewhere. */
  function misfit(a: Matrix, z: Matrix, weights: Matrix) {
    const data = a.data.map((x, at) =>
      weights.data[at] > 0 ? weights.data[at] * (x - z.data[at]) : 0,
    );
    return new Matrix(a.rows, a.columns, Float64Array.from(data));
  }

  it.each([
    [40, 30, 2, 1],
    [40, 60, 2, 2],
  ])("recovers %i × %i of rank %i from half of the entries, seed %i", (m, n, rank, seed) => {
    const a = randomMatrix(p, m, n, seed, rank);
    const mask = maskOf(m, n, 0.5, seed + 100);
    const holes = new Matrix(
      m,
      n,
      a.data.map((x, at) => (mask.data[at] ? x : NaN)),
    );

    const byRank = softImpute(holes, { rank });
    expect(byRank.converged).toBe(true);
    expect(byRank.completed.dtype).toBe(p.dtype);
    expect(byRank.factors.s.length).toBe(rank);
    expect(difference(byRank.completed, a)).toBeLessThan(single ? 1e-3 : 1e-5);

    const [largest] = svdvals(a);
    const lambda = [0.3, 0.1, 0.03, 0.01, 0.003, 1e-3, 3e-4, 1e-4].map((x) => x * largest);
    const { completed, path } = softImpute(a, { mask, lambda });
    expect(path.map((step) => step.lambda)).toEqual(lambda);
    expect(path.every((step) => step.converged)).toBe(true);
    expect(difference(completed, a)).toBeLessThan(2e-3);
    for (let at = 0; at < a.data.length; ++at) {
      if (mask.data[at]) expect(completed.data[at]).toBe(a.data[at]);
    }
  });

  it.each([
    ["known or not", false, 3],
    ["weighted", true, 4],
  ])("meets the conditions of the minimum, entries %s", (_, weighted, seed) => {
    const [m, n] = [20, 15];
    const source = random(seed);
    const a = randomMatrix(p, m, n, seed);
    const mask = maskOf(m, n, 0.7, seed);
    const w = new Matrix(
      m,
      n,
      p.array(mask.data.map((x) => (weighted ? x * source.uniform() : x))),
    );
    const tolerance = single ? 1e-6 : 1e-11;
    const lambda = 1.5;
    const { factors, converged, objective } = softImpute(a, {
      weights: w,
      lambda,
      tolerance,
      maxIterations: 3000,
    });
    expect(converged).toBe(true);
    const Z = factors.reconstruct();
    const G = misfit(a, Z, w);
    const bound = single ? 1e-4 : 1e-8;
    // G is in λ times the subdifferential of the nuclear norm: ‖G‖ ≤ λ, Uᵀ G = λ Vᵀ, G V = λ U.
    expect(norm(G, 2)).toBeLessThan(lambda * (1 + bound));
    const { U, Vt, s } = factors;
    expect(s.length).toBeGreaterThan(1);
    const left = product(transpose(U), G).data.map((x, at) => x - lambda * Vt.data[at]);
    const right = product(G, transpose(Vt)).data.map((x, at) => x - lambda * U.data[at]);
    expect(Math.max(...left.map(Math.abs), ...right.map(Math.abs))).toBeLessThan(bound * lambda);

    let expected = 0;
    w.data.forEach((x, at) => (expected += (x * (a.data[at] - Z.data[at]) ** 2) / 2));
    s.forEach((sigma) => (expected += lambda * sigma));
    expect(objective / expected).toBeCloseTo(1, 5);
  });

  it("with all weights 1 is the soft-thresholded decomposition, bit by bit", () => {
    const a = randomMatrix(p, 12, 9, 5);
    const ones = fill(12, 9, () => 1);
    const { U, s, Vt } = svd(a);
    const rank = s.findIndex((sigma) => sigma <= 3);
    for (const options of [{}, { weights: ones }, { mask: ones }]) {
      const { factors, completed, converged } = softImpute(a, { ...options, lambda: 3 });
      expect(factors.s).toEqual(s.slice(0, rank).map((sigma) => sigma - 3));
      expect(factors.U.toArray()).toEqual(U.toArray().map((row) => row.slice(0, rank)));
      expect(factors.Vt.toArray()).toEqual(Vt.toArray().slice(0, rank));
      expect(completed).toEqual(a);
      expect(converged).toBe(true);
    }
  });

  it("never raises the objective, and says where it stands", () => {
    const a = randomMatrix(p, 25, 20, 6, 4);
    const mask = maskOf(25, 20, 0.5, 6);
    for (const by of [{ lambda: 0.5 }, { rank: 3 }, { rank: 3, lambda: 0.2 }]) {
      let last = Infinity;
      const changes: number[] = [];
      for (const maxIterations of [1, 2, 4, 8, 16, 32, 64]) {
        const seen: number[] = [];
        const { objective, iterations } = softImpute(a, {
          ...by,
          mask,
          maxIterations,
          onProgress: ({ iteration, change, rank }) => {
            seen.push(iteration);
            changes.push(change);
            expect(rank).toBeLessThanOrEqual(by.rank ?? 20);
          },
        });
        expect(objective).toBeLessThanOrEqual(last * (1 + 10 * p.eps));
        expect(seen[seen.length - 1]).toBe(iterations);
        last = objective;
      }
      expect(Math.min(...changes)).toBeLessThan(0.01);
    }
  });

  it("gives 0 from the norm of what is known on, and less shrinking below", () => {
    const a = randomMatrix(p, 8, 6, 7);
    const mask = maskOf(8, 6, 0.6, 7);
    const known = new Matrix(
      8,
      6,
      a.data.map((x, at) => x * mask.data[at]),
    );
    const limit = norm(known, 2);
    expect(softImpute(a, { mask, lambda: limit * (1 + 1e-5) }).factors.s.length).toBe(0);
    expect(softImpute(a, { mask, lambda: limit * (1 - 1e-3) }).factors.s.length).toBe(1);
  });

  it("goes along a path to the same minimum as directly", () => {
    const a = randomMatrix(p, 20, 20, 8, 5);
    const mask = maskOf(20, 20, 0.6, 8);
    const options = { mask, tolerance: single ? 1e-6 : 1e-10, maxIterations: 3000 };
    const warm = softImpute(a, { ...options, lambda: [0.5, 2, 1] });
    const cold = softImpute(a, { ...options, lambda: 0.5 });
    expect(warm.path.map((step) => step.lambda)).toEqual([2, 1, 0.5]);
    expect(warm.lambda).toBe(0.5);
    expect(difference(warm.completed, cold.completed)).toBeLessThan(single ? 1e-4 : 1e-7);
  });

  it("neither over- nor underflows on the way", () => {
    const a = randomMatrix(p, 6, 5, 9, 1);
    const mask = maskOf(6, 5, 0.8, 9);
    const plain = softImpute(a, { mask, rank: 1 });
    for (const size of [2 ** -100, 2 ** 100]) {
      const scaled = new Matrix(
        6,
        5,
        a.data.map((x) => x * size),
      );
      const { factors, iterations } = softImpute(scaled, { mask, rank: 1 });
      expect(iterations).toBe(plain.iterations);
      expect(factors.s).toEqual(plain.factors.s.map((x) => x * size));
    }
  });

  it("completes nothing with nothing", () => {
    const missing = new Matrix(3, 2, p.array([NaN, NaN, NaN, NaN, NaN, NaN]));
    const { completed, converged, objective } = softImpute(missing, { rank: 1 });
    expect(completed.data).toEqual(p.zeros(6));
    expect([converged, objective]).toEqual([true, 0]);
    expect(softImpute(new Matrix(0, 2, p.zeros(0)), { lambda: 1 }).completed.columns).toBe(2);
  });
});

describe("softImpute", () => {
  it("reads masks of booleans, and does not read what they hide", () => {
    const a = [[1, 2], [2, Infinity]]; // prettier-ignore
    const mask = [[true, true], [true, false]]; // prettier-ignore
    expect(softImpute(a, { mask, rank: 1 }).completed.get(1, 1)).toBeCloseTo(4, 4);
    expect(() => softImpute(a, { rank: 1 })).toThrow(
      "softImpute: expected finite numbers where entries are known, got Infinity at row 1, column 1",
    );
    expect(() => softImpute([[1, NaN]], { mask: [[true, true]], rank: 1 })).toThrow("got NaN");
  });

  it.each<[options: unknown, error: Error]>([
    [undefined, new TypeError("softImpute: expected options with lambda or rank, got neither")],
    [{}, new TypeError("softImpute: expected options with lambda or rank, got neither")],
    [{ lambda: -1 }, new RangeError("softImpute: expected lambda to be a number >= 0, got -1")],
    [
      { lambda: [1, NaN] },
      new RangeError("softImpute: expected lambda to be a number >= 0, got NaN"),
    ],
    [{ lambda: [] }, new RangeError("softImpute: expected at least one lambda, got none")],
    [{ rank: 0 }, new RangeError("softImpute: expected rank to be an integer >= 1, got 0")],
    [{ rank: 1, tolerance: -1 }, new RangeError("softImpute: expected a tolerance >= 0, got -1")],
    [
      { rank: 1, maxIterations: 0 },
      new RangeError("softImpute: expected maxIterations to be an integer >= 1, got 0"),
    ],
    [
      { rank: 1, mask: [[1, 2]] },
      new RangeError("softImpute: mask: expected 0 or 1 (false or true), got 2 at row 0, column 1"),
    ],
    [
      { rank: 1, mask: [[1]] },
      new RangeError("softImpute: mask: expected 1 × 2 as a is, got 1 × 1"),
    ],
    [
      { rank: 1, weights: [[0.5, 1.5]] },
      new RangeError(
        "softImpute: weights: expected numbers from 0 to 1, got 1.5 at row 0, column 1",
      ),
    ],
  ])("refuses %o", (options, error) => {
    expect(() => softImpute([[1, 2]], options as never)).toThrow(error);
  });
});
