import { describe, expect, it } from "vitest";
import { Matrix, NonFiniteError, SparseMatrix, svds, svdvals } from "../../src/index.ts";
import type { LinearOperator, SvdsOptions } from "../../src/index.ts";
import { engineFor } from "../../src/wasm/engine.ts";
import { fnv1a } from "../support/hash.ts";
import { precisions, type Precision } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { columnsRatio, orderFault, rowsRatio, THRESHOLD } from "../support/ratios.ts";
import { boundFault, double, residualsOf, spectra, withSpectrum } from "../support/truncated.ts";
import { some } from "../support/thorough.ts";

const methods = ["lanczos", "block-krylov", "randomized", "auto"] as const;
const f64 = precisions[0];

describe.each(precisions)("svds, $name", (p) => {
  describe.each(methods)("by %s", (method) => {
    const shapes = [[60, 40], [30, 50], [120, 9], [1, 5]]; // prettier-ignore

    it.each(Object.entries(spectra))("states errors that hold: %s", (name, values) => {
      for (const [at, [m, n]] of some(shapes).entries()) {
        const a = withSpectrum(p, m, n, values, at + 1);
        const s = svdvals(double(a));
        for (const k of new Set([1, Math.min(8, m, n), Math.min(m, n)])) {
          const label = `${name}, ${m} × ${n}, k = ${k}`;
          const result = svds(a, { k, method });
          expect([result.U.rows, result.s.length, result.Vt.columns], label).toEqual([m, k, n]);
          expect(boundFault(a, s, result), label).toBe("");
          expect(orderFault(result.s), label).toBe("");
          expect(columnsRatio(result.U, p), label).toBeLessThan(THRESHOLD);
          expect(rowsRatio(result.Vt, p), label).toBeLessThan(THRESHOLD);
          const [right, left] = residualsOf(a, result);
          const rounding = 50 * p.eps * (s[0] || 1);
          for (let i = 0; i < k; ++i) {
            expect(Math.abs(result.residuals[i] - right[i]), label).toBeLessThan(rounding);
            expect(Math.abs(result.leftResiduals[i] - left[i]), label).toBeLessThan(rounding);
          }
          expect(result.converged, label).toBe(true);
        }
      }
    });
  });

  it("is as accurate as the whole decomposition where it converged", () => {
    for (const [name, values] of Object.entries(spectra)) {
      const a = withSpectrum(p, 110, 90, values, 3);
      const s = svdvals(double(a));
      for (const method of ["lanczos", "block-krylov"] as const) {
        const result = svds(a, { k: 7, method });
        for (let i = 0; i < 7; ++i) {
          const error = Math.abs(result.s[i] - s[i]);
          expect(error, `${name} by ${method}`).toBeLessThanOrEqual(40 * p.eps * s[0]);
        }
      }
    }
  });

  it.each([-1, 1])("scales with a power of two near the limits (%i)", (sign) => {
    const a = withSpectrum(p, 40, 30, spectra["1/i"], 5);
    const power = sign * (p.dtype === "float64" ? 1000 : 110);
    const scale = 2 ** power;
    const scaled = new Matrix(40, 30, p.array(a.data.map((x) => x * scale)));
    const [one, other] = [a, scaled].map((x) => svds(x, { k: 4, method: "lanczos" }));
    for (let i = 0; i < 4; ++i) {
      expect(Math.abs(other.s[i] / scale - one.s[i])).toBeLessThan(50 * p.eps);
    }
    expect(other.error.bound / scale).toBeLessThan(2 * one.error.bound);
  });
});

describe("bounds of svds", () => {
  it("are at the level of rounding where values are apart and converged", () => {
    const a = withSpectrum(f64, 300, 250, spectra["10⁻ⁱ"], 1);
    const result = svds(a, { k: 5, method: "lanczos" });
    for (const bound of result.valueBounds) expect(bound).toBeLessThan(1e-13);
    expect(result.error.bound).toBeLessThan(1.01e-5);
  });

  it("see gaps of two percent, and the largest value that is left", () => {
    const a = withSpectrum(precisions[0], 400, 300, (i) => 1 - 0.02 * Math.min(i, 10), 3);
    const { valueBounds, error } = svds(a, { k: 5, method: "lanczos" });
    expect(Math.max(...valueBounds)).toBeLessThan(1e-12);
    expect(error.bound).toBeGreaterThan(0.9);
    expect(error.bound).toBeLessThan(0.92);
  });

  it("tell values that were not reached from those that were", () => {
    const a = withSpectrum(f64, 250, 220, spectra["1/√i"], 2);
    const result = svds(a, { k: 10, method: "randomized", powerIterations: 1 });
    expect(boundFault(a, svdvals(a), result)).toBe("");
    expect(result.valueBounds[9]).toBeGreaterThan(1e-3);
  });
});

describe("svds with an error to reach", () => {
  const square = (x: Float64Array) => x.reduce((sum, y) => sum + y * y, 0);
  const solve = {
    matrix: (a: Matrix<Float64Array>, error: number) => svds(a, { error }),
    "sparse matrix": (a: Matrix<Float64Array>, error: number) =>
      svds(SparseMatrix.fromDense(a), { error }),
    operator: (a: Matrix<Float64Array>, error: number) => svds(operatorOf(a), { error }),
  };
  const kinds = ["matrix", "sparse matrix", "operator"] as const;
  const cases = kinds.flatMap((kind) => [0.5, 0.1, 1e-3, 1e-9].map((error) => ({ kind, error })));

  it.each(cases)("finds few enough triplets of a $kind for $error", ({ kind, error }) => {
    for (const name of some(["1/√i", "1/i", "10⁻ⁱ", "rank three", "all alike"])) {
      const a = withSpectrum(f64, 220, 205, spectra[name], 4) as Matrix<Float64Array>;
      const s = svdvals(a);
      const total = square(s);
      const reached = (r: number) => Math.sqrt(square(s.subarray(r)) / total);
      let best = 1;
      while (best < 210 && reached(best) > error) ++best;
      const result = solve[kind](a, error);
      const label = `${name}: ${result.s.length} triplets, the best is ${best}`;
      expect(result.converged, label).toBe(true);
      const rest = Math.sqrt(Math.max(0, total - square(Float64Array.from(result.s))) / total);
      // Operators' norms are estimated; below √ε the difference is rounding.
      const slack = kind === "operator" ? 1.35 : 1;
      expect(rest, label).toBeLessThanOrEqual(Math.max(error * slack, 1e-7));
      expect(result.s.length, label).toBeLessThanOrEqual(Math.ceil(1.05 * best) + 2);
    }
  });

  it("reaches an energy", () => {
    const a = withSpectrum(f64, 300, 260, spectra["1/i"], 6);
    const result = svds(a, { energy: 0.9 });
    const captured = square(Float64Array.from(result.s));
    expect(captured).toBeGreaterThanOrEqual(0.9 * square(Float64Array.from(a.data)));
    expect(result.method).toBe("block-krylov");
  });

  it("says so where k is too small for it", () => {
    const a = withSpectrum(f64, 300, 260, spectra["1/√i"], 7);
    const result = svds(a, { error: 0.1, k: 5 });
    expect([result.converged, result.s.length]).toEqual([false, 5]);
    expect(boundFault(a, svdvals(a), result)).toBe("");
  });
});

describe("svds of what is no dense matrix", () => {
  it("decomposes a small sparse matrix as a whole", () => {
    const a = withSpectrum(precisions[0], 30, 20, () => 1, 5);
    const { method, s, error } = svds(SparseMatrix.fromDense(a), { k: 3 });
    expect(method).toBe("svd");
    expect(error).toEqual(svds(a, { k: 3 }).error);
    expect(s).toEqual(svds(a, { k: 3 }).s);
  });

  const a = withSpectrum(f64, 60, 45, spectra["1/i"], 8) as Matrix<Float64Array>;

  it.each(methods.slice(0, 3))(
    "gives the same of a sparse matrix and an operator by %s",
    (method) => {
      const dense = svds(a, { k: 5, method });
      const others = [
        svds(SparseMatrix.fromDense(a), { k: 5, method }),
        svds(operatorOf(a), { k: 5, method }),
      ];
      for (const other of others) {
        for (let i = 0; i < 5; ++i) expect(Math.abs(other.s[i] - dense.s[i])).toBeLessThan(1e-14);
        expect(boundFault(a, svdvals(a), other)).toBe("");
      }
    },
  );

  it("scales operators whose products are very large or small", () => {
    for (const scale of [2 ** 900, 2 ** -900]) {
      const b = new Matrix(60, 45, a.data.map((x) => x * scale)); // prettier-ignore
      const { s } = svds(operatorOf(b), { k: 3 });
      expect(Math.abs(s[0] / scale - 1)).toBeLessThan(1e-13);
    }
  });

  it.each<[string, Partial<LinearOperator<Float64Array>>, RegExp]>([
    ["a shape", { multiply: (x) => x }, /svds: operator\.multiply: expected a 60 × 1 matrix/],
    [
      "NaN",
      {
        multiplyTransposed: (x) =>
          new Matrix(45, x.columns, new Float64Array(45 * x.columns).fill(NaN)),
      },
      /svds: operator\.multiplyTransposed: expected finite numbers, got NaN at row 0, column 0/,
    ],
    ["nothing", { multiply: () => undefined as never }, /svds: operator\.multiply/],
  ])("names an operator that returns %s, and frees its memory", (_, part, message) => {
    const { arena } = engineFor(a.data);
    const before = arena.used;
    const broken = { ...operatorOf(a), ...part };
    expect(() => svds(broken, { k: 2, method: "lanczos" })).toThrow(message);
    expect(arena.used).toBe(before);
  });

  it("lets errors of an operator through", () => {
    const stop = new Error("stop");
    let calls = 0;
    const operator = operatorOf(a);
    const broken: LinearOperator<Float64Array> = {
      ...operator,
      multiply: (x) => {
        if (++calls > 3) throw stop;
        return operator.multiply(x);
      },
    };
    const { arena } = engineFor(a.data);
    const before = arena.used;
    expect(() => svds(broken, { k: 3 })).toThrow(stop);
    expect(arena.used).toBe(before);
  });
});

describe("options of svds", () => {
  const a = withSpectrum(f64, 230, 210, spectra["1/√i"], 9);

  it("are checked", () => {
    const wrong: [SvdsOptions, RegExp][] = [
      [{ k: 0 }, /svds: expected k to be an integer from 1 to min\(m, n\) = 210, got 0/],
      [{ k: 211 }, /got 211/],
      [{ k: 1.5 }, /got 1\.5/],
      [{ error: 1 }, /svds: expected error to be a number from 0 to below 1, got 1/],
      [{ energy: 0 }, /expected energy/],
      [{ error: 0.1, energy: 0.9 }, /expected error or energy, got both/],
      [{ tolerance: NaN }, /expected tolerance/],
      [{ maxIterations: 0 }, /expected maxIterations to be an integer >= 1, got 0/],
      [{ oversampling: -1 }, /expected oversampling/],
      [{ seed: 0.5 }, /expected seed to be a safe integer/],
      [{ method: "qr" as never }, /expected method to be one of "auto", .*, got "qr"/],
      [{ onProgress: 3 as never }, /expected onProgress to be a function/],
    ];
    for (const [options, message] of wrong) expect(() => svds(a, options)).toThrow(message);
    expect(() => svds([[1, NaN]])).toThrow(NonFiniteError);
    expect(() => svds([[1, Infinity]], { method: "lanczos" })).toThrow(NonFiniteError);
  });

  it("have defaults for small and empty matrices", () => {
    expect(svds([[3, 0], [0, 4]]).s).toEqual(Float64Array.of(4, 3)); // prettier-ignore
    expect(svds(new Matrix(0, 4, new Float64Array(0))).s).toHaveLength(0);
  });

  it("stop the iteration, which is no error", () => {
    for (const method of ["lanczos", "block-krylov"] as const) {
      const result = svds(a, { k: 4, method, maxIterations: 1 });
      expect(result.converged).toBe(false);
      expect(boundFault(a, svdvals(a), result)).toBe("");
    }
    const result = svds(a, { k: 4, method: "randomized", powerIterations: 1, tolerance: 1e-9 });
    expect(result.converged).toBe(false);
  });

  it("make the residuals as small as asked for", () => {
    for (const method of ["lanczos", "block-krylov", "randomized"] as const) {
      const result = svds(a, { k: 4, method, tolerance: 1e-4, powerIterations: 100 });
      expect(result.converged).toBe(true);
      expect(Math.max(...result.residuals, ...result.leftResiduals)).toBeLessThan(1e-4);
    }
  });

  it.each(methods.slice(0, 3))("tell progress, %s", (method) => {
    const seen: number[] = [];
    const onProgress: SvdsOptions["onProgress"] = ({ iteration, residual, products, rank }) => {
      expect(residual).toBeGreaterThanOrEqual(0);
      expect(products).toBeGreaterThan(0);
      expect(rank).toBeGreaterThan(0);
      seen.push(iteration);
    };
    svds(a, { k: 4, method, onProgress });
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual([...seen].sort((x, y) => x - y));
  });

  it("may stop by an error of the callback", () => {
    const stop = new Error("stop");
    const onProgress = () => {
      throw stop;
    };
    expect(() => svds(a, { method: "lanczos", onProgress })).toThrow(stop);
    expect(engineFor(a.data).arena.used).toBe(0);
  });
});

describe("the same seed", () => {
  const integers = (p: Precision, m: number, n: number) => {
    const source = random(m * 1000 + n);
    const entries = Array.from(
      { length: m * n },
      () => source.integer(-(2 ** 20), 2 ** 20) / 2 ** 20,
    );
    return new Matrix(m, n, p.array(entries));
  };
  const digest = (p: Precision, options: SvdsOptions) => {
    const { U, s, Vt, valueBounds } = svds(integers(p, 80, 50), {
      k: 5,
      reproducible: true,
      ...options,
    });
    return fnv1a(Float64Array.of(...U.data, ...s, ...Vt.data, ...valueBounds));
  };

  it.each([
    { p: precisions[0], method: "lanczos", hash: "70d6c137e3a1ca53" },
    { p: precisions[0], method: "block-krylov", hash: "f9fb6340f93fd72d" },
    { p: precisions[0], method: "randomized", hash: "f2c25338b047b333" },
    { p: precisions[1], method: "lanczos", hash: "f393bcb3f9b132ca" },
    { p: precisions[1], method: "block-krylov", hash: "05645acb84fb0a40" },
    { p: precisions[1], method: "randomized", hash: "ee2ef4c02f96b795" },
  ] as const)("gives the same bits everywhere, $p.name by $method", ({ p, method, hash }) => {
    expect(digest(p, { method })).toBe(hash);
    expect(digest(p, { method, seed: 1 })).not.toBe(hash);
  });
});

function operatorOf(a: Matrix<Float64Array>): LinearOperator<Float64Array> {
  const transposed = a.transpose();
  return {
    rows: a.rows,
    columns: a.columns,
    multiply: (x) => a.multiply(x),
    multiplyTransposed: (x) => transposed.multiply(x),
  };
}
