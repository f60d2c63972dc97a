import { describe, expect, it } from "vitest";
import { Matrix, svd } from "../../src/index.ts";
import { fnv1a } from "../support/hash.ts";
import { precisions, type Precision } from "../support/precisions.ts";
import { random, type Random } from "../support/random.ts";
import { environment } from "../support/report.ts";
import { hashes } from "./reproducible.hashes.ts";

// The builds without relaxed SIMD give the same bits on every machine. The
// matrices are made of integers and of exact operations, so that they are the
// same everywhere too. After a change that is meant to change bits:
//
//     UPDATE_HASHES=1 npx vitest run --project plain test/lapack/reproducible.test.ts

const shapes: [number, number][] = [
  [1, 1],
  [2, 2],
  [3, 5],
  [7, 7],
  [16, 16],
  [33, 20],
  [40, 9],
  [12, 50],
  [65, 65],
  [130, 130],
  [200, 60],
];

/** Entry (i, j) of each kind: an integer times a power of two. */
const kinds: Record<string, (source: Random) => (i: number, j: number) => number> = {
  random: (source) => () => source.integer(-(2 ** 20), 2 ** 20) * 2 ** -20,
  graded: (source) => (i, j) => source.integer(-999, 999) * 2 ** -((i + j) % 40),
  "of rank three": (source) => {
    const factors = Array.from({ length: 6 * 200 }, () => source.integer(-9, 9));
    return (i, j) =>
      [0, 1, 2].reduce((sum, l) => sum + factors[200 * l + i] * factors[200 * (l + 3) + j], 0);
  },
  bidiagonal: (source) => (i, j) => (j === i || j === i + 1 ? source.integer(1, 64) : 0),
  zero: () => () => 0,
};

function sample(kind: string, m: number, n: number, { array }: Precision): Matrix {
  const entry = kinds[kind](random(m * 1000 + n));
  const places = Array.from({ length: m * n }, (_, at) => at);
  return new Matrix(m, n, array(places.map((at) => entry(Math.floor(at / n), at % n))));
}

function digest(a: Matrix): string {
  const parts = (["thin", "full"] as const).map((vectors) => {
    const { U, s, Vt } = svd(a, { vectors, reproducible: true });
    return [U.data, s, Vt.data].map(fnv1a).join(" ");
  });
  return parts.join(" | ");
}

describe("the hash", () => {
  it("is FNV-1a", () => {
    const bytes = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
    expect(fnv1a(bytes(""))).toBe("cbf29ce484222325");
    expect(fnv1a(bytes("a"))).toBe("af63dc4c8601ec8c");
    expect(fnv1a(bytes("foobar"))).toBe("85944171f73967e8");
    expect(fnv1a(Float64Array.of(0))).not.toBe(fnv1a(Float64Array.of(-0)));
  });
});

describe.each(precisions)("the bits of U, s and Vt, $name", (precision) => {
  const update = environment("UPDATE_HASHES") !== undefined;

  it.skipIf(update).each(Object.keys(kinds))("are the same everywhere: %s", (kind) => {
    for (const [m, n] of shapes) {
      const name = `${precision.name} ${kind} ${m}x${n}`;
      expect(digest(sample(kind, m, n, precision)), name).toBe(hashes[name]);
    }
  });

  it("are the same at every call, whatever the memory held before", () => {
    const [first] = [0, 1].map(() => digest(sample("random", 33, 20, precision)));
    svd(sample("graded", 200, 60, precision), { reproducible: true });
    expect(digest(sample("random", 33, 20, precision))).toBe(first);
  });
});

/** Writes the fixture anew. Only Node can. */
describe.runIf(environment("UPDATE_HASHES"))("the fixture", () => {
  it("is written", () => {
    const { process } = globalThis as unknown as {
      process: { getBuiltinModule(name: "fs"): { writeFileSync(path: URL, text: string): void } };
    };
    const lines = precisions.flatMap((precision) =>
      Object.keys(kinds).flatMap((kind) =>
        shapes.map(([m, n]) => {
          const name = `${precision.name} ${kind} ${m}x${n}`;
          return `  "${name}":\n    "${digest(sample(kind, m, n, precision))}",\n`;
        }),
      ),
    );
    const text = `/** Written by reproducible.test.ts: FNV-1a of U, s and Vt, thin | full. */
export const hashes: Record<string, string> = {\n${lines.join("")}};\n`;
    process
      .getBuiltinModule("fs")
      .writeFileSync(new URL("reproducible.hashes.ts", import.meta.url), text);
  });
});
