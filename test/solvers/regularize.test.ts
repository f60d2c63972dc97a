import { describe, expect, it } from "vitest";
import { svd } from "../../src/decompositions/svd.ts";
import { svdvals } from "../../src/decompositions/svdvals.ts";
import { multiply } from "../../src/multiply.ts";
import { Matrix } from "../../src/matrix.ts";
import { lstsq } from "../../src/solvers/lstsq.ts";
import { regularize, type RegularizeOptions } from "../../src/solvers/regularize.ts";
import { illPosed } from "../support/illPosed.ts";
import { random } from "../support/random.ts";

const N = 64;

/** How much farther from the solution than the best parameter the chosen one may be, in the median of the seeds. */
const FACTORS: Record<string, number> = { gcv: 2, "l-curve": 4, noise: 2.5 };

/** Where x is smooth, the corner is known to take too little regularization (C. Vogel, Inverse Problems 12 (1996) 535–547). */
const FACTOR_OF_SMOOTH = 40;

function noisy(name: string, seed: number, level: number) {
  const { a, x } = illPosed[name](N);
  const exact = multiply(a, new Matrix(N, 1, x)).data;
  const { normal } = random(seed);
  const raw = Float64Array.from(exact, normal);
  const scale = (level * Math.hypot(...exact)) / Math.hypot(...raw);
  const b = exact.map((value, i) => value + scale * raw[i]);
  return { a, x, b, noise: scale * Math.hypot(...raw) };
}

/** The error of the best parameter of the curve. */
function smallestError(
  method: "tikhonov" | "tsvd",
  a: Matrix<Float64Array>,
  b: Float64Array,
  x: Float64Array,
): number {
  const { U, s, Vt } = svd(a);
  const beta = multiply(U.transpose(), new Matrix(N, 1, b)).data;
  const exact = multiply(Vt, new Matrix(N, 1, x)).data;
  const errors = regularize(a, b, { method }).curve.parameters.map((parameter) => {
    const filter = (i: number) =>
      method === "tsvd" ? Number(i < parameter) : 1 / (1 + parameter / s[i] ** 2);
    return Math.hypot(...exact.map((value, i) => value - (filter(i) * beta[i]) / s[i]));
  });
  return Math.min(...errors);
}

function distance(x: ArrayLike<number>, y: ArrayLike<number>): number {
  return Math.hypot(...Array.from(x, (value, i) => value - y[i]));
}

describe.each(["tikhonov", "tsvd"] as const)("regularize by %s", (method) => {
  it.each(Object.keys(illPosed))("chooses well on %s", (name) => {
    const ratios: Record<string, number[]> = { gcv: [], "l-curve": [], noise: [] };
    for (let seed = 1; seed <= 9; ++seed) {
      const { a, x, b, noise } = noisy(name, seed, 1e-3);
      const error = (choose: RegularizeOptions["choose"]) =>
        distance(regularize(a, b, { method, choose }).x, x);
      const best = smallestError(method, a, b, x);
      ratios.gcv.push(error("gcv") / best);
      ratios["l-curve"].push(error("l-curve") / best);
      ratios.noise.push(error({ noise }) / best);
    }
    const medians = Object.entries(ratios).map(([how, list]) => {
      return [how, list.sort((p, q) => p - q)[4]] as const;
    });
    const shown = `${name}: ${medians.map(([how, x]) => `${how} ${x.toFixed(2)}`).join(", ")}`;
    const smooth = name === "phillips" || name === "heat";
    for (const [how, ratio] of medians) {
      const most = how === "l-curve" && smooth ? FACTOR_OF_SMOOTH : FACTORS[how];
      expect(ratio, shown).toBeLessThan(most);
    }
    // Without any of them there is nothing but noise.
    const { a, x, b } = noisy(name, 1, 1e-3);
    expect(distance(lstsq(a, b).x, x)).toBeGreaterThan(10 * distance(regularize(a, b).x, x));
  });

  it("says norms and curves that are those of its solutions", () => {
    const { a, b } = noisy("shaw", 1, 1e-3);
    const found = regularize(a, b, { method, choose: method === "tsvd" ? 5 : 1e-4 });
    const residual = distance(multiply(a, new Matrix(N, 1, found.x)).data, b);
    expect(Math.abs(found.residualNorm - residual)).toBeLessThan(1e-12);
    expect(Math.abs(found.solutionNorm - Math.hypot(...found.x))).toBeLessThan(1e-12);
    const { parameters, residualNorms, solutionNorms, gcv } = found.curve;
    expect([residualNorms, solutionNorms, gcv].map((x) => x.length)).toEqual(
      [0, 0, 0].map(() => parameters.length),
    );
    const { s, coefficients, ratios } = found.picard;
    expect(s).toEqual(svdvals(a).map((sigma, i) => (Math.abs(sigma - s[i]) < 1e-14 ? s[i] : NaN)));
    expect(ratios[3]).toBe(coefficients[3] / s[3]);
  });

  it("meets the noise", () => {
    const { a, b, noise } = noisy("phillips", 2, 1e-2);
    const { residualNorm, parameter } = regularize(a, b, { method, choose: { noise } });
    expect(residualNorm).toBeLessThanOrEqual(noise);
    if (method === "tikhonov") expect(Math.abs(residualNorm / noise - 1)).toBeLessThan(1e-12);
    else
      expect(regularize(a, b, { method, choose: parameter - 1 }).residualNorm).toBeGreaterThan(
        noise,
      );
  });
});

describe("regularize", () => {
  it("by Tikhonov is lstsq with a ridge", () => {
    const { a, b } = noisy("shaw", 3, 1e-3);
    const { x } = regularize(a, b, { choose: 1e-3 });
    expect(distance(x, lstsq(a, b, { ridge: 1e-3 }).x)).toBeLessThan(1e-11);
  });

  it("finds the minimum of cross-validation between the points of its curve", () => {
    const { a, b } = noisy("shaw", 4, 1e-3);
    const { parameter, curve } = regularize(a, b);
    const gcvAt = (lambda: number) => {
      const { residualNorm } = regularize(a, b, { choose: lambda });
      const free = svdvals(a).reduce((sum, s) => sum - 1 / (1 + lambda / s / s), N);
      return (N * residualNorm ** 2) / free ** 2;
    };
    expect(gcvAt(parameter)).toBeLessThanOrEqual(Math.min(...curve.gcv) * (1 + 1e-9));
  });

  it("says the curvature that differences of the curve have", () => {
    const { a, b } = noisy("shaw", 5, 1e-2);
    const point = (lambda: number) => {
      const { residualNorm, solutionNorm } = regularize(a, b, { choose: lambda });
      return [Math.log(residualNorm), Math.log(solutionNorm)];
    };
    const { parameters, curvature } = regularize(a, b).curve;
    // Where the curve moves enough to see it.
    for (const i of [120, 140, 160, 180]) {
      const step = 1e-3;
      const [before, at, after] = [-step, 0, step].map((d) => point(parameters[i] * Math.exp(d)));
      const first = [0, 1].map((k) => (after[k] - before[k]) / (2 * step));
      const second = [0, 1].map((k) => (after[k] - 2 * at[k] + before[k]) / step ** 2);
      const expected =
        (first[0] * second[1] - second[0] * first[1]) / (first[0] ** 2 + first[1] ** 2) ** 1.5;
      expect(Math.abs(curvature[i] - expected), `${i}: ${curvature[i]} ${expected}`).toBeLessThan(
        1e-3 * Math.abs(expected) + 1e-4,
      );
    }
  });

  it.each<[string, () => unknown, string]>([
    [
      "method",
      () => regularize([[1]], [1], { method: "x" as never }),
      '"tikhonov" or "tsvd", got "x"',
    ],
    ["choice", () => regularize([[1]], [1], { choose: "x" as never }), "expected choose to be"],
    ["λ", () => regularize([[1]], [1], { choose: -1 }), "expected λ to be a number >= 0, got -1"],
    [
      "k",
      () => regularize([[1]], [1], { method: "tsvd", choose: 2 }),
      "from 1 to 1, the rank, got 2",
    ],
    ["noise", () => regularize([[1]], [1], { choose: { noise: 2 } }), "the length of b, got 2"],
    ["matrix", () => regularize([[0]], [1]), "expected a matrix with a singular value above 0"],
  ])("refuses a wrong %s", (_, call, message) => {
    expect(call).toThrow(message);
  });
});
