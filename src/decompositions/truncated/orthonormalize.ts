import type { Random } from "../../random.ts";
import type { Columns, Small, Workspace } from "../../wasm/columns.ts";
import { cholesky, multiplySmall, normSmall, setBlock, zeroSmall } from "./small.ts";

/** What a block of vectors was in terms of the orthonormal ones: W = P·C + W′·R. */
export interface Coefficients {
  readonly C: Small;
  /** Upper triangular. Zero where a vector depended on the others: then W′ has a random one in its place. */
  readonly R: Small;
}

/**
 * How much shorter a vector may get by a projection before it is projected again: 1/√2. It is then no less than what was
 * subtracted, and the errors of the bases' orthogonality come back added up; with 1/8 they grew eightfold a step.
 * "Twice is enough": B. Parlett, The Symmetric Eigenvalue Problem (1998), § 6.9.
 */
const SHRINKS = Math.SQRT1_2;

/** The same for blocks: ‖C‖·‖R⁻¹‖ above which one is projected again. */
const REMAINDER = 1;

/** The condition number of R above which a block is orthonormalized again: until then the loss is below 16 ε. */
const CONDITION = 4;

/**
 * Makes the vectors of W orthonormal, and orthogonal to an orthonormal basis P.
 *
 * By Cholesky factors of their Gram matrix, twice, which is all matrix products (Y. Yamamoto et al., Roundoff
 * error analysis of the CholeskyQR2 algorithm, Electron. Trans. Numer. Anal. 44 (2015) 306–326). Where that is
 * not safe, since a vector nearly depends on the others, one by one by projections.
 *
 * @param recent - How many of the last vectors of P hold most of what has to be taken off: these go first, and then mostly
 * one projection on all of P is enough. In Lanczos iterations, the last block.
 */
export function orthonormalize(
  work: Workspace,
  p: Columns,
  w: Columns,
  random: Random,
  recent = 0,
): Coefficients {
  return (w.count > 1 && byCholesky(work, p, w, recent)) || oneByOne(work, p, w, random, recent);
}

function byCholesky(
  work: Workspace,
  p: Columns,
  w: Columns,
  recent: number,
): Coefficients | undefined {
  return work.scope(() => {
    // If it turns out not to be safe, the other way begins with what W was.
    const before = work.allocate(w.length, w.count);
    work.copy(w, before);
    const C = zeroSmall(p.count, w.count);
    let R: Small | undefined;
    const project = (first: number) => {
      const c = takeOff(work, work.part(p, first, p.count - first), w);
      addBlock(C, first, R ? multiplySmall(c, R) : c);
      return normSmall(c);
    };
    if (recent > 0) project(p.count - recent);
    for (let pass = 0; pass < 3; ++pass) {
      const subtracted = project(0);
      const factors = cholesky(work.inner(w, w), work.eps);
      if (!factors) break;
      work.rotate(w, factors.inverse);
      const growth = normSmall(factors.inverse);
      const condition = growth * normSmall(factors.R);
      R = R ? multiplySmall(factors.R, R) : factors.R;
      if (subtracted * growth <= REMAINDER && condition <= CONDITION * w.count) return { C, R };
    }
    work.copy(before, w);
    return undefined;
  });
}

/** Subtracts from W its projection on P, and returns PᵀW. */
function takeOff(work: Workspace, p: Columns, w: Columns): Small {
  const c = work.inner(p, w);
  work.combine(-1, p, c, 1, w);
  return c;
}

function oneByOne(
  work: Workspace,
  p: Columns,
  w: Columns,
  random: Random,
  recent: number,
): Coefficients {
  const C = zeroSmall(p.count, w.count);
  const R = zeroSmall(w.count, w.count);
  for (let j = 0; j < w.count; ++j) {
    const vector = work.part(w, j, 1);
    const bases = [p, work.part(w, 0, j)];
    const { lengths, rest } = project(work, bases, vector, recent);
    setBlock(C, 0, j, lengths[0]);
    setBlock(R, 0, j, lengths[1]);
    if (rest > 0) {
      R.data[j * w.count + j] = rest;
      work.scale(vector, 1 / rest);
    } else {
      replace(work, bases, vector, random);
    }
  }
  return { C, R };
}

/**
 * Subtracts from a vector its projections on orthonormal bases, until no more than rounding of them is left.
 * Returns their lengths, and that of the rest: 0 if the vector lies in the bases up to rounding.
 */
function project(
  work: Workspace,
  bases: readonly Columns[],
  vector: Columns,
  recent: number,
): { lengths: readonly Small[]; rest: number } {
  const lengths = bases.map((basis) => zeroSmall(basis.count, 1));
  const before = work.norm(vector);
  let last = before;
  if (recent > 0) {
    const first = bases[0].count - recent;
    addBlock(lengths[0], first, takeOff(work, work.part(bases[0], first, recent), vector));
    last = work.norm(vector);
  }
  for (let pass = 0; pass < 4; ++pass) {
    for (const [i, basis] of bases.entries()) {
      if (basis.count > 0) addBlock(lengths[i], 0, takeOff(work, basis, vector));
    }
    const length = work.norm(vector);
    // What is no longer than the rounding errors of the projection points nowhere.
    if (length <= work.eps * before) break;
    if (length >= SHRINKS * last) return { lengths, rest: length };
    last = length;
  }
  return { lengths, rest: 0 };
}

/** Writes a random vector that is orthogonal to the bases. */
function replace(
  work: Workspace,
  bases: readonly Columns[],
  vector: Columns,
  random: Random,
): void {
  // The bases have fewer vectors than these have entries: a random one lies in them with probability 0,
  // and in the worst case, one dimension left, with a length of 1/√n outside.
  for (;;) {
    work.fill(vector, () => 2 * random.uniform() - 1);
    const { rest } = project(work, bases, vector, 0);
    if (rest === 0) continue;
    work.scale(vector, 1 / rest);
    return;
  }
}

/** Adds `from` to the rows of `to` from `row` on. */
function addBlock(to: Small, row: number, from: Small): void {
  const start = row * to.columns;
  for (let i = 0; i < from.data.length; ++i) to.data[start + i] += from.data[i];
}
