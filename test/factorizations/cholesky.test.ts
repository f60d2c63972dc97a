import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block, excess } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

const sizes = [...Array.from({ length: 21 }, (_, n) => n), 33, 52];

describe.each(precisions)("cholesky, $name", (p) => {
  it.each(sizes)("factors and solves, n = %i", (n) => {
    const { normal } = random(n);
    // XᵀX + n·I, whose condition is below 10.
    const x = Array.from({ length: n * n }, normal);
    const full = p.zeros(n * n);
    for (let i = 0; i < n; ++i) {
      for (let j = 0; j < n; ++j) {
        let sum = i === j ? n : 0;
        for (let k = 0; k < n; ++k) sum += x[k * n + i] * x[k * n + j];
        full[i * n + j] = sum;
      }
    }
    // What lies below the diagonal is not read.
    const upper = full.map((entry, at) => (at % n < Math.floor(at / n) ? NaN : entry));
    const b = p.array(Array.from({ length: n }, normal));

    const engine = engineFor(full);
    engine.arena.scope(() => {
      const aBlock = new Block(engine, n, n, upper);
      const bBlock = new Block(engine, n, 1, b);
      expect(engine.exports.cholesky(n, aBlock.at)).toBe(1);
      engine.exports.solveCholesky(n, aBlock.at, bBlock.at);
      const factor = aBlock.read();
      const solution = bBlock.read();
      const product = new Float64Array(n * n);
      const image = new Float64Array(n);
      for (let i = 0; i < n; ++i) {
        for (let j = 0; j < n; ++j) {
          expect(factor[i * n + j]).toBe(factor[j * n + i]);
          for (let k = 0; k <= Math.min(i, j); ++k) {
            product[i * n + j] += factor[i * n + k] * factor[j * n + k];
          }
          image[i] += full[i * n + j] * solution[j];
        }
      }
      // Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., Theorem 10.3 p 197.
      const allowed = full.map((_, at) => {
        const [i, j] = [Math.floor(at / n), at % n];
        return 2 * (n + 1) * p.eps * Math.sqrt(full[i * n + i] * full[j * n + j]);
      });
      expect(excess(product, full, allowed)).toBeLessThanOrEqual(1);
      const residual = b.map(() => 40 * (n + 1) * p.eps);
      expect(excess(image, b, residual)).toBeLessThanOrEqual(1);
    });
  });

  it.each([
    ["not definite", [1, 2, 2, 1]],
    ["singular", [1, 1, 1, 1]],
    ["not numbers", [NaN, 0, 0, 1]],
    ["zero", [0, 0, 0, 0]],
  ])("says when a matrix is %s", (_, entries) => {
    const a = p.array(entries);
    const engine = engineFor(a);
    const ok = engine.arena.scope(() => engine.exports.cholesky(2, engine.push(a)));
    expect(ok).toBe(0);
  });
});
