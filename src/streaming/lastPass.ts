import { columnsOf, transposed } from "../blocks.ts";
import { decompose } from "../decompositions/decompose.ts";
import { beside } from "./blockKrylov.ts";
import { dense, norm, type Doubles } from "./factoredBasis.ts";
import { normalsOf } from "./normals.ts";
import type { Passes } from "./passes.ts";
import { TriangularFactor } from "./triangularFactor.ts";

/** Random vectors that the part of A outside of the space of V is measured with. */
const PROBES = 12;

/**
 * That ‖B‖₂ ≤ √10·√(2/π)·max ‖B ω‖ fails with a probability of at most 10^(−PROBES/2): Halko, Martinsson, Tropp, (4.3).
 * It is used for B and for BᵀB, whose norm is ‖B‖² and which has a larger share of it in few directions.
 */
const PROBE_FACTOR = Math.sqrt(20 / Math.PI);
export const PROBE_FAILURE = 2 * 10 ** (-PROBES / 2);

/** What the last pass makes of V, n × p. */
export interface LastPass {
  /** m × p, or nothing if it was not asked for. */
  readonly U: Doubles | undefined;
  readonly s: Float64Array;
  /** p × n. */
  readonly Vt: Doubles;
  /** ‖A v − σ u‖ for each, which is rounding errors. */
  readonly left: Float64Array;
  /** Aᵀu − σ v for each, n × p. */
  readonly rest: Doubles;
  /** An upper bound of ‖A·(I − V·Vᵀ)‖₂. */
  readonly outside: number;
}

/**
 * Decomposes A·V = U·diag(s)·Zᵀ in one more pass, which also computes Aᵀ·A·V, from which the residuals follow, and A·ω
 * for random ω orthogonal to V.
 *
 * N. Halko, P. Martinsson, J. Tropp, Finding structure with randomness, SIAM Rev. 53 (2011) 217–288, §4.3.
 */
export async function lastPass(
  passes: Passes,
  V: Doubles,
  withU: boolean,
  probed: boolean,
  seed: number,
): Promise<LastPass> {
  const { rows: n, columns: p } = V;
  const probes = probed ? probesOutside(passes, V, seed) : dense(n, 0, new Float64Array(0));
  const x = beside(V, probes);
  const parts: Doubles[] = [];
  const images = new Float64Array(n * x.columns);
  const probeSquares = new Float64Array(probes.columns);
  const factor = new TriangularFactor(passes.name, p, passes.options);
  await passes.forEach((block) => {
    const product = passes.multiply(block, x);
    const y = columnsOf(product, 0, p);
    const { data } = passes.multiply(block, product, true);
    for (let i = 0; i < data.length; ++i) images[i] += data[i];
    for (let i = 0; i < block.rows; ++i) {
      for (let j = 0; j < probes.columns; ++j)
        probeSquares[j] += product.data[i * x.columns + p + j] ** 2;
    }
    if (withU) parts.push(y);
    else factor.append(y.data, y.rows);
  });
  passes.products += 2 * x.columns;
  const y = withU ? stacked(parts, p) : factor.triangle();
  const { U, s, Vt: Zt } = decompose(passes.name, y, passes.options);
  const Z = transposed(Zt);
  const Vt = passes.multiply(Zt, transposed(V));
  const all = dense(n, x.columns, images);
  const again = withoutPart(passes, V, columnsOf(all, p, x.columns));
  const imagesOfU = passes.multiply(columnsOf(all, 0, p), Z);
  const rest = dense(
    n,
    s.length,
    imagesOfU.data.map((entry, at) => {
      const j = at % s.length;
      const i = (at - j) / s.length;
      return s[j] > 0 ? entry / s[j] - s[j] * Vt.data[j * n + i] : 0;
    }),
  );
  return {
    U: withU ? U : undefined,
    s,
    Vt,
    left: columnNorms(difference(passes.multiply(y, Z), U, s)),
    rest,
    outside: Math.min(
      PROBE_FACTOR * Math.sqrt(largest(probeSquares)),
      Math.sqrt(PROBE_FACTOR * largest(columnNorms(again))),
    ),
  };
}

/** Random vectors without their part in the space of V. */
function probesOutside(passes: Passes, V: Doubles, seed: number): Doubles {
  return withoutPart(passes, V, normalsOf(seed, V.rows, PROBES));
}

/** X − V·Vᵀ·X. */
function withoutPart(passes: Passes, V: Doubles, x: Doubles): Doubles {
  const inside = passes.multiply(V, passes.multiply(V, x, true));
  return { ...x, data: x.data.map((entry, i) => entry - inside.data[i]) };
}

function largest(numbers: Float64Array): number {
  return numbers.reduce((most, x) => Math.max(most, x), 0);
}

/** The lengths of the columns. */
export function columnNorms({ rows, columns, data }: Doubles): Float64Array {
  return Float64Array.from({ length: columns }, (_, j) =>
    norm(Float64Array.from({ length: rows }, (_, i) => data[i * columns + j])),
  );
}

function difference(a: Doubles, U: Doubles, s: Float64Array): Doubles {
  const u = columnsOf(U, 0, s.length);
  return { ...a, data: a.data.map((x, i) => x - s[i % s.length] * u.data[i]) };
}

export function stacked(parts: readonly Doubles[], columns: number): Doubles {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const data = new Float64Array(rows * columns);
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  return dense(rows, columns, data);
}
