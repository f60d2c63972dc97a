import { describe, expect, it } from "vitest";
import { examine, ratiosOf, worst } from "./check.ts";
import { diagonal, fill, product, transpose, type Dense } from "./dense.ts";
import { families } from "./families.ts";
import { jacobiSvd } from "./jacobiSvd.ts";
import { hide, orthogonal } from "./orthogonal.ts";
import { precisions, type Precision } from "./precisions.ts";
import { random } from "./random.ts";
import { orderFault, valuesRatio, type Factors } from "./ratios.ts";
import { exponentOf, scaled, timesPowerOfTwo } from "./scaling.ts";

/** Factors whose entries a test may spoil. */
interface Spoilable extends Factors {
  U: Dense<Float64Array>;
  s: Float64Array;
  Vt: Dense<Float64Array>;
}

const SHAPES = [
  [8, 8],
  [13, 6],
  [5, 17],
  [40, 30],
] as const;

/** A matrix with the singular values 1, ½, ⅓ …, and its SVD in the precision. */
function decomposed(m: number, n: number, p: Precision): { a: Dense; f: Spoilable } {
  const k = Math.min(m, n);
  const exact = hide(
    diagonal(
      m,
      n,
      Array.from({ length: k }, (_, i) => 1 / (i + 1)),
    ),
    random(7),
  );
  const a = { ...exact, data: Float64Array.from(p.array(exact.data)) };
  const { U, s, Vt } = jacobiSvd(a);
  const rounded = (x: Float64Array) => Float64Array.from(p.array(x));
  return {
    a,
    f: {
      U: { ...U, data: rounded(U.data) },
      s: rounded(s),
      Vt: { ...Vt, data: rounded(Vt.data) },
    },
  };
}

function fault(...args: Parameters<typeof examine>): string {
  return examine(...args).wrong;
}

function swapColumns({ rows, columns, data }: Dense, j: number, l: number): void {
  for (let at = 0; at < rows * columns; at += columns) {
    [data[at + j], data[at + l]] = [data[at + l], data[at + j]];
  }
}

function scaleColumn({ rows, columns, data }: Dense, j: number, factor: number): void {
  for (let i = 0; i < rows; ++i) data[i * columns + j] *= factor;
}

describe.each(precisions)("the yardstick, $name", (p) => {
  it.each(SHAPES)("passes a right SVD of a %i × %i matrix", (m, n) => {
    const { a, f } = decomposed(m, n, p);
    expect(fault(a, f, p, "thin", 10)).toBe("");
  });

  // A change by 100 units of what is allowed to each entry, or by one of the
  // mistakes that SVDs make.
  const spoilers: { what: string; spoil(f: Spoilable, size: number): void }[] = [
    { what: "an entry of U is off", spoil: ({ U }, size) => (U.data[0] += 100 * size * p.eps) },
    { what: "an entry of Vt is off", spoil: ({ Vt }, size) => (Vt.data[1] -= 100 * size * p.eps) },
    { what: "σ₁ is off", spoil: ({ s }, size) => (s[0] *= 1 + 200 * size * p.eps) },
    { what: "a small σ is off", spoil: ({ s }, size) => (s[s.length - 2] += 300 * size * p.eps) },
    { what: "two columns of U are swapped", spoil: ({ U }) => swapColumns(U, 1, 2) },
    { what: "a column of U is zero", spoil: ({ U }) => scaleColumn(U, 2, 0) },
    { what: "a column of U has the wrong sign", spoil: ({ U }) => scaleColumn(U, 0, -1) },
    { what: "a row of Vt is twice too long", spoil: ({ Vt }) => Vt.data.fill(2, 0, Vt.columns) },
    { what: "U is NaN somewhere", spoil: ({ U }) => (U.data[3] = NaN) },
    { what: "Vt is infinite somewhere", spoil: ({ Vt }) => (Vt.data[3] = Infinity) },
    { what: "a value is NaN", spoil: ({ s }) => (s[1] = NaN) },
    { what: "the last value is -0", spoil: ({ s }) => (s[s.length - 1] = -0) },
    { what: "the order is wrong", spoil: ({ s }) => s.reverse() },
    {
      what: "a σ and its vector are negative",
      spoil: ({ s, U }) => {
        s[1] *= -1;
        scaleColumn(U, 1, -1);
      },
    },
  ];

  it.each(spoilers)("fails when $what", ({ spoil }) => {
    for (const [m, n] of SHAPES) {
      const { a, f } = decomposed(m, n, p);
      spoil(f, Math.max(m, n));
      expect(fault(a, f, p, "thin", 50), `${m} × ${n}`).not.toBe("");
    }
  });

  it("fails when the shape is wrong", () => {
    const { a, f } = decomposed(6, 4, p);
    expect(fault(a, f, p, "full", 50)).toBe(
      "U 6 × 4, s 4, Vt 4 × 4 instead of U 6 × 6, s 4, Vt 4 × 4",
    );
  });

  it("sees through a scale at which squares overflow or underflow", () => {
    for (const e of [-1000, -500, 500, 1000].map((x) =>
      Math.round((x * Math.log2(p.max)) / 1024),
    )) {
      const { a, f } = decomposed(8, 8, p);
      const b = { ...a, data: scaled(a.data, e) };
      const g = { ...f, s: scaled(f.s, e) };
      expect(fault(b, g, p, "thin", 10), `2^${e}`).toBe("");
      g.s[3] *= 1.01;
      expect(fault(b, g, p, "thin", 50), `2^${e}, spoiled`).not.toBe("");
    }
  });

  it("forgives half a denormal number, not two", () => {
    const a = fill(2, 2, (i, j) => (i === j ? 3 * p.denormal : 0));
    const f = (s: number) => ({
      U: diagonal(2, 2, [1, 1]),
      s: [3 * p.denormal, s],
      Vt: diagonal(2, 2, [1, 1]),
    });
    expect(fault(a, f(3 * p.denormal), p, "thin", 50)).toBe("");
    expect(fault(a, f(p.denormal), p, "thin", 50)).not.toBe("");
  });

  it("accepts only zeros for the zero matrix", () => {
    const a = diagonal(3, 2, []);
    const f = (s: number[]) => ({ U: diagonal(3, 2, [1, 1]), s, Vt: diagonal(2, 2, [1, 1]) });
    expect(fault(a, f([0, 0]), p, "thin", 50)).toBe("");
    expect(fault(a, f([p.denormal, 0]), p, "thin", 50)).not.toBe("");
  });

  it("judges singular values relative to the largest", () => {
    expect(valuesRatio([1, 0.5], [1, 0.5], 2, p)).toBe(0);
    expect(valuesRatio([1, 0.5 + 20 * p.eps], [1, 0.5], 2, p)).toBeCloseTo(10, 1);
    expect(valuesRatio([1], [1, 0.5], 2, p)).toBeNaN();
    expect(valuesRatio([1, NaN], [1, 0.5], 2, p)).toBeNaN();
    expect(valuesRatio([1e-30, 0], [0, 0], 2, p)).toBe(Infinity);
  });
});

describe("the parts of the yardstick", () => {
  it("take the exponent of every kind of number", () => {
    for (const e of [-1074, -1073, -1023, -1022, -1, 0, 1, 1023]) {
      expect(exponentOf(timesPowerOfTwo(1, e))).toBe(e);
    }
    expect(exponentOf(3)).toBe(1);
    expect(exponentOf(Number.MAX_VALUE)).toBe(1023);
    expect(timesPowerOfTwo(timesPowerOfTwo(3, -1074), 2000)).toBe(3 * 2 ** 926);
  });

  it("make orthogonal matrices, and the same ones from the same seed", () => {
    const q = orthogonal(30, random(1));
    const identity = diagonal(30, 30, new Float64Array(30).fill(1));
    expect(
      worst(
        ratiosOf(q, { U: q, s: identity.data.filter((x) => x === 1), Vt: identity }, precisions[0]),
      ),
    ).toBeLessThan(2);
    expect(product(q, transpose(q)).data[31]).toBeCloseTo(1, 14);
    expect(orthogonal(30, random(1))).toEqual(q);
    expect(orthogonal(30, random(2))).not.toEqual(q);
  });

  it("name what is wrong with an order", () => {
    expect(orderFault([3, 2, 2, 0])).toBe("");
    expect(orderFault([1, 2])).toBe("s[1] = 2 is larger than s[0] = 1");
    expect(orderFault([1, -0])).toBe("s[1] is -0");
    expect(orderFault([Infinity])).toBe("s[0] is Infinity");
  });
});

describe.each(precisions)("the families of matrices, $name", (p) => {
  it.each(families)("$name: finite, in the precision, the same again", ({ make }) => {
    for (const [m, n] of [...SHAPES, [0, 3], [1, 1], [3, 0]]) {
      const { a, s } = make(m, n, p, random(m));
      expect(a.data.length).toBe(m * n);
      expect(Float64Array.from(p.array(a.data))).toEqual(a.data);
      expect(a.data.every(Number.isFinite)).toBe(true);
      expect(make(m, n, p, random(m)).a).toEqual(a);
      if (s) expect(orderFault(s)).toBe("");
    }
  });

  // The yardstick and the families check each other: where Jacobi's method can
  // compute the values (full rank, no extreme scale), they are those prescribed.
  it.each([
    "arithmetic, cond min(m,n) (drv 3)",
    "random values (mode 6)",
    "three clusters, ε apart",
  ])("%s: the prescribed values are right", (name) => {
    const { make } = families.find((family) => family.name === name)!;
    for (const [m, n] of SHAPES) {
      const { a, s } = make(m, n, p, random(n));
      expect(valuesRatio(jacobiSvd(a).s, s!, Math.max(m, n), p)).toBeLessThan(2);
    }
  });
});
