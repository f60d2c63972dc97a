import { transposed } from "../../blocks.ts";
import { report, shareOf } from "../../progress.ts";
import type { Columns, Small, Workspace } from "../../wasm/columns.ts";
import { checkpoints } from "./checkpoints.ts";
import type { Goal } from "./goal.ts";
import { orthonormalize } from "./orthonormalize.ts";
import type { Problem, Projection } from "./projection.ts";
import {
  block,
  multiplySmall,
  normSmall,
  setBlock,
  svdSmall,
  zeroSmall,
  type SmallSvd,
} from "./small.ts";

export interface LanczosOptions {
  /** Triplets wanted. */
  readonly k: number;
  /** Vectors a block: 1 is the Lanczos bidiagonalization of Golub and Kahan. */
  readonly width: number;
  /** Dimensions of the basis at which it restarts. */
  readonly capacity: number;
  /** Largest residual, relative to σ₁. */
  readonly tolerance: number;
  /** Most products with A, each of a block. */
  readonly maxIterations: number;
  /** If it is given it decides, in place of the tolerance, when to stop; the bases grow instead of restarting. */
  readonly goal?: Goal;
  /** To how many dimensions they may grow. */
  readonly limit?: number;
}

/**
 * Bidiagonalizes by blocks, with thick restarts: bases P and Q that grow by a block at a time,
 *
 *     A·Q = P·B,     Aᵀ·P = Q·Bᵀ + Qₙ·[0 … 0 Sᵀ],          B = ⎡ B₁ C₂       ⎤
 *                                                               ⎢    B₂ C₃    ⎥
 *     where Qₙ is the next block of Q. B's part above the      ⎢       B₃ …  ⎥
 *     blocks shown is rounding, and kept.                       ⎣          …  ⎦
 *
 * The residual of triplet i is the length of Sᵀ times the last entries of B's singular vector i. When the bases are
 * full, the best singular vectors of B are kept, which makes B begin with a diagonal and a full block column.
 * The blocks of Q are orthogonalized against all others, and those of P as far as it is needed. Undefined if a goal needs more than `limit` dimensions.
 *
 * Width 1: J. Baglama, L. Reichel, Augmented implicitly restarted Lanczos bidiagonalization methods, SIAM J. Sci.
 * Comput. 27 (2005) 19–42, Algorithm 3.1. Blocks as randomized block Krylov: C. Musco, C. Musco, Randomized block
 * Krylov methods for stronger and faster approximate SVD, NIPS 2015; J. Tropp, R. Webber, Randomized algorithms for
 * low-rank matrix approximation (2023), §6.
 */
export function blockLanczos(problem: Problem, options: LanczosOptions): Projection | undefined {
  const { work, a, random, onProgress } = problem;
  const { k, width, maxIterations, goal, limit = a.columns } = options;
  const n = a.columns;
  let { capacity } = options;
  let bases = allocateBases(work, a.rows, n, capacity, width);
  let B = zeroSmall(capacity, capacity);

  let next = work.part(bases.Q, 0, Math.min(width, n));
  work.fill(next, () => 2 * random.uniform() - 1);
  orthonormalize(work, work.part(bases.Q, 0, 0), next, random);

  let j = 0;
  let products = 0;
  let recent = 0;
  /** Whether only neighbouring blocks of P are made orthogonal to each other. */
  let oneSided = true;
  /** Whether all of P is there: not after a restart, if it is not needed. */
  let complete = true;
  let arrow: Small | undefined;
  let largestDiagonal = 0;
  const checks = checkpoints(problem, options);
  let share = 0;
  let residual: number | undefined;
  for (let iteration = 1; ; ++iteration) {
    const b = next.count;
    const left = work.part(bases.P, j, b);
    goal?.grow(next);
    let C: Small;
    let R: Small;
    if (arrow) {
      // The first block after a restart, without P: A·Qₙ − P·C = A·(Qₙ − Q·Σ⁻¹·C), since A·Q = P·Σ.
      C = arrow;
      multiplyRest(problem, work.part(bases.Q, 0, j), B, C, next, left);
      R = orthonormalize(work, work.part(left, 0, 0), left, random).R;
    } else {
      work.apply(a, false, next, left);
      // On this side projecting on the last block is enough as long as B is well conditioned: see `isSafe`.
      const from = oneSided ? Math.max(0, j - recent) : 0;
      const against = work.part(bases.P, from, j - from);
      ({ C, R } = orthonormalize(work, against, left, random, Math.min(recent, j)));
    }
    arrow = undefined;
    largestDiagonal = Math.max(largestDiagonal, normSmall(R));
    if (oneSided && smallestDiagonal(R) <= BREAKDOWN * largestDiagonal) {
      // Dividing by next to nothing leaves nothing orthogonal: this block again, now against all others.
      oneSided = false;
      const before = work.part(bases.P, 0, j);
      if (!complete) products += multiplyAgain(problem, work.part(bases.Q, 0, j), before, B);
      complete = true;
      if (j > 0) repair(problem, before, B);
      work.apply(a, false, next, left);
      products += b;
      ({ C, R } = orthonormalize(work, before, left, random, Math.min(recent, j)));
    }
    setBlock(B, j - C.rows, j, C);
    setBlock(B, j, j, R);
    j += b;
    recent = b;
    report("iterate", Math.max(share, iteration / maxIterations), residual);

    // What is left of the space may be less than a block, or nothing.
    const Q = work.part(bases.Q, 0, j);
    next = work.part(bases.Q, j, Math.min(width, n - j));
    let S = expand(problem, left, Q, next);
    products += 2 * b;

    const exhausted = next.count === 0;
    const last = iteration >= maxIterations || exhausted;
    const full = j + next.count > capacity;
    if (!last && !full && !checks.isDue(iteration)) continue;
    let factors = svdSmall(block(B, 0, j, 0, j), problem.options);
    if (oneSided && !isSafe(factors.s, options.tolerance, work.eps)) {
      oneSided = false;
      if (!complete) products += multiplyAgain(problem, Q, work.part(bases.P, 0, j), B);
      complete = true;
      repair(problem, work.part(bases.P, 0, j), B);
      S = expand(problem, left, Q, next);
      products += b;
      factors = svdSmall(block(B, 0, j, 0, j), problem.options);
    }
    const coupling = couple(S, factors.X, j);
    const residuals = lengthsOf(coupling);
    const wanted = Math.min(k, j);
    residual = largest(residuals, wanted) / (factors.s[0] || 1);
    share = shareOf(residual, options.tolerance);
    onProgress?.({ iteration, residual, products, rank: j });
    checks.note(iteration, j, residual);

    const precise = residual <= options.tolerance && (j >= k || exhausted);
    const rank = goal ? goal.rank(factors.s, residuals) : precise ? wanted : undefined;
    const reached = rank !== undefined && rank <= k;
    if (reached || last || (goal && precise)) {
      let loose = oneSided ? looseness(factors.s, work.eps) : 0;
      if (complete && loose > Math.max(NEGLIGIBLE * work.eps, UNSEEN * options.tolerance)) {
        repair(problem, work.part(bases.P, 0, j), B);
        factors = svdSmall(block(B, 0, j, 0, j), problem.options);
        loose = 0;
      }
      return {
        Q,
        factors,
        coupling: S ? placeLast(S, j) : zeroSmall(0, j),
        looseness: loose,
        converged: reached,
        iterations: iteration,
        products,
        rank: reached ? rank : wanted,
      };
    }
    if (!full) continue;
    if (goal) {
      if (j + next.count > limit) return undefined;
      capacity = Math.min(limit, 2 * capacity);
      const larger = allocateBases(work, a.rows, n, capacity, width);
      work.copy(work.part(bases.P, 0, j), larger.P);
      work.copy(work.part(bases.Q, 0, j + next.count), larger.Q);
      bases = larger;
      const largerB = zeroSmall(capacity, capacity);
      setBlock(largerB, 0, 0, block(B, 0, j, 0, j));
      B = largerB;
      next = work.part(bases.Q, j, next.count);
    } else {
      const kept = Math.min(Math.floor(k + (j - k) * KEEP), capacity - width);
      complete = !oneSided;
      if (oneSided) arrow = transposed(block(coupling, 0, coupling.rows, 0, kept));
      restart(work, bases, factors, B, j, kept, next, complete);
      next = work.part(bases.Q, kept, next.count);
      j = kept;
      recent = kept;
    }
  }
}

/** Of the vectors beyond those wanted, the part that a restart keeps: 0.4 takes 1.05 to 1.2 times as long. */
const KEEP = 0.2;

/**
 * Whether P, of which only neighbouring blocks were made orthogonal, is orthogonal enough: P = A·Q·B⁻¹ with Q
 * orthogonal to ε is so to about ε·κ(B)². What is lost of it appears in the residuals.
 *
 * H. Simon, H. Zha, Low-rank matrix approximation using the Lanczos bidiagonalization process with applications, SIAM J.
 * Sci. Comput. 21 (2000) 2257–2274, § 3.
 */
function isSafe(s: Float64Array, tolerance: number, eps: number): boolean {
  return looseness(s, eps) <= SAFETY * tolerance;
}

/** ε·κ(B)². */
function looseness(s: Float64Array, eps: number): number {
  const condition = s[0] / s[s.length - 1];
  return eps * condition * condition;
}

/**
 * What P may lack of orthogonality without being repaired at the end, which may take a third of all time: in units of ε, or
 * as a part of the tolerance.
 */
const NEGLIGIBLE = 20;
const UNSEEN = 1e-3;

/** A block of P that is so much shorter than others, before it is normalized, is made orthogonal to all of them. */
const BREAKDOWN = 1e-3;

function smallestDiagonal(R: Small): number {
  let smallest = Infinity;
  for (let i = 0; i < R.rows; ++i)
    smallest = Math.min(smallest, Math.abs(R.data[i * R.columns + i]));
  return smallest;
}

/** What P may lack of orthogonality, relative to the tolerance of the residuals that it is part of. */
const SAFETY = 0.01;

/** Y = A·(Qₙ − Q·Σ⁻¹·C), for a diagonal Σ in B. */
function multiplyRest(
  { work, a }: Problem,
  Q: Columns,
  B: Small,
  C: Small,
  next: Columns,
  y: Columns,
): void {
  const factors = zeroSmall(C.rows, C.columns);
  for (let i = 0; i < C.rows; ++i) {
    for (let c = 0; c < C.columns; ++c) {
      factors.data[i * C.columns + c] = C.data[i * C.columns + c] / B.data[i * B.columns + i];
    }
  }
  work.scope(() => {
    const x = work.allocate(next.length, next.count);
    work.copy(next, x);
    work.combine(-1, Q, factors, 1, x);
    work.apply(a, false, x, y);
  });
}

/** Writes A·Q to P, and the identity to B: what `repair` starts from when P is not there. Returns the products. */
function multiplyAgain({ work, a }: Problem, Q: Columns, P: Columns, B: Small): number {
  work.apply(a, false, Q, P);
  B.data.fill(0);
  for (let i = 0; i < Q.count; ++i) B.data[i * B.columns + i] = 1;
  return Q.count;
}

/** Makes P orthonormal, P = P′·R, and B that of P′: A·Q = P·B = P′·(R·B). */
function repair({ work, random }: Problem, P: Columns, B: Small): void {
  const { R } = orthonormalize(work, work.part(P, 0, 0), P, random);
  const j = P.count;
  setBlock(B, 0, 0, multiplySmall(R, block(B, 0, j, 0, j)));
}

interface Bases {
  readonly P: Columns;
  readonly Q: Columns;
}

function allocateBases(
  work: Workspace,
  m: number,
  n: number,
  capacity: number,
  width: number,
): Bases {
  return { P: work.allocate(m, capacity), Q: work.allocate(n, capacity + width) };
}

/** Aᵀ times a block of P, made orthogonal to Q: the next block of it. Returns S, with (I − QQᵀ)·Aᵀ·P_last = Qₙ·S. */
function expand(
  { work, a, random }: Problem,
  left: Columns,
  Q: Columns,
  next: Columns,
): Small | undefined {
  if (next.count === left.count) {
    work.apply(a, true, left, next);
    return orthonormalize(work, Q, next, random, left.count).R;
  }
  // The last block is narrower: a random one of what is left of the space, which Aᵀ·P is then measured by.
  if (next.count === 0) return undefined;
  return work.scope(() => {
    work.fill(next, () => 2 * random.uniform() - 1);
    orthonormalize(work, Q, next, random);
    const y = work.allocate(a.columns, left.count);
    work.apply(a, true, left, y);
    return work.inner(next, y);
  });
}

/** Sᵀ times the last entries of B's left singular vectors: their columns are as long as the residuals. */
function couple(S: Small | undefined, X: Small, j: number): Small {
  if (!S) return zeroSmall(0, j);
  const result = zeroSmall(S.rows, X.columns);
  const first = j - S.columns;
  for (let r = 0; r < S.rows; ++r) {
    for (let p = 0; p < S.columns; ++p) {
      const factor = S.data[r * S.columns + p];
      for (let i = 0; i < X.columns; ++i) {
        result.data[r * X.columns + i] += factor * X.data[(first + p) * X.columns + i];
      }
    }
  }
  return result;
}

/** [0 … 0 S], with j columns. */
function placeLast(S: Small, j: number): Small {
  const result = zeroSmall(S.rows, j);
  setBlock(result, 0, j - S.columns, S);
  return result;
}

/** The length of each column. */
function lengthsOf({ rows, columns, data }: Small): Float64Array {
  const squares = new Float64Array(columns);
  for (let r = 0; r < rows; ++r) {
    for (let i = 0; i < columns; ++i) squares[i] += data[r * columns + i] ** 2;
  }
  return squares.map(Math.sqrt);
}

function largest(x: Float64Array, k: number): number {
  return x.subarray(0, k).reduce((max, entry) => Math.max(max, entry), 0);
}

/** Replaces the bases by the `kept` best singular vectors, behind which the next block of Q follows. */
function restart(
  work: Workspace,
  bases: Bases,
  { X, s, Z }: SmallSvd,
  B: Small,
  j: number,
  kept: number,
  next: Columns,
  complete: boolean,
): void {
  if (complete) work.rotate(work.part(bases.P, 0, j), block(X, 0, j, 0, kept));
  work.rotate(work.part(bases.Q, 0, j), block(Z, 0, j, 0, kept));
  for (let i = 0; i < next.count; ++i) {
    work.copy(work.part(next, i, 1), work.part(bases.Q, kept + i, 1));
  }
  B.data.fill(0);
  for (let i = 0; i < kept; ++i) B.data[i * B.columns + i] = s[i];
}
