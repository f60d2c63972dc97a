import { describe, expect, it } from "vitest";
import type { Real } from "../../../src/real.ts";
import { engineFor } from "../../../src/wasm/engine.ts";
import { Block } from "../../support/block.ts";
import { examine } from "../../support/check.ts";
import { transpose, upperBidiagonal } from "../../support/dense.ts";
import { killerBidiagonal } from "../../support/killer.ts";
import { precisions, type Precision } from "../../support/precisions.ts";
import { random, type Random } from "../../support/random.ts";
import { output, workspace } from "../../support/workspace.ts";

/** Decomposes a bidiagonal matrix, and returns what is wrong with the factors, put in order, or "". */
function fault(d: Real, e: Real, precision: Precision, bound: number): string {
  const n = d.length;
  const engine = engineFor(d);
  return engine.arena.scope(() => {
    const { divideAndConquer, divideAndConquerWorkspace } = engine.exports;
    const values = new Block(engine, n, 1, d.slice());
    const beside = new Block(engine, n, 1, precision.array([...Array.from(e), 0]));
    const orderAt = engine.arena.allocate(4 * n);
    const layout = { offset: 1, columnStride: n + 3 };
    const nan = precision.zeros(n * n).fill(NaN);
    const [u, v] = [nan, nan].map((data) => new Block(engine, n, n, data, layout));
    const q = output(engine, d, n * n);
    const work = workspace(engine, d, divideAndConquerWorkspace(n));
    const status = divideAndConquer(
      n,
      values.at,
      beside.at,
      orderAt,
      u.at,
      u.stride,
      v.at,
      v.stride,
      q.at,
      work.at,
    );
    if (status !== 0) return `${status} values did not converge`;
    beside.read();
    q.read();
    work.read();

    // By columns in the order found: to columns by descending value.
    const order = Array.from(new Uint32Array(engine.arena.memory.buffer, orderAt, n)).reverse();
    const sorted = (block: Block) => {
      const all = block.read();
      const rows = Float64Array.from(order.flatMap((j) => Array.from(all.slice(j * n, j * n + n))));
      return { rows: n, columns: n, data: rows };
    };
    const found = values.read();
    const s = precision.array(order.map((j) => found[j]));
    const factors = { U: transpose(sorted(u)), s, Vt: sorted(v) };
    return examine(upperBidiagonal(d, e), factors, precision, "thin", bound).wrong;
  });
}

// Around the size of a leaf, of two and of four, and where a half is larger than the other.
const sizes = [1, 2, 31, 32, 33, 34, 65, 66, 67, 68, 100, 131, 200];

describe.each(precisions)("divide and conquer, $name", (precision) => {
  const { array, eps, zeros } = precision;
  const matrices: Record<string, (n: number) => [Real, Real]> = {
    "random entries": (n) => {
      const { normal } = random(n);
      return [
        array(Array.from({ length: n }, normal)),
        array(Array.from({ length: n - 1 }, normal)),
      ];
    },
    "ones, which hardly deflate": (n) => [zeros(n).fill(1), zeros(n - 1).fill(1)],
    "the identity, which all deflates": (n) => [zeros(n).fill(1), zeros(n - 1)],
    "pairs of equal values": (n) => {
      const { normal } = random(n);
      const half = Array.from({ length: n }, normal);
      return [array(half.map((_, i) => half[i >> 1])), zeros(n - 1)];
    },
    "graded entries": (n) => {
      const { between } = random(n);
      const d = Array.from({ length: n }, (_, i) => 10 ** ((Math.log10(eps) * i) / n));
      return [array(d), array(d.slice(1).map((x) => x * between(-1, 1)))];
    },
    "graded entries, the other way": (n) => {
      const { between } = random(n);
      const d = Array.from({ length: n }, (_, i) => 10 ** ((Math.log10(eps) * (n - i)) / n));
      return [array(d), array(d.slice(1).map((x) => x * between(-1, 1)))];
    },
    "zeros on the diagonal": (n) => {
      const { normal } = random(n);
      const d = Array.from({ length: n }, (_, i) => (i % 5 === 2 ? 0 : normal()));
      return [array(d), array(Array.from({ length: n - 1 }, normal))];
    },
    "one entry far above the others": (n) => {
      const d = zeros(n).fill(eps);
      d[n >> 1] = 1;
      return [d, zeros(n - 1).fill(eps)];
    },
  };

  it.each(Object.entries(matrices))("decomposes %s", (_, make) => {
    for (const n of sizes) {
      const [d, e] = make(n);
      expect(fault(d, e, precision, 5), `n = ${n}`).toBe("");
    }
  });

  // Of 300 rows, blocks of 150 are divided, those of 75 and 74 computed one vector at a time, and where that is
  // refused divided once more, and again, to what implicit QR does. Which it is differs from one to the next.
  it("decomposes blocks of different kinds, glued", () => {
    const kinds: Record<string, (random: Random, i: number) => [number, number]> = {
      separated: ({ between, sign }) => [sign() * between(1, 2), sign() * between(0.1, 0.5)],
      "close to the identity": ({ integer, normal }) => [1 + integer(-8, 8) * eps, 50 * eps * normal()], // prettier-ignore
      graded: ({ between }, i) => [eps ** (i / 75), eps ** (i / 75) * between(-1, 1)],
      random: ({ normal }) => [normal(), normal()],
      zero: () => [0, 0],
    };
    const names = Object.keys(kinds);
    for (let seed = 1; seed <= 24; ++seed) {
      const source = random(seed);
      const parts = Array.from({ length: 4 }, () => names[source.integer(0, names.length - 1)]);
      const glue = [0, eps, Math.sqrt(eps), 0.1, 1][seed % 5];
      const entries = Array.from({ length: 300 }, (_, i) => {
        const [d, e] = kinds[parts[Math.floor(i / 75)]](source, i % 75);
        return [d, i % 75 === 74 ? glue : e];
      });
      const [d, e] = [0, 1].map((k) => array(entries.map((entry) => entry[k])));
      const message = `seed ${seed}: ${parts.join(", ")}, ${glue} between`;
      expect(fault(d, e.subarray(0, 299), precision, 5), message).toBe("");
    }
  });

  // Measured: 1.9 at most. With LAPACK's tolerance of 64 roundings it would be 26.
  it("decomposes matrices close to the identity", () => {
    for (let seed = 1; seed <= 60; ++seed) {
      const n = [33, 48, 70, 100][seed % 4];
      const L = [20, 50, 100, 200, 400][seed % 5];
      const { d, e } = killerBidiagonal(n, L, precision, random(seed));
      const scaled = [d, e].map((x) => array(x.map((value) => value / 64)));
      expect(fault(scaled[0], scaled[1], precision, 5), `seed ${seed}`).toBe("");
    }
  });

  it("says that values did not converge, or gives NaN, where the matrix holds NaN", () => {
    const n = 70;
    const d = zeros(n).fill(1);
    d[40] = NaN;
    const engine = engineFor(d);
    engine.arena.scope(() => {
      const { divideAndConquer, divideAndConquerWorkspace } = engine.exports;
      const [u, v] = [output(engine, d, n * n), output(engine, d, n * n)];
      const dAt = engine.push(d);
      const eAt = engine.push(zeros(n).fill(0.5));
      const orderAt = engine.arena.allocate(4 * n);
      const q = output(engine, d, n * n);
      const work = workspace(engine, d, divideAndConquerWorkspace(n));
      const stride = n * d.BYTES_PER_ELEMENT;
      const [uAt, vAt] = [u.at, v.at];
      const status = divideAndConquer(
        n,
        dAt,
        eAt,
        orderAt,
        uAt,
        stride,
        vAt,
        stride,
        q.at,
        work.at,
      );
      expect(status > 0 || engine.pull(dAt, n).some(Number.isNaN)).toBe(true);
      work.read();
    });
  });
});
