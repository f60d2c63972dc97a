import { afterAll, describe, expect, it } from "vitest";
import { Matrix, svd } from "../../src/index.ts";
import { sameBits } from "../support/judge.ts";
import { precisions } from "../support/precisions.ts";
import { Report } from "../support/report.ts";
import graded from "./fixtures/graded.json" with { type: "json" };

/**
 * |σ̂ᵢ − σᵢ| ≤ BOUND·κ(B)·ε·σᵢ, for A = D·B·D′ with diagonal D and D′, the entries of which fall by up to 250
 * powers of ten, and random B. Measured: up to 0.6.
 */
const BOUND = 2;

/** The largest relative error of a value, in units of κ(B)·ε. */
function relativeError(
  s: ArrayLike<number>,
  { expected, condition, precision }: GradedSample,
): number {
  const errors = expected.map((value, i) => Math.abs(s[i] - value) / value);
  return Math.max(...errors) / (condition * precision.eps);
}

const samples = graded.map(({ name, dtype, m, n, condition, data, s }) => {
  const precision = precisions.find((p) => p.dtype === dtype)!;
  return { name, precision, condition, a: new Matrix(m, n, precision.array(data)), expected: s };
});

type GradedSample = (typeof samples)[number];

describe("the singular values of graded matrices, by Jacobi", () => {
  const report = new Report("relative errors of values, in κ·ε");
  afterAll(() => report.print());

  it.each(samples)("$name: have small relative errors", (sample) => {
    const { name, a } = sample;
    for (const matrix of [a, a.transpose()]) {
      const { s } = svd(matrix, { method: "jacobi" });
      const error = relativeError(s, sample);
      report.add(name, error);
      expect(error).toBeLessThanOrEqual(BOUND);
    }
  });

  it.each(samples)("$name: are the same without vectors", ({ a }) => {
    const { s } = svd(a, { method: "jacobi" });
    expect(sameBits(svd(a, { method: "jacobi", vectors: "none" }).s, s)).toBe(true);
    expect(sameBits(svd(a, { method: "jacobi", vectors: "full" }).s, s)).toBe(true);
  });

  // What the other methods promise is relative to σ₁ only: that Jacobi is needed is a fact to be kept an eye on.
  it.each(samples.slice(0, 3))("$name: are not by default", (sample) => {
    const error = relativeError(svd(sample.a).s, sample);
    report.add(`${sample.name}, by default`, error);
    expect(error).toBeGreaterThan(1000 * BOUND);
  });
});
