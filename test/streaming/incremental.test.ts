import { describe, expect, it } from "vitest";
import { IncrementalSVD, Matrix, svd, type SavedSVD } from "../../src/index.ts";
import { difference, randomMatrix } from "../support/compare.ts";
import { distance, frobenius } from "../support/dense.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { columnsRatio, rowsRatio, valuesRatio } from "../support/ratios.ts";
import { cut } from "../support/streams.ts";

const [float64] = precisions;

/** ε times this is allowed, relative to ‖A‖: there are many roundings. */
const BOUND = 100;

function dot(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; ++i) sum += x[i] * y[i];
  return sum;
}

function product(isvd: IncrementalSVD): Matrix {
  const { U, s, Vt } = isvd;
  return new Matrix(
    U.rows,
    U.columns,
    U.data.map((x, i) => x * s[i % s.length]),
  ).multiply(Vt);
}

function without(a: Matrix, first: number, count: number): Matrix {
  return Matrix.from(a.toArray().filter((_, i) => i < first || i >= first + count));
}

/** That U and V are orthonormal, and A = U Σ Vᵀ. */
function expectExact(isvd: IncrementalSVD, a: Matrix, message = ""): void {
  expect([isvd.rows, isvd.columns], message).toEqual([a.rows, a.columns]);
  expect(difference(product(isvd), a), message).toBeLessThan(BOUND * float64.eps);
  expect(columnsRatio(isvd.U, float64), message).toBeLessThan(BOUND);
  expect(rowsRatio(isvd.Vt, float64), message).toBeLessThan(BOUND);
  const r = isvd.s.length;
  expect(valuesRatio(isvd.s, svd(a).s.slice(0, r), r, float64), message).toBeLessThan(BOUND);
}

describe("IncrementalSVD, of a rank up to k", () => {
  const a = randomMatrix(float64, 60, 17, 1, 5);

  it.each([1, 4, 16, 17, 60])("is exact, by %i rows at a time", (rows) => {
    const isvd = new IncrementalSVD({ k: 6 });
    for (const block of cut(a, rows)) isvd.append(block);
    expectExact(isvd, a);
    expect(isvd.discarded).toBeLessThan(1e-11);
  });

  it("is exact by columns, and by both", () => {
    const isvd = new IncrementalSVD({ k: 8 }).append(
      Matrix.from(
        a
          .toArray()
          .slice(0, 20)
          .map((row) => row.slice(0, 3)),
      ),
    );
    isvd.appendColumns(
      a
        .toArray()
        .slice(0, 20)
        .map((row) => row.slice(3, 10)),
    );
    isvd.appendColumns(
      a
        .toArray()
        .slice(0, 20)
        .map((row) => row.slice(10)),
    );
    isvd.append(a.toArray().slice(20));
    expectExact(isvd, a);
  });

  it("takes in what is of full rank, and of single precision", () => {
    for (const p of precisions) {
      const full = randomMatrix(p, 30, 9, 2);
      const isvd = new IncrementalSVD({ k: 9 });
      for (const block of cut(full, 4)) isvd.append(block);
      expectExact(isvd, Matrix.from(full, "float64"), p.name);
    }
  });

  it("adds matrices of rank one, hundreds of them", () => {
    const source = random(3);
    const isvd = new IncrementalSVD({ k: 12 }).append(randomMatrix(float64, 40, 12, 4));
    const sum = Matrix.from(product(isvd));
    for (let time = 0; time < 200; ++time) {
      const x = Float64Array.from({ length: 40 }, () => source.normal());
      const y = Float64Array.from({ length: 12 }, () => source.normal());
      isvd.update(x, y);
      for (let i = 0; i < 40; ++i) for (let j = 0; j < 12; ++j) sum.data[i * 12 + j] += x[i] * y[j];
    }
    expectExact(isvd, sum);
  });

  it("takes back what was added", () => {
    const isvd = new IncrementalSVD({ k: 17 }).append(a);
    const x = Float64Array.from({ length: 60 }, (_, i) => Math.sin(i));
    const y = Float64Array.from({ length: 17 }, (_, i) => Math.cos(i));
    isvd.update(x, y).update(
      x.map((entry) => -entry),
      y,
    );
    expect(difference(product(isvd), a)).toBeLessThan(BOUND * float64.eps);
  });

  it("stays orthonormal through hundreds of rows, one by one", () => {
    const long = randomMatrix(float64, 500, 10, 5);
    const isvd = new IncrementalSVD({ k: 10 });
    for (const block of cut(long, 1)) isvd.append(block);
    expectExact(isvd, long);
  });

  // What is projected once only is orthogonal to ε over the length that is left of it.
  it.each([1e-3, 1e-6, 1e-9, 1e-12])("stays orthonormal if %f of a row is new", (part) => {
    const known = randomMatrix(float64, 5, 40, 6);
    const isvd = new IncrementalSVD({ k: 12 }).append(known);
    const all = known.toArray();
    const source = random(7);
    for (let i = 0; i < 6; ++i) {
      const row = all[i % 5].map((x) => x + part * source.normal());
      all.push(row);
      isvd.append([row]);
    }
    expect(columnsRatio(isvd.U, float64)).toBeLessThan(BOUND);
    expect(rowsRatio(isvd.Vt, float64)).toBeLessThan(BOUND);
    expect(difference(product(isvd), Matrix.from(all))).toBeLessThan(BOUND * float64.eps);
  });

  it("does with zeros, and with nothing", () => {
    const isvd = new IncrementalSVD({ k: 2 }).append(Matrix.zeros(3, 4));
    expect([isvd.s.length, isvd.U.rows, isvd.Vt.columns]).toEqual([0, 3, 4]);
    isvd.append([]).append([[0, 3, 0, 4]]);
    expect(isvd.s[0]).toBeCloseTo(5, 14);
    expect(Array.from(isvd.U.data, Math.abs)).toEqual([0, 0, 0, 1]);
    expect(new IncrementalSVD({ k: 2 }).s).toHaveLength(0);
  });
});

describe("IncrementalSVD, of more than k", () => {
  const decaying = (seed: number) => {
    const { U, s, Vt } = svd(randomMatrix(float64, 80, 20, seed));
    return new Matrix(
      80,
      20,
      U.data.map((x, i) => x * s[i % 20] * 0.6 ** (i % 20)),
    ).multiply(Vt);
  };

  it.each([1, 3, 6, 12])("knows how far it is from A, k = %i", (k) => {
    for (const seed of [1, 2, 3]) {
      const a = decaying(seed);
      const tail = svd(a).s.subarray(k);
      const best = Math.sqrt(dot(tail, tail));
      for (const rows of [1, 5, 80]) {
        const isvd = new IncrementalSVD({ k });
        for (const block of cut(a, rows)) isvd.append(block);
        const error = distance(product(isvd).data, a.data);
        // Of appended rows alone, the parts cut off are orthogonal to each other: it is the error itself.
        expect(isvd.discarded / error).toBeCloseTo(1, 8);
        expect(isvd.discarded).toBeGreaterThan(best * (1 - 1e-9));
        expect(isvd.discarded).toBeLessThan(3 * best);
      }
    }
  });

  it("bounds the error of whatever was done", () => {
    const a = decaying(4);
    const source = random(6);
    const isvd = new IncrementalSVD({ k: 5 }).append(
      a
        .toArray()
        .slice(0, 40)
        .map((row) => row.slice(0, 12)),
    );
    isvd
      .appendColumns(
        a
          .toArray()
          .slice(0, 40)
          .map((row) => row.slice(12)),
      )
      .append(a.toArray().slice(40));
    const sum = Matrix.from(a);
    for (let time = 0; time < 20; ++time) {
      const x = Float64Array.from({ length: 80 }, () => source.normal() / 9);
      const y = Float64Array.from({ length: 20 }, () => source.normal() / 9);
      isvd.update(x, y);
      for (let i = 0; i < 80; ++i) for (let j = 0; j < 20; ++j) sum.data[i * 20 + j] += x[i] * y[j];
      const error = distance(product(isvd).data, sum.data);
      expect(error, `after ${time} updates`).toBeLessThan(isvd.discarded);
      expect(isvd.discarded).toBeLessThan(20 * frobenius(sum.data));
    }
    isvd.removeRows(3, 30);
    expect(distance(product(isvd).data, without(sum, 3, 30).data)).toBeLessThan(isvd.discarded);
  });

  it("forgets", () => {
    const [old, recent] = cut(randomMatrix(float64, 20, 6, 7), 10);
    const isvd = new IncrementalSVD({ k: 6, forgetting: 0.5 }).append(old).append(recent);
    expectExact(
      isvd,
      Matrix.from([...old.toArray().map((row) => row.map((x) => x / 2)), ...recent.toArray()]),
    );
  });
});

describe("IncrementalSVD, removing rows", () => {
  it.each([
    [0, 1],
    [7, 5],
    [29, 1],
    [0, 30],
    [4, 0],
  ])("row %i and so on, %i of them", (first, count) => {
    const a = randomMatrix(float64, 30, 8, 8);
    const isvd = new IncrementalSVD({ k: 8 }).append(a);
    const left = isvd.removeRows(first, count);
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left).toBeLessThanOrEqual(1 + 1e-12);
    if (count < 30) expectExact(isvd, without(a, first, count));
    else expect([isvd.rows, isvd.s.length, left]).toEqual([0, 0, 0]);
  });

  it("says that a direction went with the only row that had it", () => {
    const isvd = new IncrementalSVD({ k: 3 }).append([
      [1, 2, 0],
      [2, 1, 0],
      [0, 0, 1e9],
    ]);
    expect(isvd.removeRows(2)).toBeLessThan(1e-8);
    // ε·σ₁ of before, where 0 is right.
    expect(isvd.s[2] ?? 0).toBeLessThan(1e-6);
    expect(isvd.s[0]).toBeCloseTo(3, 6);
  });

  it("takes them out of V alone", () => {
    const a = randomMatrix(float64, 30, 8, 9);
    const isvd = new IncrementalSVD({ k: 8, vectors: "right" }).append(a);
    const left = isvd.downdate(a.toArray().slice(10, 14));
    expect(left).toBeGreaterThan(0.1);
    expect(left).toBeLessThan(1);
    expect(valuesRatio(isvd.s, svd(without(a, 10, 4)).s, 8, float64)).toBeLessThan(BOUND);
    expect(rowsRatio(isvd.Vt, float64)).toBeLessThan(BOUND);
    expect(isvd.rows).toBe(26);
  });

  it("reports what it cannot take out in full", () => {
    const isvd = new IncrementalSVD({ k: 2, vectors: "right" }).append([
      [1, 0],
      [0, 1],
    ]);
    expect(isvd.downdate([[0, 1]])).toBeLessThan(1e-7);
    expect(isvd.s[0]).toBeCloseTo(1, 12);
    expect(isvd.downdate([[3, 0]])).toBe(0);
    expect(isvd.s[0] ?? 0).toBeLessThan(1e-7);
  });
});

describe("IncrementalSVD, centred", () => {
  it.each([1, 7, 40])("decomposes what is left without the mean, %i rows at a time", (rows) => {
    const a = randomMatrix(float64, 40, 6, 10);
    for (let i = 0; i < a.data.length; ++i) a.data[i] += 100 * ((i % 6) + 1);
    const isvd = new IncrementalSVD({ k: 6, vectors: "right", center: true });
    for (const block of cut(a, rows)) isvd.append(block);
    const mean = Array.from({ length: 6 }, (_, j) =>
      dot(a.column(j), new Float64Array(40).fill(1 / 40)),
    );
    const centred = new Matrix(
      40,
      6,
      a.data.map((x, i) => x - mean[i % 6]),
    );
    expect(
      difference({ rows: 1, columns: 6, data: isvd.mean! }, { rows: 1, columns: 6, data: mean }),
    ).toBeLessThan(1e-14);
    // The mean is 100 times what is left.
    expect(valuesRatio(isvd.s, svd(centred).s, 6, float64)).toBeLessThan(100 * BOUND);
    const { Vt } = svd(centred);
    for (let i = 0; i < 6; ++i) {
      const cosine = dot(Vt.row(i), isvd.Vt.row(i));
      expect(Math.abs(cosine)).toBeCloseTo(1, 10);
    }
    expect(isvd.rows).toBe(40);
  });
});

describe("IncrementalSVD", () => {
  it.each([{ k: 4 }, { k: 4, vectors: "right", center: true }, { k: 3, forgetting: 0.9 }] as const)(
    "goes on from JSON, %o",
    (options) => {
      const [first, second] = cut(randomMatrix(float64, 30, 7, 11), 15);
      const isvd = new IncrementalSVD(options).append(first);
      const again = IncrementalSVD.fromJSON(JSON.parse(JSON.stringify(isvd)) as SavedSVD);
      isvd.append(second);
      again.append(second);
      expect(again.s).toEqual(isvd.s);
      expect(again.Vt).toEqual(isvd.Vt);
      expect(again.discarded).toBe(isvd.discarded);
      expect(again.mean).toEqual(isvd.mean);
      expect(again.rows).toBe(30);
    },
  );

  it.each([
    [
      "no k",
      () => new IncrementalSVD({} as never),
      "IncrementalSVD: expected k to be an integer >= 1, got undefined",
    ],
    [
      "k = 0",
      () => new IncrementalSVD({ k: 0 }),
      "IncrementalSVD: expected k to be an integer >= 1, got 0",
    ],
    [
      "a forgetting of 2",
      () => new IncrementalSVD({ k: 1, forgetting: 2 }),
      "IncrementalSVD: expected forgetting above 0 and up to 1, got 2",
    ],
    [
      "a mean with U",
      () => new IncrementalSVD({ k: 1, center: true }),
      'IncrementalSVD: center: true needs vectors: "right"',
    ],
    [
      "other columns",
      () => new IncrementalSVD({ k: 1 }).append([[1, 2]]).append([[1]]),
      "IncrementalSVD.append: expected 2 columns, got 1",
    ],
    [
      "NaN",
      () => new IncrementalSVD({ k: 1 }).append([[1, NaN]]),
      "IncrementalSVD.append: expected finite numbers, got NaN at row 0, column 1",
    ],
    [
      "other rows",
      () => new IncrementalSVD({ k: 1 }).append([[1, 2]]).appendColumns([[1], [2]]),
      "IncrementalSVD.appendColumns: expected 1 rows, got 2",
    ],
    [
      "a vector of other length",
      () => new IncrementalSVD({ k: 1 }).append([[1, 2]]).update([1], [1]),
      "IncrementalSVD.update: expected 2 entries of b, got 1",
    ],
    [
      "rows that are not there",
      () => new IncrementalSVD({ k: 1 }).append([[1, 2]]).removeRows(0, 2),
      "IncrementalSVD.removeRows: expected some of 1 rows, got 2 from row 0 on",
    ],
    [
      "U where there is none",
      () => new IncrementalSVD({ k: 1, vectors: "right" }).U,
      'IncrementalSVD.U: expected vectors: "both", got "right"',
    ],
    [
      "columns without U",
      () => new IncrementalSVD({ k: 1, vectors: "right" }).appendColumns([[1]]),
      'IncrementalSVD.appendColumns: expected vectors: "both", got "right"',
    ],
    [
      "a downdate with U",
      () => new IncrementalSVD({ k: 1 }).append([[1]]).downdate([[1]]),
      'IncrementalSVD.downdate: expected vectors: "right"; with U, there is removeRows',
    ],
    [
      "more rows than there are",
      () => new IncrementalSVD({ k: 1, vectors: "right" }).append([[1]]).downdate([[1], [1]]),
      "IncrementalSVD.downdate: expected up to 1 rows, got 2",
    ],
    [
      "JSON that does not fit",
      () =>
        IncrementalSVD.fromJSON({
          ...new IncrementalSVD({ k: 1 }).append([[1, 2]]).toJSON(),
          V: [1],
        }),
      "IncrementalSVD.fromJSON: 1 vectors of 1 × 2 have 1 and 2 entries, got 1 and 1",
    ],
  ])("refuses %s", (_, act, message) => {
    expect(act).toThrow(message);
  });
});
