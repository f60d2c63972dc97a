import { describe, expect, it } from "vitest";
import { svd } from "../../src/index.ts";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block } from "../support/block.ts";
import { sameBits } from "../support/judge.ts";
import { precisions, type Precision } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { thorough } from "../support/thorough.ts";

/** A, U, s and Vᵀ of a matrix that is scaled as the driver does. */
function decompose(a: number[], { array, zeros, dtype }: Precision) {
  const scale = dtype === "float64" ? 2 ** 400 : 2 ** 40;
  const data = array(a.map((x) => x * scale));
  const engine = engineFor(data);
  return engine.arena.scope(() => {
    const at = new Block(engine, 4, 1, data);
    const [u, vt] = [0, 1].map((offset) => new Block(engine, 4, 1, zeros(4).fill(NaN), { offset }));
    const s = new Block(engine, 2, 1, zeros(2).fill(NaN));
    const alone = new Block(engine, 2, 1, zeros(2).fill(NaN));
    engine.exports.decomposeTwoByTwo(at.at, u.at, s.at, vt.at);
    engine.exports.decomposeTwoByTwo(at.at, 0, alone.at, 0);
    // No call of `expect` unless it fails: there are thousands.
    if (!sameBits(alone.read(), s.read()))
      expect.fail(`other values without vectors, for ${a.join(", ")}`);
    const unscaled = (x: ArrayLike<number>) => Array.from(x, (value) => value / scale);
    return { A: unscaled(at.read()), U: u.read(), s: unscaled(s.read()), Vt: vt.read() };
  });
}

/** How far a decomposition is from right, in units of ε; infinitely, if its values are not in order. */
function errors({ A, U, s, Vt }: ReturnType<typeof decompose>, { eps }: Precision) {
  if (!(s[0] >= s[1] && s[1] >= 0)) return Infinity;
  const largest = Math.max(...A.map(Math.abs)) || 1;
  const residual = A.map((x, k) => {
    const [i, j] = [k >> 1, k & 1];
    return Math.abs(x - U[2 * i] * s[0] * Vt[j] - U[2 * i + 1] * s[1] * Vt[2 + j]) / largest;
  });
  const departure = (q: ArrayLike<number>) =>
    Math.max(
      Math.abs(q[0] * q[0] + q[1] * q[1] - 1),
      Math.abs(q[2] * q[2] + q[3] * q[3] - 1),
      Math.abs(q[0] * q[2] + q[1] * q[3]),
    );
  return Math.max(...residual, departure(U), departure(Vt)) / eps;
}

describe.each(precisions)("2 × 2 in closed form, $name", (precision) => {
  const { eps } = precision;
  const entries = [0, 1, -1, 1 + 2 * eps, 0.5, 1e-3, eps, eps * eps, -3];

  it("is right for all matrices of nine numbers", () => {
    let worst = 0;
    for (const a of entries) {
      for (const b of entries) {
        for (const c of entries) {
          for (const d of entries) {
            worst = Math.max(worst, errors(decompose([a, b, c, d], precision), precision));
          }
        }
      }
    }
    // Measured: 3.
    expect(worst).toBeLessThan(6);
  });

  it("is right for random matrices, nearly singular ones, and nearly equal values", () => {
    const { normal, between } = random(1);
    let worst = 0;
    for (let i = 0; i < (thorough ? 2000 : 300); ++i) {
      const [x, y, z] = [normal(), normal(), normal()];
      const tiny = 10 ** between(-18, 0);
      for (const a of [
        [x, y, z, normal()],
        [x, y, x * (1 + tiny), y],
        [x, -y, y, x * (1 + tiny)],
        [x, y, y, -x * (1 + tiny)],
        [tiny, 0, normal(), 1],
      ]) {
        worst = Math.max(worst, errors(decompose(a, precision), precision));
      }
    }
    expect(worst).toBeLessThan(6);
  });

  it("keeps a tiny value of a diagonal matrix", () => {
    const { s } = svd({ data: precision.array([0, 4, 1e-30, 0]), shape: [2, 2] });
    expect(s).toEqual(precision.array([4, 1e-30]));
  });
});
