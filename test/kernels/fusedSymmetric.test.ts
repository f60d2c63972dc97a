import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block, excess } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

const sizes = [...Array.from({ length: 20 }, (_, n) => n), 33];

describe.each(precisions)("fusedSymmetric, $name", ({ array, eps }) => {
  it.each(sizes)("updates and multiplies the lower triangle of a matrix of order %i", (n) => {
    const { normal } = random(n);
    const numbers = (length: number) => array(Array.from({ length }, normal));
    const [a, v, w, x, p] = [n * n, n, n, n, n].map(numbers);
    const [A, P] = [a, p].map((data) => Float64Array.from(data));
    const [aBound, pBound] = [new Float64Array(n * n), Float64Array.from(p, Math.abs)];
    for (let j = 0; j < n; ++j) {
      for (let i = j; i < n; ++i) {
        const at = j * n + i;
        A[at] -= v[i] * w[j] + w[i] * v[j];
        aBound[at] = Math.abs(a[at]) + Math.abs(v[i] * w[j]) + Math.abs(w[i] * v[j]);
        P[j] += A[at] * x[i];
        pBound[j] += aBound[at] * Math.abs(x[i]);
        if (i === j) continue;
        P[i] += A[at] * x[j];
        pBound[i] += aBound[at] * Math.abs(x[j]);
      }
    }

    const engine = engineFor(a);
    for (const layout of [{}, { offset: 1, columnStride: n + 3 }]) {
      engine.arena.scope(() => {
        const aBlock = new Block(engine, n, n, a, layout);
        const [vBlock, wBlock, xBlock, pBlock] = [v, w, x, p].map(
          (data) => new Block(engine, n, 1, data),
        );
        const { fusedSymmetric } = engine.exports;
        fusedSymmetric(n, aBlock.at, aBlock.stride, vBlock.at, wBlock.at, xBlock.at, pBlock.at);
        // The upper triangle has bound 0: it must not change.
        const allowed = aBound.map((b) => 3 * eps * b);
        expect(excess(aBlock.read(), A, allowed)).toBeLessThanOrEqual(1);
        expect(
          excess(
            pBlock.read(),
            P,
            pBound.map((b) => (n + 5) * eps * b),
          ),
        ).toBeLessThanOrEqual(1);
        for (const block of [vBlock, wBlock, xBlock]) block.read();
      });
    }
  });
});
