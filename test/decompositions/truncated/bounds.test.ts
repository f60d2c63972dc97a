import { describe, expect, it } from "vitest";
import { Matrix, svds, svdvals } from "../../../src/index.ts";
import { precisions } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";
import { boundFault, double, withSpectrum } from "../../support/truncated.ts";
import { thorough } from "../../support/thorough.ts";

/** Matrices of each precision: thousands where tests are thorough. */
const COUNT = thorough ? 1500 : 200;

// Matrices that try to be wrong in every way at once: their values repeat, lie near to each other, fall off a cliff or
// vanish; the algorithms stop early, late, or with too small a block.
describe.each(precisions)("bounds of svds of any small matrix, $name", (p) => {
  it("always hold", () => {
    const methods = ["lanczos", "block-krylov", "randomized"] as const;
    for (let seed = 0; seed < COUNT; ++seed) {
      const source = random(seed);
      const [m, n] = [source.integer(1, 24), source.integer(1, 24)];
      const decay = source.between(0, 3);
      const kinds = [
        (i: number) => (1 + i) ** -decay,
        (i: number) => 10 ** (-decay * i),
        (i: number) => (i % 3 === 0 ? 1 : 1 - 10 ** (-4 * decay)),
        (i: number) => (i < 3 ? 1 : 10 ** (-5 * decay)),
        (i: number) => (1 + Math.floor(i / 3)) ** -decay,
        () => 1,
      ];
      const values = kinds[source.integer(0, kinds.length - 1)];
      const a =
        source.uniform() < 0.2
          ? new Matrix(m, n, p.array(Array.from({ length: m * n }, () => source.normal())))
          : withSpectrum(p, m, n, values, seed);
      const k = source.integer(1, Math.min(m, n));
      const options = {
        k,
        method: methods[source.integer(0, 2)],
        maxIterations: source.integer(1, 12),
        oversampling: source.integer(0, 3),
        seed,
      };
      const result = svds(a, options);
      expect(boundFault(a, svdvals(double(a)), result), JSON.stringify({ m, n, ...options })).toBe(
        "",
      );
    }
  });
});
