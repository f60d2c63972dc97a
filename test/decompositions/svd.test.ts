import { describe, expect, it } from "vitest";
import { ConvergenceError, Matrix, NonFiniteError, SVD, svd, svdvals } from "../../src/index.ts";
import type { Real } from "../../src/real.ts";
import { engineFor } from "../../src/wasm/engine.ts";
import type { Exports } from "../../src/wasm/exports.ts";
import { difference, identity, randomMatrix } from "../support/compare.ts";
import { diagonal, product } from "../support/dense.ts";
import { precisions } from "../support/precisions.ts";
import {
  THRESHOLD,
  columnsRatio,
  orderFault,
  residualRatio,
  rowsRatio,
} from "../support/ratios.ts";

describe.each(precisions)("svd, $name", (p) => {
  const shapes = [[1, 1], [1, 5], [5, 1], [4, 4], [9, 4], [4, 9], [40, 7]]; // prettier-ignore

  it.each(shapes)("decomposes %i × %i", (m, n) => {
    const a = randomMatrix(p, m, n, 1);
    const k = Math.min(m, n);
    const thin = svd(a);
    const full = svd(a, { vectors: "full" });
    expect([thin.U.rows, thin.U.columns, thin.s.length]).toEqual([m, k, k]);
    expect([thin.Vt.rows, thin.Vt.columns]).toEqual([k, n]);
    expect([full.U.columns, full.Vt.rows]).toEqual([m, n]);
    for (const factors of [thin, full]) {
      expect(residualRatio(a, factors, p)).toBeLessThan(THRESHOLD);
      expect(columnsRatio(factors.U, p)).toBeLessThan(THRESHOLD);
      expect(rowsRatio(factors.Vt, p)).toBeLessThan(THRESHOLD);
      expect(orderFault(factors.s)).toBe("");
    }
  });

  it.each(shapes)("gives the same values of %i × %i whichever vectors are asked for", (m, n) => {
    const a = randomMatrix(p, m, n, 2);
    const { s } = svd(a);
    expect(svd(a, { vectors: "full" }).s).toEqual(s);
    expect(svdvals(a)).toEqual(s);
    const none = svd(a, { vectors: "none" });
    expect(none.s).toEqual(s);
    expect([none.U.rows, none.U.columns, none.Vt.rows, none.Vt.columns]).toEqual([m, 0, 0, n]);
  });

  it.each([
    [0, 0],
    [0, 3],
    [3, 0],
  ])("of %i × %i has no values, as in numpy", (m, n) => {
    const a = new Matrix(m, n, p.zeros(0));
    const thin = svd(a);
    expect(thin.s).toEqual(p.zeros(0));
    expect([thin.U.rows, thin.U.columns, thin.Vt.rows, thin.Vt.columns]).toEqual([m, 0, 0, n]);
    const full = svd(a, { vectors: "full" });
    expect(difference(full.U, identity(m))).toBe(0);
    expect(difference(full.Vt, identity(n))).toBe(0);
    expect(full.U.dtype).toBe(p.dtype);
  });

  it("of a negative number has its magnitude as value", () => {
    const { U, s, Vt } = svd(new Matrix(1, 1, p.array([-3])));
    expect([U.data[0], s[0], Vt.data[0]]).toEqual([1, 3, -1]);
  });

  it("of zeros has orthonormal vectors", () => {
    const { U, s, Vt } = svd(new Matrix(4, 3, p.zeros(12)), { vectors: "full" });
    expect(s).toEqual(p.zeros(3));
    expect(columnsRatio(U, p)).toBeLessThan(THRESHOLD);
    expect(rowsRatio(Vt, p)).toBeLessThan(THRESHOLD);
  });

  it("makes the largest entry of each left vector positive", () => {
    const { U } = svd(randomMatrix(p, 20, 9, 3));
    for (let j = 0; j < U.columns; ++j) {
      const column = Array.from(U.column(j));
      expect(Math.max(...column)).toBe(Math.max(...column.map(Math.abs)));
    }
  });

  it("is reproducible on request", () => {
    const a = randomMatrix(p, 30, 20, 4);
    const factors = svd(a, { reproducible: true });
    expect(factors.reproducible).toBe(true);
    expect(factors.truncate(3).reproducible).toBe(true);
    expect(svd(a, { reproducible: true })).toEqual(factors);
  });

  it("says where a matrix is not finite", () => {
    for (const [bad, text] of [
      [NaN, "NaN"],
      [Infinity, "Infinity"],
      [-Infinity, "-Infinity"],
    ] as const) {
      const a = randomMatrix(p, 5, 4, 5);
      a.set(2, 3, bad);
      a.set(4, 0, NaN);
      const error = catchError(() => svd(a)) as NonFiniteError;
      expect(error).toBeInstanceOf(NonFiniteError);
      expect(error).toBeInstanceOf(RangeError);
      expect(error.message).toBe(`svd: expected finite numbers, got ${text} at row 2, column 3`);
      expect([error.name, error.row, error.column]).toEqual(["NonFiniteError", 2, 3]);
      expect(() => svdvals(a)).toThrow(`svdvals: expected finite numbers, got ${text}`);
    }
  });

  it.each(["thin", "full", "none"] as const)("is all NaN without that check (%s)", (vectors) => {
    const a = randomMatrix(p, 5, 4, 5);
    const shapesOf = ({ U, s, Vt }: SVD) => [U.rows, U.columns, s.length, Vt.rows, Vt.columns];
    const expected = shapesOf(svd(a, { vectors }));
    a.set(2, 3, -Infinity);
    const factors = svd(a, { vectors, checkFinite: false });
    expect(shapesOf(factors)).toEqual(expected);
    for (const { data } of [factors.U, factors.Vt, { data: factors.s }]) {
      expect(data.every(Number.isNaN)).toBe(true);
    }
  });

  it("throws where the largest singular value overflows, and only there", () => {
    const most = new Matrix(2, 2, p.array([p.max, 0, 0, p.max]));
    expect(svd(most).s).toEqual(p.array([p.max, p.max]));
    const tooMuch = new Matrix(2, 2, p.array([p.max, p.max, p.max, p.max]));
    for (const vectors of ["thin", "none"] as const) {
      expect(() => svd(tooMuch, { vectors })).toThrow(
        new RangeError(
          "svd: the largest singular value is too large for its precision; scale the matrix down",
        ),
      );
    }
  });
});

describe("svd with a module that fails", () => {
  /** Replaces exports of the engine in use while `body` runs. */
  function withExports(replaced: Partial<Exports>, body: () => void): void {
    const engine = engineFor(new Float64Array(0)) as { exports: object };
    const { exports } = engine;
    engine.exports = { ...exports, ...replaced };
    try {
      body();
    } finally {
      engine.exports = exports;
    }
  }
  // Of small matrices the module checks the factors in the same call, of larger ones in a second.
  const sizes = [2, 40];
  const make = (n: number) => randomMatrix(precisions[0], n, n, 6);
  const { exports } = engineFor(new Float64Array(0));
  type Checked = typeof exports.svdChecked;

  /** The driver, with `spoil` at its results before they are looked at. */
  function spoiled(spoil: (numbers: Real, ...args: Parameters<Checked>) => void): Checked {
    return (...args) => {
      const status = exports.svdChecked(...args);
      spoil(engineFor(new Float64Array(0)).numbers, ...args);
      return status;
    };
  }

  it.each(sizes)("says how many values did not converge, n = %i", (n) => {
    withExports({ svdChecked: () => 1 }, () => {
      expect(() => svd(make(n))).toThrow(ConvergenceError);
      expect(() => svdvals(make(n))).toThrow(
        `svdvals: no convergence, 1 of ${n} singular values are still inaccurate`,
      );
    });
    expect(engineFor(new Float64Array(0)).arena.used).toBe(0);
    expect(svd(make(n)).rank()).toBe(n);
  });

  const ratios = sizes.flatMap((n) => [1.5, NaN].map((ratio) => [ratio, n]));
  it.each(ratios)("does not return factors that fail the check (%d), n = %i", (ratio, n) => {
    const failing = spoiled((numbers, m, n, vectors, _method, _a, _copy, _u, s) => {
      if (vectors > 0) numbers[s / 8 + Math.min(m, n)] = ratio;
    });
    withExports({ svdChecked: failing, probe: () => ratio }, () => {
      expect(() => svd(make(n))).toThrow(ConvergenceError);
      expect(() => svd(make(n))).toThrow(
        `svd: the factors fail the check against the matrix, their residual is ${ratio} times the limit`,
      );
      expect(svdvals(make(n)).length).toBe(n);
    });
  });

  it("does not return wrong factors", () => {
    const wrong = spoiled((numbers, ...[, , , , , , u]) => (numbers[u / 8] += 1e-9));
    withExports({ svdChecked: wrong }, () => {
      expect(() => svd(make(40))).toThrow(ConvergenceError);
    });
  });

  it.each(sizes)("does not return singular values that fail their check, n = %i", (n) => {
    const wrong = spoiled((numbers, ...[, , , , , , , s]) => (numbers[s / 8 + n] = NaN));
    withExports({ svdChecked: wrong }, () => {
      expect(() => svdvals(make(n))).toThrow(ConvergenceError);
    });
  });

  it.each([
    ["give wrong factors", 0, 2],
    ["do not converge", 1, 2],
    ["give wrong factors", 0, 40],
    ["do not converge", 1, 40],
  ])("goes on by QR where the methods before it %s (status %i, n = %i)", (_, remaining, n) => {
    const methods: number[] = [];
    const wrong: Checked = (...args) => {
      const [, , , method, , copy, u, s] = args;
      methods.push(method);
      const status = exports.svdChecked(...args);
      if (method === 1) return status;
      const { numbers } = engineFor(new Float64Array(0));
      numbers[u / 8] = 2;
      if (copy > 0) numbers[s / 8 + n] = 1.5; // What the driver makes of it, had it seen that.
      return remaining;
    };
    const expected = svd(make(n), { method: "qr" });
    withExports({ svdChecked: wrong }, () => expect(svd(make(n))).toEqual(expected));
    expect(methods).toEqual([0, 2, 1]);
  });

  it("says how much memory was missing where the machine has no more", () => {
    const { arena } = engineFor(new Float64Array(0));
    const { memory } = arena;
    const grow = memory.grow.bind(memory);
    memory.grow = () => {
      throw new RangeError("WebAssembly.Memory.grow(): Unable to grow instance memory");
    };
    try {
      arena.scope(() => {
        // However large other tests have made it, there is no room left.
        arena.allocate(memory.buffer.byteLength - arena.used - 1024);
        expect(() => svd(Matrix.zeros(200, 200))).toThrow(
          /^svd: a 200 × 200 matrix of float64 needs [\d.]+ [MG]iB of memory, which this machine does not have free; /,
        );
      });
    } finally {
      memory.grow = grow;
    }
    expect(arena.used).toBe(0);
  });
});

describe("the options of svd", () => {
  it.each<[options: object, message: string]>([
    [{ vectors: "all" }, 'svd: expected vectors to be "thin", "full" or "none", got "all"'],
    [{ vectors: true }, 'svd: expected vectors to be "thin", "full" or "none", got true'],
    [
      { method: "lanczos" },
      'svd: expected method to be "auto", "twisted", "divide-and-conquer", "qr", "jacobi", got "lanczos"',
    ],
  ])("%o", (options, message) => {
    expect(() => svd([[1]], options as never)).toThrow(new TypeError(message));
  });

  it("let the method be named", () => {
    expect(svd([[2]], { method: "qr" })).toEqual(svd([[2]], { method: "auto" }));
  });
});

describe("an example with known factors", () => {
  it("is A = [3 0; 4 5], with √45, √5 and vectors of 1/√10, 3/√10 and 1/√2", () => {
    const [U, s, Vt] = svd([[3, 0], [4, 5]]); // prettier-ignore
    const [tenth, half] = [Math.sqrt(0.1), Math.sqrt(0.5)];
    expect(
      difference(U, { rows: 2, columns: 2, data: [tenth, 3 * tenth, 3 * tenth, -tenth] }),
    ).toBeLessThan(1e-15);
    expect(difference(Vt, { rows: 2, columns: 2, data: [half, half, half, -half] })).toBeLessThan(
      1e-15,
    );
    expect(
      difference(product(product(U, diagonal(2, 2, s)), Vt), {
        rows: 2,
        columns: 2,
        data: [3, 0, 4, 5],
      }),
    ).toBeLessThan(1e-15);
  });
});

function catchError(body: () => unknown): unknown {
  try {
    body();
  } catch (error) {
    return error;
  }
  throw new Error("expected an error");
}
