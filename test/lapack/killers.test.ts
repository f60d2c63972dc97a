import { afterAll, describe, expect, it } from "vitest";
import { upperBidiagonal } from "../support/dense.ts";
import { judge } from "../support/judge.ts";
import { killerBidiagonal } from "../support/killer.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { Report } from "../support/report.ts";

// Sizes and L for which the rate of failure of LAPACK's DBDSDC was measured.
const draws = [
  { n: 30, L: 100, count: 300 },
  { n: 48, L: 200, count: 150 },
  { n: 100, L: 100, count: 30 },
  { n: 200, L: 100, count: 6 },
];

/** Measured: residuals up to 1.6, orthogonality 1.3. */
const bounds = { ratios: 10, values: 1 };

describe.each(precisions)("bidiagonals close to the identity, $name", (precision) => {
  const report = new Report(`${precision.name}, near-identity bidiagonals`);
  afterAll(() => report.print());

  it.each(draws)("$count of $n × $n, L = $L", ({ n, L, count }) => {
    for (let seed = 1; seed <= count; ++seed) {
      const { d, e } = killerBidiagonal(n, L, precision, random(seed));
      const wrong = judge({ a: upperBidiagonal(d, e) }, precision, bounds, report);
      expect(wrong, `n ${n}, L ${L}, seed ${seed}`).toBe("");
    }
  });
});
