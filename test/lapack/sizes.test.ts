import { afterAll, describe, expect, it } from "vitest";
import { families } from "../support/families.ts";
import { judge } from "../support/judge.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { Report } from "../support/report.ts";
import { thorough } from "../support/thorough.ts";

// Around the widths of panels and blocks, and where a driver changes its path.
const MEDIUM = thorough ? [63, 64, 65, 100, 129] : [65, 129];
const LARGE = thorough ? [257, 513] : [257];

/** The families that have failed in other libraries at size: dense, clustered, deficient. */
const CHOSEN = [
  "geometric (bd 9)",
  "one large (bd 10)",
  "arithmetic, small (bd 12)",
  "uniform entries, large (bd 14)",
  "three clusters, ε apart",
  "rank ⌊k/2⌋",
  "near-identity bidiagonal",
];
const chosen = families.filter(({ name }) => CHOSEN.includes(name));

/** LAPACK's threshold is 50. Measured: residuals up to 1.1, orthogonality 5.7, values 0.3. */
const bounds = { ratios: 10, values: 1 };

describe.each(precisions)("svd of larger matrices, $name", (precision) => {
  const report = new Report(`${precision.name}, larger matrices`);
  afterAll(() => report.print());

  const check = (name: string, m: number, n: number): void => {
    const { make } = families.find((family) => family.name === name)!;
    const seed = 1000 * m + n;
    const wrong = judge(make(m, n, precision, random(seed)), precision, bounds, report);
    expect(wrong, `${name}, ${m} × ${n}, seed ${seed}`).toBe("");
  };

  it("knows each of the families that it names", () => {
    expect(chosen.length).toBe(CHOSEN.length);
  });

  describe.each(MEDIUM)("%i columns", (n) => {
    it.each(families)("$name, square", ({ name }) => check(name, n, n));
    it.each(["geometric (bd 9)", "rank ⌊k/2⌋"])("%s, tall", (name) => check(name, 2 * n + 1, n));
    it.each(["geometric (bd 9)", "rank ⌊k/2⌋"])("%s, wide", (name) => check(name, n, n + 30));
  });

  it.each(chosen)("$name, square, 257", ({ name }) => check(name, 257, 257));
  it.each(LARGE)("random values, square, %i", (n) => check("random values (mode 6)", n, n));
  it("graded, 513 × 257", () => check("geometric (bd 9)", 513, 257));
  it("deficient, 129 × 513", () => check("rank ⌊k/2⌋", 129, 513));
});
