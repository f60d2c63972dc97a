import { afterAll, describe, expect, it } from "vitest";
import { Matrix, svd } from "../../src/index.ts";
import { examine } from "../support/check.ts";
import { families } from "../support/families.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { valuesRatio } from "../support/ratios.ts";
import { Report } from "../support/report.ts";

// families.test.ts has every size to 40, in every shape and by every method; what comes after that, until blocks,
// leaves and panels have all begun and ended at each remainder, goes by the default method only.
const SIZES = Array.from({ length: 90 }, (_, i) => 41 + i);

/** Each takes another path, or sets aside other values. */
const CHOSEN = [
  "arithmetic, cond min(m,n) (drv 3)",
  "geometric (bd 9)",
  "uniform entries (bd 13)",
  "log-uniform bidiagonal (bd 16)",
  "three clusters, ε apart",
  "rank ⌊k/2⌋",
  "rows graded down",
  "near-identity bidiagonal",
];
const chosen = families.filter(({ name }) => CHOSEN.includes(name));

/** What is not square: of these families, at every seventh size. */
const OBLONG = ["geometric (bd 9)", "uniform entries (bd 13)", "rank ⌊k/2⌋"];
const shapes: { shape: string; of(n: number): [number, number] }[] = [
  { shape: "a little taller than wide", of: (n) => [n + 9, n] },
  { shape: "tall", of: (n) => [2 * n + 1, n] },
  { shape: "wide", of: (n) => [n, 2 * n + 3] },
];

/** LAPACK's threshold is 50. Measured: residuals up to 1.1, orthogonality up to 2.5, values up to 0.13. */
const bounds = { ratios: 10, values: 0.5 };

describe.each(precisions)("svd at every size from 41 to 130, $name", (precision) => {
  const report = new Report(`${precision.name}, every size from 41 to 130`);
  afterAll(() => report.print());

  function check(name: string, m: number, n: number): void {
    const { make } = families.find((family) => family.name === name)!;
    const seed = 1000 * m + n;
    const message = `${name}, ${m} × ${n}, seed ${seed}`;
    const { a, s: expected } = make(m, n, precision, random(seed));
    const { U, s, Vt } = svd(new Matrix(m, n, precision.array(a.data)));
    const { wrong, ratios } = examine(a, { U, s, Vt }, precision, "thin", bounds.ratios);
    expect(wrong, message).toBe("");
    for (const [ratio, value] of Object.entries<number>({ ...ratios })) report.add(ratio, value);
    if (!expected) return;
    const error = valuesRatio(s, expected, Math.max(m, n), precision);
    report.add("values", error);
    expect(error, message).toBeLessThanOrEqual(bounds.values);
  }

  it("knows each of the families that it names", () => {
    expect(chosen.length).toBe(CHOSEN.length);
  });

  it.each(CHOSEN)("square: %s", (name) => {
    for (const n of SIZES) check(name, n, n);
  });

  describe.each(shapes)("$shape", ({ of }) => {
    it.each(OBLONG)("%s", (name) => {
      for (const n of SIZES.filter((n) => n % 7 === 0)) check(name, ...of(n));
    });
  });
});
