import { engineFor } from "../../../src/wasm/engine.ts";
import { zeros } from "../protocol.ts";
import { serve } from "../serve.ts";

/** Our kernel for products alone, on square matrices that lie in its memory already. */
const engine = engineFor(zeros("float64", 0), { reproducible: process.argv[2] === "plain" });
const { gemm, gemmWorkspace } = engine.exports;

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
  },
});
