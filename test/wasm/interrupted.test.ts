// Whoever watches may end a computation anywhere: afterwards it holds no memory, and the next one has its bits.
import { describe, expect, it } from "vitest";
import * as library from "../../src/index.ts";
import { watch } from "../../src/progress.ts";
import { randomFrom } from "../../src/random.ts";
import { engineFor } from "../../src/wasm/engine.ts";
import { thorough } from "../support/thorough.ts";

const { ComplexMatrix, Matrix } = library;

const random = randomFrom(11);
const numbers = (count: number) => Float64Array.from({ length: count }, () => random.uniform());
const matrix = (m: number, n: number) => new Matrix(m, n, numbers(m * n));

const square = matrix(150, 150);
const single = new Matrix(150, 150, Float32Array.from(square.data));
const tall = matrix(300, 100);
const wide = matrix(100, 280);
const complex = new ComplexMatrix(140, 100, numbers(14_000), numbers(14_000));
const symmetric = library.multiply(square, square.transpose());
const sparse = library.SparseMatrix.fromTriplets(
  200,
  120,
  Array.from({ length: 900 }, (_, i) => (i * 7) % 200),
  Array.from({ length: 900 }, (_, i) => (i * 11) % 120),
  Array.from(numbers(900)),
);
const ratings = Array.from({ length: 3000 }, (_, i) => {
  return { user: i % 90, item: (i * 37) % 71, rating: 1 + ((i * 7) % 5) };
});
const stack = { data: numbers(12 * 70 * 70), shape: [12, 70, 70] } as const;
const methods = ["auto", "divide-and-conquer", "qr", "jacobi", "twisted"] as const;

const RUNS: [string, () => unknown][] = [
  ...methods.flatMap((method): [string, () => unknown][] => [
    [`svd of a square matrix by ${method}`, () => library.svd(square, { method })],
    [`svd of a tall matrix by ${method}`, () => library.svd(tall, { method })],
    [`svd of a wide matrix by ${method}`, () => library.svd(wide, { method })],
  ]),
  ["svd in single precision", () => library.svd(single)],
  ["full svd", () => library.svd(tall, { vectors: "full" })],
  ["svdvals", () => library.svdvals(square)],
  ["svd of a complex matrix", () => library.svd(complex)],
  ["svdvals of a complex matrix", () => library.svdvals(complex)],
  ["svds", () => library.svds(tall, { k: 5 })],
  ["svds, randomized", () => library.svds(tall, { k: 5, method: "randomized" })],
  ["svds to an error", () => library.svds(square, { error: 0.3 })],
  ["svds of a sparse matrix", () => library.svds(sparse, { k: 4 })],
  ["svds of a complex matrix", () => library.svds(complex, { k: 4 })],
  ["svdBatch", () => library.svdBatch(stack as never)],
  ["eigh", () => library.eigh(symmetric)],
  ["qr", () => library.qr(tall)],
  ["gsvd", () => library.gsvd(square, matrix2)],
  ["robustPca", () => library.robustPca(wide, { maxIterations: 3 })],
  ["Recommender.fit", () => fitted()],
];
const matrix2 = matrix(160, 150);

function fitted(): unknown {
  return new library.Recommender({ factors: 6, epochs: 3 }).fit(ratings).toJSON();
}

const used = () => [new Float64Array(1), new Float32Array(1)].map((x) => engineFor(x).arena.used);

/** Runs `body`, and throws when it is looked at for the k-th time; returns how often it was. */
function interrupt(body: () => unknown, k: number): number {
  let looks = 0;
  const stop = watch({
    look() {
      if (++looks === k) throw new Error(`look ${k}`);
    },
    onProgress() {},
  });
  try {
    body();
  } finally {
    stop();
  }
  return looks;
}

describe("a computation that is ended", () => {
  it.each(RUNS)("holds no memory, and leaves no trace: %s", (_, run) => {
    const expected = run();
    const looks = interrupt(run, Infinity);
    expect(looks).toBeGreaterThan(0);
    const count = thorough ? 6 : 2;
    const places = new Set(
      Array.from({ length: count }, (_, i) => 1 + Math.floor((i / count) * looks)),
    );
    for (const k of [...places, looks]) {
      expect(() => interrupt(run, k)).toThrow(`look ${k}`);
      expect(used()).toEqual([0, 0]);
    }
    expect(run()).toEqual(expected);
    // As often as before: nothing is left of phases that it was in.
    expect(interrupt(run, Infinity)).toBe(looks);
  });
});
