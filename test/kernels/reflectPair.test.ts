import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block, excess } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

// From the smallest allowed: every remainder of the vector loop and of a group of four columns, and a few
// passes through both.
const rows = [...Array.from({ length: 20 }, (_, m) => m + 2), 36];
const columns = Array.from({ length: 10 }, (_, n) => n);
const layouts = [{}, { offset: 1, columnStride: 41 }];

describe.each(precisions)("reflectPair, $name", ({ array, eps }) => {
  describe.each([true, false])("transposed: %s", (transposed) => {
    it.each(rows)("applies two reflections to matrices of %i rows", (m) => {
      for (const n of columns) {
        const { normal } = random(100 * m + n);
        const numbers = (length: number) => array(Array.from({ length }, normal));
        const [c, v, w, [sigma, tau]] = [numbers(m * n), numbers(m), numbers(m), numbers(2)];
        [v[0], w[0], w[1]] = [1, 0, 1];
        const [cross] = array([Array.from(v).reduce((sum, x, i) => sum + x * w[i], 0)]);

        const exact = Float64Array.from(c);
        const allowed = new Float64Array(m * n);
        for (let j = 0; j < n; ++j) {
          const column = c.subarray(j * m, j * m + m);
          const [s, t] = coefficients(column, v, w, sigma, tau, -cross, transposed);
          // The same of magnitudes bounds what roundings can add up to (Higham, Accuracy and Stability of
          // Numerical Algorithms, 2nd ed., §3.1): m terms, and seven operations more.
          const [sizeS, sizeT] = coefficients(
            column.map(Math.abs),
            v.map(Math.abs),
            w.map(Math.abs),
            Math.abs(sigma),
            Math.abs(tau),
            Math.abs(cross),
            transposed,
          );
          for (let i = 0; i < m; ++i) {
            const at = j * m + i;
            exact[at] -= s * v[i] + t * w[i];
            const size = Math.abs(c[at]) + sizeS * Math.abs(v[i]) + sizeT * Math.abs(w[i]);
            allowed[at] = (m + 7) * eps * size;
          }
        }

        // What is not to be read.
        const [vStored, wStored] = [v.slice(), w.slice(1)];
        vStored[0] = NaN;
        wStored[0] = NaN;
        const engine = engineFor(c);
        for (const layout of layouts) {
          engine.arena.scope(() => {
            const block = new Block(engine, m, n, c, layout);
            const vBlock = new Block(engine, m, 1, vStored);
            const wBlock = new Block(engine, m - 1, 1, wStored, { offset: 1 });
            const [from, at] = [vBlock.at, wBlock.at];
            const { reflectPair } = engine.exports;
            reflectPair(m, n, from, sigma, at, tau, cross, transposed, block.at, block.stride);
            expect(excess(block.read(), exact, allowed), `${m} × ${n}`).toBeLessThanOrEqual(1);
            expect(vBlock.read()).toEqual(vStored);
            expect(wBlock.read()).toEqual(wStored);
          });
        }
      }
    });
  });
});

/** How much of v and of w is subtracted from a column c. */
function coefficients(
  c: ArrayLike<number>,
  v: ArrayLike<number>,
  w: ArrayLike<number>,
  sigma: number,
  tau: number,
  minusCross: number,
  transposed: boolean,
): [number, number] {
  let [s, t] = [0, 0];
  for (let i = 0; i < c.length; ++i) {
    s += v[i] * c[i];
    t += w[i] * c[i];
  }
  if (transposed) {
    s *= sigma;
    t = tau * (t + minusCross * s);
  } else {
    t *= tau;
    s = sigma * (s + minusCross * t);
  }
  return [s, t];
}
