import { columnsOf, rowsOf, transposed } from "../blocks.ts";
import { decompose } from "../decompositions/decompose.ts";
import { Matrix } from "../matrix.ts";
import { randomFrom } from "../random.ts";
import { pinv } from "../solvers/pinv.ts";
import { qr } from "../wasm/qr.ts";
import { dense, norm, type Doubles } from "./factoredBasis.ts";
import { columnNorms, stacked } from "./lastPass.ts";
import { normals, normalsOf } from "./normals.ts";
import type { Passes } from "./passes.ts";

/** Rows of the sketch that errors are estimated with. */
const PROBES = 20;

/** An estimate of a squared norm by PROBES normal vectors is less than a tenth of it with a probability of at most e⁻¹⁴. */
const SAFETY = Math.sqrt(10);
export const SKETCH_FAILURE = 8.1e-7;

export interface Sketched {
  readonly U: Doubles;
  readonly s: Float64Array;
  readonly Vt: Doubles;
  /** Upper bounds, each with the probability SKETCH_FAILURE to fail: ‖A v − σ u‖ of each triplet … */
  readonly residuals: Float64Array;
  /** … ‖A − U Σ Vᵀ‖ with k values, and with all that the sketch has, in the Frobenius norm. */
  readonly error: number;
  readonly errorOfAll: number;
}

/**
 * Approximates A by k singular triplets in one pass, U included. Random matrices compress A from both sides: Y = A·Ω, r
 * columns wide, knows the range of A, X = Υᵀ·A the rows, and the core Z = Φᵀ·A·Ψ, twice as large, what lies between:
 *
 *     A ≈ Q·C·Pᵀ,   Q of Y,   P of Xᵀ,   C = (Φᵀ·Q)⁺·Z·((Ψᵀ·P)⁺)ᵀ
 *
 * A fourth sketch Θᵀ·A, which the approximation has not seen, measures its error.
 *
 * J. Tropp, A. Yurtsever, M. Udell, V. Cevher, Streaming low-rank matrix approximation with an application to scientific
 * simulation, SIAM J. Sci. Comput. 41 (2019) A2430–A2463, (2.8)–(2.10) and §6.
 *
 * @param check - Called when m and n are known: throws unless there are k values.
 * @param r - The width of the range: the error is near to that of the best approximation of some smaller rank.
 */
export async function sketch(
  passes: Passes,
  k: number,
  r: number,
  seed: number,
  check: () => void,
): Promise<Sketched> {
  const core = 2 * r + 1;
  let right: Doubles | undefined;
  let left = randomFrom(seed + 1);
  const ys: Doubles[] = [];
  let x = new Float64Array(0);
  const z = new Float64Array(core * core);
  await passes.forEach((block) => {
    const n = block.columns;
    right ??= normalsOf(seed, n, r + core);
    if (x.length === 0) x = new Float64Array((r + PROBES) * n);
    const random = normals(left, block.rows, r + PROBES + core);
    const products = passes.multiply(block, right);
    ys.push(columnsOf(products, 0, r));
    add(x, passes.multiply(columnsOf(random, 0, r + PROBES), block, true));
    const phi = columnsOf(random, r + PROBES, r + PROBES + core);
    add(z, passes.multiply(phi, columnsOf(products, r, r + core), true));
  });
  check();
  passes.products += 2 * r + core + PROBES;
  const n = passes.columns ?? 0;
  const y = stacked(ys, r);
  const Q = qr(passes.name, y, false, passes.options).Q;
  const P = qr(passes.name, transposed(dense(r, n, x.subarray(0, r * n))), false, passes.options).Q;

  // The same random numbers again, for what they make of Q.
  left = randomFrom(seed + 1);
  const phiQ = new Float64Array(core * Q.columns);
  const thetaQ = new Float64Array(PROBES * Q.columns);
  let first = 0;
  for (const { rows } of ys) {
    const random = normals(left, rows, r + PROBES + core);
    const q = rowsOf(Q, first, first + rows);
    add(thetaQ, passes.multiply(columnsOf(random, r, r + PROBES), q, true));
    add(phiQ, passes.multiply(columnsOf(random, r + PROBES, r + PROBES + core), q, true));
    first += rows;
  }
  const psiP = passes.multiply(
    columnsOf(right ?? dense(n, r + core, new Float64Array(0)), r, r + core),
    P,
    true,
  );
  const inverse = (a: Doubles) => pinv(new Matrix(a.rows, a.columns, a.data)) as Doubles;
  const half = passes.multiply(inverse(dense(core, Q.columns, phiQ)), dense(core, core, z));
  const c = passes.multiply(half, transposed(inverse(psiP)));
  const { U: Uc, s, Vt: Vc } = decompose(passes.name, c, passes.options);

  const Vt = passes.multiply(Vc, transposed(P));
  const seen = dense(PROBES, n, x.subarray(r * n));
  const thetaU = passes.multiply(dense(PROBES, Q.columns, thetaQ), Uc);
  const missed = (count: number): Doubles => {
    const t = columnsOf(thetaU, 0, count);
    t.data.forEach((_, i) => (t.data[i] *= s[i % count]));
    const model = passes.multiply(t, rowsOf(Vt, 0, count));
    return { ...seen, data: seen.data.map((entry, i) => entry - model.data[i]) };
  };
  const scale = SAFETY / Math.sqrt(PROBES);
  const kept = Math.min(k, s.length);
  const rest = missed(kept);
  const vectors = rowsOf(Vt, 0, kept);
  return {
    U: passes.multiply(Q, columnsOf(Uc, 0, kept)),
    s: s.slice(0, kept),
    Vt: vectors,
    residuals: columnNorms(passes.multiply(rest, transposed(vectors))).map(
      (length) => length * scale,
    ),
    error: scale * norm(rest.data),
    errorOfAll: scale * norm(missed(s.length).data),
  };
}

function add(sum: Float64Array, { data }: Doubles): void {
  for (let i = 0; i < data.length; ++i) sum[i] += data[i];
}
