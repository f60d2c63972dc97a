import { describe, expect, it } from "vitest";
import { Matrix, norm, robustPca, svdvals } from "../../src/index.ts";
import { difference, randomMatrix } from "../support/compare.ts";
import { product, transpose } from "../support/dense.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

describe.each(precisions)("robustPca, $name", (p) => {
  const single = p.name === "float32";
  const tolerance = single ? 1e-6 : 1e-8;

  /** A matrix of low rank, and the same with a share of entries off by up to `size`. */
  function corrupted(m: number, n: number, rank: number, share: number, seed: number, size = 20) {
    const source = random(seed);
    const low = randomMatrix(p, m, n, seed, rank);
    const wrong = low.data.map((x) =>
      source.uniform() < share ? x + source.between(-size, size) : x,
    );
    return { low, a: new Matrix(m, n, p.array(wrong)) };
  }

  it.each([
    [60, 60, 2, 0.05, 1],
    [40, 80, 2, 0.05, 2],
    [80, 50, 2, 0.1, 3],
  ])("recovers %i × %i of rank %i under %f gross errors, seed %i", (m, n, rank, share, seed) => {
    const { low, a } = corrupted(m, n, rank, share, seed);
    const { L, S, factors, converged, gap, iterations } = robustPca(a, { tolerance });
    expect(converged).toBe(true);
    expect([L.dtype, S.dtype]).toEqual([p.dtype, p.dtype]);
    expect(factors.s.length).toBe(rank);
    expect(difference(L, low)).toBeLessThan(single ? 1e-4 : 1e-6);
    expect(difference(factors.reconstruct(), L)).toBeLessThan(100 * p.eps);
    expect(gap).toBeLessThan(single ? 1e-3 : 1e-4);
    expect(iterations).toBeLessThan(150);
    const wrong = a.data.filter((x, at) => x !== low.data[at]).length;
    const found = S.data.filter((x) => Math.abs(x) > 1e-3).length;
    expect(Math.abs(found - wrong)).toBeLessThan(0.02 * wrong + 3);
  });

  it("meets the conditions of the minimum where nothing is exact", () => {
    const a = randomMatrix(p, 20, 16, 4);
    const lambda = 0.3;
    const { L, S, gap, factors, converged } = robustPca(a, { tolerance, lambda });
    expect(converged).toBe(true);
    expect(gap).toBeLessThan(1e-3);
    expect(difference(new Matrix(20, 16, L.data.map((x, at) => x + S.data[at]) as typeof L.data), a)).toBeLessThan(2 * tolerance); // prettier-ignore
    // Duality by hand: no L' + S' = A does better, for a few hundred that are near.
    const cost = (X: Matrix) => {
      let sum = 0;
      svdvals(X).forEach((sigma) => (sum += sigma));
      X.data.forEach((x, at) => (sum += lambda * Math.abs(a.data[at] - x)));
      return sum;
    };
    const least = cost(L);
    for (let seed = 0; seed < 100; ++seed) {
      const source = random(seed);
      const size = 10 ** source.between(-3, 0);
      const x = L.data.map((y) => y + size * source.normal()) as typeof L.data;
      expect(cost(new Matrix(20, 16, x)), `seed ${seed}`).toBeGreaterThan(least * (1 - 1e-3));
    }
    expect(factors.s.length).toBeLessThan(16);
    expect(product(transpose(factors.U), factors.U).data[0]).toBeCloseTo(1, 5);
  });

  it("has nothing to do for zeros, and little for what is sparse or of low rank alone", () => {
    const zero = robustPca(new Matrix(3, 4, p.zeros(12)));
    expect(zero).toMatchObject({ iterations: 0, converged: true, gap: 0 });
    expect([zero.L.data, zero.S.data]).toEqual([p.zeros(12), p.zeros(12)]);
    expect(robustPca(new Matrix(0, 4, p.zeros(0))).L.columns).toBe(4);

    const low = randomMatrix(p, 30, 30, 5, 1);
    expect(norm(robustPca(low, { tolerance }).S) / norm(low)).toBeLessThan(1e-3);

    const sparse = new Matrix(30, 30, p.zeros(900));
    for (let i = 0; i < 30; i += 3) sparse.set(i, (7 * i + 3) % 30, 5);
    expect(norm(robustPca(sparse, { tolerance, lambda: 0.1 }).L)).toBeLessThan(1e-3);
  });

  it("says where it stands, and stops where it is told to", () => {
    const { a } = corrupted(20, 20, 1, 0.05, 6);
    const seen: number[] = [];
    const options = { maxIterations: 5, onProgress: ({ iteration }: { iteration: number }) => seen.push(iteration) }; // prettier-ignore
    expect(robustPca(a, options)).toMatchObject({ iterations: 5, converged: false });
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  it("neither over- nor underflows on the way", () => {
    const { a } = corrupted(12, 10, 1, 0.05, 7);
    const plain = robustPca(a);
    for (const size of [2 ** -100, 2 ** 100]) {
      const scaled = robustPca(new Matrix(12, 10, a.data.map((x) => x * size) as typeof a.data));
      expect(scaled.L.data).toEqual(plain.L.data.map((x) => x * size));
      expect(scaled.iterations).toBe(plain.iterations);
    }
  });
});

describe("the errors of robustPca", () => {
  it.each<[options: object, message: string]>([
    [{ lambda: 0 }, "expected lambda to be a number > 0, got 0"],
    [{ lambda: NaN }, "expected lambda to be a number > 0, got NaN"],
    [{ tolerance: -1 }, "expected a tolerance >= 0, got -1"],
    [{ maxIterations: 1.5 }, "expected maxIterations to be an integer >= 1, got 1.5"],
  ])("%o is out of range", (options, message) => {
    expect(() => robustPca([[1]], options)).toThrow(new RangeError(`robustPca: ${message}`));
  });

  it("say which entry is not finite", () => {
    expect(() => robustPca([[1, NaN]])).toThrow(
      "robustPca: expected finite numbers, got NaN at row 0, column 1",
    );
  });
});
