import { describe, expect, it } from "vitest";
import { allocateRanks } from "../../../src/applications/weights/allocateRanks.ts";
import {
  type DenseLinear,
  type FactorizedLinear,
  factorizeLinear,
} from "../../../src/applications/weights/factorizeLinear.ts";
import { lengthOf } from "../../../src/applications/weights/length.ts";
import { svdvals } from "../../../src/decompositions/svdvals.ts";
import { Matrix } from "../../../src/matrix.ts";
import { multiply } from "../../../src/multiply.ts";
import { precisions } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";

function noise(rows: number, columns: number, seed: number): Matrix<Float64Array> {
  const { normal } = random(seed);
  return new Matrix(rows, columns, Float64Array.from({ length: rows * columns }, normal));
}

function minus(a: Matrix, b: Matrix): Matrix {
  return new Matrix(
    a.rows,
    a.columns,
    Float64Array.from(a.data, (x, i) => x - b.data[i]),
  );
}

function length(a: Matrix): number {
  return lengthOf(a.data);
}

function product({ first, second }: FactorizedLinear): Matrix {
  return multiply(second, first);
}

describe.each(precisions)("factorizeLinear in $name", ({ array, eps }) => {
  const w = new Matrix(12, 20, array(noise(12, 20, 1).data));

  it("is the nearest of its rank, and says how near", () => {
    const found = factorizeLinear(w, { rank: 5 });
    expect([found.first.rows, found.first.columns]).toEqual([5, 20]);
    expect([found.second.rows, found.second.columns]).toEqual([12, 5]);
    expect(found.first.data.constructor).toBe(w.data.constructor);
    expect(found).toMatchObject({ rank: 5, parametersBefore: 240, parametersAfter: 160 });
    const error = length(minus(w, product(found)));
    expect(Math.abs(error - found.error)).toBeLessThan(100 * eps * error);
    // Eckart–Young.
    const s = svdvals(w);
    const tail = lengthOf(s.slice(5));
    expect(Math.abs(tail - found.error)).toBeLessThan(100 * eps * tail);
    expect(found.relativeError).toBeCloseTo(tail / length(w), 5);
  });

  it("shares each singular value evenly between the factors", () => {
    const { first, second } = factorizeLinear(w, { rank: 4 });
    for (let i = 0; i < 4; ++i) {
      const [row, column] = [first.row(i), second.column(i)].map((x) => Math.hypot(...x));
      expect(Math.abs(row - column)).toBeLessThan(20 * eps * row);
    }
  });

  it("with activations is the best of all for them, though they are fewer than the inputs", () => {
    for (const samples of [7, 15, 60]) {
      // Inputs that lie near a plane, as they do in networks.
      const x = multiply(noise(samples, 3, samples), noise(3, 20, 3));
      const activations = new Matrix(
        samples,
        20,
        array(noise(samples, 20, 4).data.map((y, i) => x.data[i] + 0.1 * y)),
      );
      const found = factorizeLinear(w, { rank: 3, activations });
      const plain = factorizeLinear(w, { rank: 3 });
      const loss = (f: FactorizedLinear) =>
        length(multiply(minus(w, product(f)), Matrix.from(activations, "float64").transpose()));
      const scale = length(multiply(w, activations.transpose()));
      expect(Math.abs(loss(found) - found.error), `${samples}`).toBeLessThan(100 * eps * scale);
      expect(loss(found)).toBeLessThan(0.5 * loss(plain));
      // No rank 3 does better than the discarded values of W Xᵀ say.
      const s = svdvals(multiply(w, activations.transpose()));
      const tail = lengthOf(s.slice(3));
      expect(Math.abs(loss(found) - tail)).toBeLessThan(100 * eps * scale);
    }
  });

  it("takes the second moment for the samples themselves", () => {
    const activations = new Matrix(50, 20, array(noise(50, 20, 5).data));
    const secondMoment = multiply(activations.transpose(), activations);
    const a = factorizeLinear(w, { rank: 4, activations });
    const b = factorizeLinear(w, { rank: 4, secondMoment });
    expect(Math.abs(a.error - b.error)).toBeLessThan(200 * eps * a.error);
    expect(length(minus(product(a), product(b)))).toBeLessThan(2000 * eps * length(w));
  });
});

describe("the outputs of a factorized layer", () => {
  it("differ by what the discarded singular values predict", () => {
    const w = noise(30, 40, 6);
    const found = factorizeLinear(w, { energy: 0.8 });
    const x = noise(40, 20000, 7);
    const difference = multiply(minus(w, product(found)), x);
    const mean = length(difference) / Math.sqrt(20000);
    expect(Math.abs(mean / found.error - 1)).toBeLessThan(0.01);
  });
});

describe("factorizeLinear of several layers", () => {
  const layers = { a: noise(20, 30, 8), b: noise(10, 50, 9), tiny: noise(2, 2, 10) };
  const total = 20 * 30 + 10 * 50 + 4;

  function used(found: Record<string, FactorizedLinear | DenseLinear>): number {
    return Object.values(found).reduce((sum, { parametersAfter }) => sum + parametersAfter, 0);
  }

  it("keeps within a budget, as a number and as a part", () => {
    for (const budget of [0.3, 0.5, 0.9, 300]) {
      const found = factorizeLinear(layers, { budget });
      const allowed = budget <= 1 ? budget * total : budget;
      expect(used(found)).toBeLessThanOrEqual(allowed);
      // No layer could have one more rank.
      expect(used(found)).toBeGreaterThan(allowed - 60);
      expect(found.tiny.first).toBeUndefined();
    }
    expect(used(factorizeLinear(layers, { budget: 1 }))).toBe(total);
  });

  it("divides it as well as any other choice of ranks, where it is used up", () => {
    // Steep spectra: the hull has a corner at each rank.
    const spectra = [0, 1, 2].map((seed) => {
      const { uniform } = random(20 + seed);
      const s = Float64Array.from({ length: 6 }, (_, i) => 10 * 2 ** -i * (0.5 + uniform()));
      return { rows: 12 + seed, columns: 14, s: s.sort().reverse() };
    });
    const cost = (ranks: readonly number[]) =>
      ranks.reduce((sum, r, i) => sum + r * (spectra[i].rows + spectra[i].columns), 0);
    const lost = (ranks: readonly number[]) =>
      ranks.reduce((sum, r, i) => sum + spectra[i].s.slice(r).reduce((x, y) => x + y * y, 0), 0);
    for (const budget of [100, 180, 240, 300]) {
      const ranks = allocateRanks("test", spectra, { budget }) as number[];
      expect(ranks.every((rank) => typeof rank === "number")).toBe(true);
      const spent = cost(ranks);
      let best = Infinity;
      for (let i = 0; i < 6 ** 3; ++i) {
        const other = [i % 6, Math.floor(i / 6) % 6, Math.floor(i / 36)].map((r) => r + 1);
        if (cost(other) <= spent) best = Math.min(best, lost(other));
      }
      expect(lost(ranks), `budget ${budget}`).toBeCloseTo(best, 10);
    }
  });

  it("leaves a layer as it is where factors would be larger", () => {
    const found = factorizeLinear(layers, { energy: 1 });
    expect(found.a).toEqual({
      ...{ first: undefined, second: undefined, error: 0, relativeError: 0 },
      ...{ parametersBefore: 600, parametersAfter: 600 },
    });
    expect(factorizeLinear(layers, { rank: 3 }).a.first?.rows).toBe(3);
  });

  it("weighs layers by their norms on demand", () => {
    const large = new Matrix(
      20,
      30,
      layers.a.data.map((x) => 1000 * x),
    );
    const options = { budget: 500 } as const;
    const absolute = factorizeLinear({ large, b: layers.b }, options);
    const relative = factorizeLinear({ large, b: layers.b }, { ...options, relative: true });
    expect(absolute.b.first?.rows).toBe(1);
    expect(relative.b.first?.rows).toBeGreaterThan(2);
  });

  it("takes activations and biases by name", () => {
    const activations = { a: noise(40, 30, 11) };
    const biases = { b: Float64Array.of(1) };
    const found = factorizeLinear(layers, { rank: 2, activations, biases });
    const alone = factorizeLinear(layers.a, { rank: 2, activations: activations.a });
    expect(found.a.error).toBe(alone.error);
    expect((found.b as FactorizedLinear).bias).toBe(biases.b);
  });
});

describe("factorizeLinear refuses", () => {
  const w = [[1, 2, 3]];
  it.each<[string, () => unknown, string]>([
    [
      "no request",
      () => factorizeLinear(w, {}),
      "expected one of rank, energy and budget, got none",
    ],
    ["two", () => factorizeLinear(w, { rank: 1, energy: 1 }), "got rank, energy"],
    ["rank 0", () => factorizeLinear(w, { rank: 0 }), "expected rank to be an integer >= 1, got 0"],
    ["rank 2", () => factorizeLinear(w, { rank: 2 }), "expected a rank of at most 1, got 2"],
    [
      "energy 2",
      () => factorizeLinear(w, { energy: 2 }),
      "energy to be above 0 and up to 1, got 2",
    ],
    [
      "a small budget",
      () => factorizeLinear(w, { budget: 3 }),
      "rank 1 takes 4 weights, the budget is 3",
    ],
    [
      "a small budget for layers",
      () =>
        factorizeLinear(
          {
            w: [
              [1, 2, 3, 4],
              [1, 2, 3, 4],
              [1, 2, 3, 4],
            ],
          },
          { budget: 6 },
        ),
      "rank 1 in each layer takes 7 weights, the budget is 6",
    ],
    [
      "other columns",
      () => factorizeLinear(w, { rank: 1, activations: [[1, 2]] }),
      "activations: expected 3 columns, one for each input, got 2",
    ],
    [
      "a moment that is none",
      () =>
        factorizeLinear([[1, 2]], {
          rank: 1,
          secondMoment: [
            [1, 0],
            [0, -1],
          ],
        }),
      "secondMoment: expected no eigenvalue below 0, got -1",
    ],
    [
      "both",
      () => factorizeLinear(w, { rank: 1, activations: w, secondMoment: w }),
      "expected activations or secondMoment, got both",
    ],
    [
      "a layer that there is not",
      () => factorizeLinear({ w }, { rank: 1, activations: { v: w } }),
      'there is no layer "v"',
    ],
  ])("%s", (_, call, message) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  });
});
