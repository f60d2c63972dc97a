import { afterAll, afterEach, describe, expect, it } from "vitest";
import { ConvergenceError, Matrix, svd } from "../../src/index.ts";
import { engineFor, type Engine } from "../../src/wasm/engine.ts";
import { families } from "../support/families.ts";
import { precisions, type Precision } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { Report } from "../support/report.ts";

interface Factors {
  readonly m: number;
  readonly n: number;
  readonly a: Float64Array | Float32Array;
  readonly U: Matrix;
  readonly s: Float64Array | Float32Array;
  readonly Vt: Matrix;
}

function probe({ m, n, a, U, s, Vt }: Factors): number {
  const engine = engineFor(a);
  return engine.arena.scope(() => {
    const [aAt, uAt, sAt, vtAt] = [a, U.data, s, Vt.data].map((data) => engine.push(data));
    const work = engine.arena.allocate(engine.exports.probeWorkspace(m, n));
    return engine.exports.probe(m, n, U.columns, Vt.rows, aAt, uAt, sAt, vtAt, work);
  });
}

function decomposed(
  m: number,
  n: number,
  p: Precision,
  name: string,
  vectors: "thin" | "full",
): Factors {
  const { a } = families.find((family) => family.name === name)!.make(m, n, p, random(m * n));
  const data = p.array(a.data);
  const { U, s, Vt } = svd(new Matrix(m, n, data), { vectors });
  return { m, n, a: data, U, s, Vt };
}

const shapes: [number, number][] = [
  [6, 6],
  [20, 20],
  [40, 12],
  [12, 40],
  [100, 30],
  [65, 65],
];

/** A thousand times the limit of the probe, 32·√(max(m,n))·ε, for the largest size here. */
function thousandLimits(eps: number): number {
  return 1000 * 32 * 10 * eps;
}

/**
 * What a step may do wrong. The probe sees each through a random vector, whose entries may happen to be
 * small: a thousand times its limit is never missed here, ten times sometimes is.
 */
const corruptions: { what: string; vectors?: "full"; spoil(f: Factors, p: Precision): void }[] = [
  {
    what: "an entry of U is off by 1000 limits",
    spoil: ({ U }, { eps }) => (U.data[7] += 1000 * 32 * 10 * eps),
  },
  {
    what: "an entry of Vt is off by 1000 limits",
    spoil: ({ Vt }, { eps }) => (Vt.data[8] -= 1000 * 32 * 10 * eps),
  },
  {
    what: "σ₁ is off by 1000 limits",
    spoil: ({ s }, { eps }) => (s[0] *= 1 + 1000 * 32 * 10 * eps),
  },
  {
    what: "the fourth value is off by 1000 limits",
    spoil: ({ s }, { eps }) => (s[3] += s[0] * thousandLimits(eps)),
  },
  { what: "two columns of U are swapped", spoil: ({ U }) => swap(U.data, U.columns, 1, 3) },
  { what: "the first two rows of Vt are swapped", spoil: ({ Vt, n }) => swapRows(Vt, n) },
  { what: "a column of U is zero", spoil: ({ U }) => column(U, 2, 0) },
  { what: "a column of U has the other sign", spoil: ({ U }) => column(U, 1, -1) },
  { what: "a row of Vt is zero", spoil: ({ Vt, n }) => Vt.data.fill(0, 2 * n, 3 * n) },
  {
    what: "a row of Vt repeats the one before",
    spoil: ({ Vt, n }) => Vt.data.copyWithin(2 * n, n, 2 * n),
  },
  { what: "an entry of U is NaN", spoil: ({ U }) => (U.data[U.data.length - 1] = NaN) },
  { what: "an entry of Vt is ∞", spoil: ({ Vt }) => (Vt.data[0] = Infinity) },
  { what: "a value is NaN", spoil: ({ s }) => (s[s.length - 1] = NaN) },
  {
    what: "the last column of a full U is zero",
    vectors: "full",
    spoil: ({ U }) => column(U, U.columns - 1, 0),
  },
  {
    what: "the last row of a full Vt is zero",
    vectors: "full",
    spoil: ({ Vt, n }) => Vt.data.fill(0, (Vt.rows - 1) * n),
  },
];

function swap(data: Factors["s"], columns: number, j: number, l: number): void {
  for (let at = 0; at < data.length; at += columns) {
    [data[at + j], data[at + l]] = [data[at + l], data[at + j]];
  }
}

function swapRows({ data }: Matrix, n: number): void {
  for (let j = 0; j < n; ++j) [data[j], data[n + j]] = [data[n + j], data[j]];
}

function column({ data, columns }: Matrix, j: number, factor: number): void {
  for (let at = j; at < data.length; at += columns) data[at] *= factor;
}

const FAMILY = "random values (mode 6)";

describe.each(precisions)("the probe, $name", (precision) => {
  const report = new Report(`${precision.name}, the probe on right results`);
  afterAll(() => report.print());

  it.each(families)("passes right results: $name", ({ name }) => {
    for (const [m, n] of shapes) {
      for (const vectors of ["thin", "full"] as const) {
        const ratio = probe(decomposed(m, n, precision, name, vectors));
        report.add("ratio", ratio);
        expect(ratio, `${m} × ${n}, ${vectors}`).toBeLessThan(0.5);
      }
    }
  });

  it.each(corruptions)("sees that $what", ({ vectors, spoil }) => {
    for (const [m, n] of shapes) {
      const factors = decomposed(m, n, precision, FAMILY, vectors ?? "thin");
      spoil(factors, precision);
      expect(probe(factors) <= 1, `${m} × ${n}`).toBe(false);
    }
  });
});

describe.each(precisions)("a result that fails the probe, $name", (precision) => {
  const like = precision.zeros(0);
  const engine = engineFor(like) as { -readonly [K in keyof Engine]: Engine[K] };
  const { exports } = engine;
  afterEach(() => {
    engine.exports = exports;
  });

  /** Makes `svd` of the module go wrong: `spoil` gets at U, s and Vt after it has run. */
  function corrupt(spoil: (u: number, s: number, vt: number) => void): void {
    const svdChecked: typeof exports.svdChecked = (...args) => {
      const status = exports.svdChecked(...args);
      const [, , , , , , u, s, vt] = args;
      spoil(u, s, vt);
      return status;
    };
    engine.exports = { ...exports, svdChecked };
  }

  // Of a size that is probed in a call of its own; test/drivers/svdChecked.test.ts has the smaller ones.
  const a = new Matrix(35, 4, precision.array(Array.from({ length: 140 }, random(1).normal)));

  it("is not returned: svd throws", () => {
    expect(() => svd(a)).not.toThrow();
    for (const place of [0, 1, 2]) {
      for (const bad of [NaN, 3]) {
        corrupt((...addresses) => engine.write(addresses[place], precision.array([bad])));
        expect(() => svd(a), `place ${place}, ${bad}`).toThrow(ConvergenceError);
      }
    }
    engine.exports = exports;
    expect(() => svd(a)).not.toThrow();
  });

  it("throws when values have not converged", () => {
    engine.exports = { ...exports, svdChecked: () => 2 };
    expect(() => svd(a)).toThrow(ConvergenceError);
    expect(() => svd(a, { vectors: "none" })).toThrow(ConvergenceError);
  });
});
