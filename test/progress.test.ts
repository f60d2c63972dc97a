import { describe, expect, it } from "vitest";
import * as library from "../src/index.ts";
import { between, iteration, part, report, reportDetail, watch } from "../src/progress.ts";
import type { Progress } from "../src/progress.ts";
import { randomFrom } from "../src/random.ts";

const { Matrix, svd } = library;

const random = randomFrom(3);
const numbers = (count: number) => Float64Array.from({ length: count }, () => random.uniform());
const matrix = (m: number, n: number) => new Matrix(m, n, numbers(m * n));

function progressOf(body: () => unknown): Progress[] {
  const seen: Progress[] = [];
  const stop = watch({ look() {}, onProgress: (progress) => seen.push(progress) });
  try {
    body();
  } finally {
    stop();
  }
  return seen;
}

const sharesOf = (body: () => unknown) => progressOf(body).map(({ done }) => done);

describe("progress", () => {
  it("of parts is that of the whole", () => {
    const half = (i: number) => part(i, 2, () => [0, 0.5, 1].forEach((x) => report("work", x)));
    expect(sharesOf(() => [0, 1].forEach(half))).toEqual([0, 0.25, 0.5, 0.5, 0.75, 1]);
  });

  it("of parts of parts, too", () => {
    const body = () => between(0.5, 1, () => between(0, 0.5, () => report("work", 0.5)));
    expect(sharesOf(body)).toEqual([0.625]);
  });

  it("never goes back", () => {
    expect(sharesOf(() => [0.2, 0.1, 0.3].forEach((x) => report("work", x)))).toEqual([
      0.2, 0.2, 0.3,
    ]);
  });

  it("is that of the outermost iteration", () => {
    const inner = () => {
      reportDetail("detail", 0.9);
      iteration(() => report("inner", 1));
    };
    const body = () =>
      iteration(() => {
        inner();
        report("outer", 0.5);
      });
    expect(progressOf(body)).toEqual([{ phase: "outer", done: 0.5, total: 1 }]);
  });
});

describe("progress of what decomposes more than once", () => {
  const q = svd(matrix(300, 130)).U.data;
  const [q1, q2] = [0, 1].map((i) => new Matrix(150, 130, q.slice(i * 19_500, (i + 1) * 19_500)));
  const a = matrix(200, 150);
  const b = a.column(0).map((x, i) => x + a.column(1)[i] + 1e-3 * random.uniform());

  it.each([
    ["gsvd", () => library.gsvd(matrix(200, 130), matrix(180, 130))],
    ["csd", () => library.csd(q1, q2)],
    ["subspaceAngles", () => library.subspaceAngles(a, matrix(200, 100))],
    ["totalLeastSquares", () => library.totalLeastSquares(a, b)],
    ["decomposeImage", () => library.decomposeImage(image(130, 110))],
    ["Eigenfaces.fit", () => new library.Eigenfaces({ components: 3 }).fit(matrix(100, 324))],
    ["IncrementalPCA.fit", () => new library.IncrementalPCA().fit(matrix(2000, 100))],
    ["analyzeWeights", () => library.analyzeWeights({ a, b: matrix(150, 150) })],
  ] as const)("grows from end to end: %s", (_, run) => {
    const shares = sharesOf(run);
    const growing = shares.filter((share, i) => i > 0 && share > shares[i - 1]);
    expect(growing.length / shares.length).toBeGreaterThan(0.75);
    expect(shares.at(-1)).toBeGreaterThan(0.8);
  });

  it("is told once for each iteration", () => {
    const data = library.multiply(matrix(120, 4), matrix(4, 90)).data;
    const known = new Matrix(
      120,
      90,
      data.map((x, i) => (i % 5 === 0 ? NaN : x)),
    );
    let iterations = 0;
    const seen = progressOf(() => {
      ({ iterations } = library.softImpute(known, { lambda: 0.5 }));
    });
    expect(seen.length).toBe(iterations);
    const batch = new Float64Array(20 * 80 * 80).map(() => random.uniform());
    const phases = progressOf(() => library.svdBatch({ data: batch, shape: [20, 80, 80] }));
    expect(new Set(phases.map(({ phase }) => phase))).toEqual(new Set(["decompose"]));
  });

  function image(width: number, height: number): library.Image {
    const data = Uint8Array.from(numbers(3 * width * height), (x) => 255 * x);
    return { width, height, channels: 3, data };
  }
});
