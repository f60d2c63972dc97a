import { describe, expect, it } from "vitest";
import { analyzeWeights } from "../../../src/applications/weights/analyzeWeights.ts";
import { powerLawOf } from "../../../src/applications/weights/tailExponent.ts";
import { Matrix } from "../../../src/matrix.ts";
import { NonFiniteError } from "../../../src/errors.ts";
import { precisions } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";

function noise(rows: number, columns: number, deviation: number, seed = 1): Matrix<Float64Array> {
  const { normal } = random(seed);
  const data = Float64Array.from({ length: rows * columns }, () => deviation * normal());
  return new Matrix(rows, columns, data);
}

describe.each(precisions)("analyzeWeights in $name", ({ array, eps }) => {
  it("knows the numbers of a diagonal matrix", () => {
    const w = new Matrix(3, 4, array([4, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0]));
    const found = analyzeWeights(w, { energies: [0.8, 0.9] });
    expect(found).toMatchObject({
      ...{ rows: 3, columns: 4, parameters: 12, spectralNorm: 4, rank: 2, condition: Infinity },
      energyRanks: [
        { energy: 0.8, rank: 1 },
        { energy: 0.9, rank: 2 },
      ],
      powerLaw: undefined,
    });
    expect(found.frobeniusNorm).toBeCloseTo(Math.sqrt(20), 5);
    expect(found.stableRank).toBe(1.25);
    // Of 2/3 and 1/3.
    expect(found.effectiveRank).toBeCloseTo(3 / 2 ** (2 / 3), 12);
  });

  it("finds the deviation of noise, its edge, and what stands out", () => {
    const w = noise(200, 300, 0.1);
    // Two directions: of length 1 on each side, and so values of about 8 and 5, far above the edge of 3.1.
    for (let j = 0; j < 300; ++j) {
      w.data[j] += 8 / Math.sqrt(300);
      w.data[300 + j] += (5 * (j % 2 === 0 ? 1 : -1)) / Math.sqrt(300);
    }
    const { noise: found } = analyzeWeights(new Matrix(200, 300, array(w.data)));
    expect(Math.abs(found.deviation - 0.1)).toBeLessThan(0.002);
    expect(found.edge).toBeCloseTo(found.deviation * (Math.sqrt(200) + Math.sqrt(300)), 12);
    expect(found.above).toBeGreaterThanOrEqual(2);
    expect(found.above).toBeLessThanOrEqual(3);
  });

  it("gives full effective and stable ranks to orthogonal weights, none to zeros", () => {
    const identity = analyzeWeights(new Matrix(2, 2, array([3, 0, 0, 3])));
    expect(Math.abs(identity.effectiveRank - 2)).toBeLessThan(8 * eps);
    expect(identity.stableRank).toBe(2);
    const zeros = analyzeWeights(new Matrix(2, 3, array(new Float64Array(6))));
    expect(zeros).toMatchObject({ effectiveRank: 0, stableRank: 0, rank: 0, frobeniusNorm: 0 });
  });
});

describe("analyzeWeights", () => {
  it("reads kernels of both layouts as out × in·h·w", () => {
    const data = noise(1, 2 * 3 * 4 * 5, 1).data;
    const first = analyzeWeights({ shape: [5, 4, 3, 2], data });
    expect([first.rows, first.columns]).toEqual([5, 24]);
    const last = analyzeWeights({ shape: [2, 3, 4, 5], data }, { layout: "out-last" });
    expect([last.rows, last.columns]).toEqual([5, 24]);
    const matrix = analyzeWeights(new Matrix(24, 5, data).transpose());
    expect(last.singularValues).toEqual(matrix.singularValues);
    const { rows } = analyzeWeights([[1, 2, 3]], { layout: "out-last" });
    expect(rows).toBe(3);
  });

  it("takes layers by name", () => {
    const w = { shape: [2, 2], data: Float32Array.of(2, 0, 0, 1) };
    const found = analyzeWeights({ "fc.weight": w, other: [[1]] });
    expect(Object.keys(found)).toEqual(["fc.weight", "other"]);
    expect(found["fc.weight"].stableRank).toBe(1.25);
  });

  it("says which layer is wrong", () => {
    const bias = { shape: [3], data: new Float32Array(3) };
    expect(() => analyzeWeights({ bias })).toThrow(
      "analyzeWeights: bias: expected a matrix or the kernel of a convolution, got 1 dimensions",
    );
    expect(() => analyzeWeights([[NaN]])).toThrow(NonFiniteError);
    expect(() => analyzeWeights([[1]], { layout: "hwio" as never })).toThrow(
      'expected layout to be "out-first" or "out-last", got "hwio"',
    );
  });
});

describe("powerLawOf", () => {
  it("finds the exponent of a sample, and where its tail starts", () => {
    // Quantiles of p(λ) ~ λ^−2.5 above 1, and below as many values that follow no law.
    const tail = Array.from({ length: 400 }, (_, i) => ((i + 0.5) / 400) ** (-1 / 1.5));
    const bulk = Array.from({ length: 400 }, (_, i) => 0.999 - (0.5 * i) / 400);
    const s = Float64Array.from([...tail, ...bulk], Math.sqrt)
      .sort()
      .reverse();
    const law = powerLawOf(s);
    expect(Math.abs((law?.exponent ?? 0) - 2.5)).toBeLessThan(0.1);
    expect(Math.abs((law?.count ?? 0) - 400)).toBeLessThan(60);
    expect(law?.distance).toBeLessThan(0.02);
  });

  it("says nothing of few values, or of equal ones", () => {
    expect(powerLawOf(Float64Array.of(3, 2, 1))).toBeUndefined();
    expect(powerLawOf(new Float64Array(20).fill(2))).toBeUndefined();
  });
});
