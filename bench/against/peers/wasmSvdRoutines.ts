import { engineFor } from "../../../src/wasm/engine.ts";
import { zeros } from "../protocol.ts";
import { serve } from "../serve.ts";

/** Routines of ours by themselves, on square matrices that lie in their memory already. */
const engine = engineFor(zeros("float64", 0), { reproducible: process.argv[2] === "plain" });
const { bidiagonalize, bidiagonalizeWorkspace, gemm, gemmWorkspace } = engine.exports;

await serve<{ n: number; at: number }>({
  about: { build: engine.build, node: process.version },
  dtypes: ["float64"],
  prepare: (n, _, numbers) => ({ n, at: engine.push(numbers) }),
  works: {
    multiply: (a, b) =>
      engine.arena.scope(() => {
        const n = a.n;
        const c = engine.allocate(n * n);
        const work = engine.arena.allocate(gemmWorkspace(n, n, n));
        // Row-major matrices are transposed ones to a kernel that goes by columns: Bᵀ Aᵀ = (A B)ᵀ.
        gemm(n, n, n, 1, b.at, 8, 8 * n, a.at, 8, 8 * n, 0, c, 8 * n, work);
        return () => [engine.pull(c, n * n)];
      }),
    bidiagonalize: ({ n, at }) =>
      engine.arena.scope(() => {
        const [t, p] = [0, 1].map(() => engine.allocate(n * n));
        const [d, e, tauQ, tauP] = [0, 1, 2, 3].map(() => engine.allocate(n));
        const work = engine.arena.allocate(bidiagonalizeWorkspace(n, n));
        engine.numbers.copyWithin(t / 8, at / 8, at / 8 + n * n);
        bidiagonalize(n, n, t, 8 * n, p, 8 * n, d, e, tauQ, tauP, work);
        return () => [engine.pull(d, n), engine.pull(e, n - 1)];
      }),
  },
});
