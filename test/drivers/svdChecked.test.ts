import { describe, expect, it } from "vitest";
import { Matrix, svd } from "../../src/index.ts";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block } from "../support/block.ts";
import { sameBits } from "../support/judge.ts";
import { precisions, type Precision } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { output, workspace } from "../support/workspace.ts";
import { some } from "../support/thorough.ts";

const CODES = { none: 0, thin: 1, full: 2 } as const;
type Vectors = keyof typeof CODES;

const shapes = [1, 2, 3, 4, 5, 8, 17, 32, 40].flatMap((n) => [
  [n, n],
  [n + 1, n],
  [2 * n, n],
  [n, n + 3],
  [n, 3 * n],
]);

interface Outcome {
  readonly status: number;
  readonly ratio: number;
  /** What `probe` says of the results; without vectors it has nothing to say. */
  readonly probed: number;
  readonly U: Float64Array | Float32Array;
  readonly s: Float64Array | Float32Array;
  readonly Vt: Float64Array | Float32Array;
}

/** Runs the driver among numbers that must stay as they are. */
function decompose(
  { rows: m, columns: n, data }: Matrix,
  vectors: Vectors,
  method: number,
  keep: boolean,
): Outcome {
  const engine = engineFor(data);
  const { exports, arena } = engine;
  const k = Math.min(m, n);
  const [columns, rows] = { none: [0, 0], thin: [k, k], full: [m, n] }[vectors];
  return arena.scope(() => {
    const a = new Block(engine, m * n, 1, data);
    const copy = keep ? output(engine, data, m * n) : undefined;
    const lengths = [m * columns, k + 1, rows * n];
    const [u, s, vt] = lengths.map((length) => output(engine, data, length));
    const bytes = exports.svdCheckedWorkspace(m, n, CODES[vectors], method);
    const work = workspace(engine, data, bytes);
    const addresses = [a.at, copy?.at ?? 0, u.at, s.at, vt.at, work.at] as const;
    const status = exports.svdChecked(m, n, CODES[vectors], method, ...addresses) >>> 0;
    for (const block of [copy, work]) block?.read();
    const [after, values] = [a.read(), s.read()];
    if (keep) expect(sameBits(after, data), "A is as it was").toBe(true);
    const [U, Vt] = [u.read(), vt.read()];

    if (vectors === "none")
      return { status, ratio: values[k], probed: 0, U, s: values.slice(0, k), Vt };
    const again = engine.push(data);
    const probeAt = arena.allocate(exports.probeWorkspace(m, n));
    const probed = exports.probe(m, n, columns, rows, again, u.at, s.at, vt.at, probeAt);
    return { status, ratio: values[k], probed, U, s: values.slice(0, k), Vt };
  });
}

function randomOf(p: Precision, m: number, n: number): Matrix {
  return new Matrix(m, n, p.array(Array.from({ length: m * n }, random(m * n).normal)));
}

describe.each(precisions)("the driver of svd with its check, $name", (p) => {
  const paths = (["none", "thin", "full"] as const).flatMap((vectors) =>
    ([0, 1, 2] as const).flatMap((method) =>
      [true, false].map((keep) => [vectors, method, keep] as const),
    ),
  );
  it.each(paths)("gives what svd and probe give: %s, method %i, copy: %s", (...path) => {
    const [vectors, method, keep] = path;
    for (const [m, n] of some(shapes)) {
      const matrix = randomOf(p, m, n);
      const name = (["auto", "qr", "divide-and-conquer"] as const)[method];
      const expected = svd(matrix, { vectors, method: name });
      const { status, ratio, probed, U, s, Vt } = decompose(matrix, vectors, method, keep);
      const message = `${m} × ${n}`;
      expect(status, message).toBe(0);
      expect(sameBits(U, expected.U.data), message).toBe(true);
      expect(sameBits(s, expected.s), message).toBe(true);
      expect(sameBits(Vt, expected.Vt.data), message).toBe(true);
      // Right results have a ratio that is not 0, so it shows whether they were probed, and against what.
      expect(ratio, message).toBe(keep || vectors === "none" ? probed : NaN);
    }
  });

  it("does not take the ratio from nowhere", () => {
    const { ratio } = decompose(randomOf(p, 8, 8), "thin", 0, true);
    expect(ratio).toBeGreaterThan(0);
    expect(ratio).toBeLessThan(1);
  });

  it("says which matrices are not finite, and computes nothing", () => {
    for (const [m, n] of shapes) {
      for (const bad of [NaN, Infinity, -Infinity]) {
        const matrix = randomOf(p, m, n);
        matrix.data[m * n - 1] = bad;
        const { status, s } = decompose(matrix, "thin", 0, true);
        expect(status, `${m} × ${n}, ${bad}`).toBe(0xffff_ffff);
        expect(s.every(Number.isNaN)).toBe(true);
      }
    }
  });

  it("has no ratio for values that are not finite", () => {
    const tooMuch = new Matrix(2, 2, p.array([p.max, p.max, p.max, p.max]));
    const { status, s, ratio } = decompose(tooMuch, "none", 0, false);
    expect(status).toBe(0);
    expect(s[0]).toBe(Infinity);
    expect(ratio).toBeNaN();
  });
});
