import { columnsOf } from "../blocks.ts";
import { decompose } from "../decompositions/decompose.ts";
import { Matrix } from "../matrix.ts";
import { dense, FactoredBasis, norm, type Doubles } from "./factoredBasis.ts";
import { normalsOf } from "./normals.ts";
import type { Passes } from "./passes.ts";

/** Blocks of vectors in the basis, beyond which it begins anew with the best ones. */
const BLOCKS = 6;

export interface KrylovOptions {
  readonly k: number;
  /** Vectors of a block: k, and some more. */
  readonly width: number;
  readonly tolerance: number;
  readonly passes: number;
  readonly seed: number;
}

/**
 * Finds V, n × width, near to the right singular vectors of the largest values of A, in the space of X, AᵀA·X, (AᵀA)²·X …
 * for a random X: one pass for each. All vectors are kept orthogonal, and so are all AᵀA·V of the basis: from these follow
 * the residuals, and the best vectors of the space (Rayleigh–Ritz), with which it begins anew when there are many.
 *
 * C. Musco, C. Musco, Randomized block Krylov methods, NIPS 2015, algorithm 2; K. Wu, H. Simon, Thick-restart Lanczos
 * method for large symmetric eigenvalue problems, SIAM J. Matrix Anal. Appl. 22 (2000) 602–616.
 *
 * @returns V, and whether all residuals ‖AᵀA v − σ²v‖ of the first k are at most tolerance·σ₁·σ.
 */
export async function blockKrylov(
  passes: Passes,
  n: number,
  { k, width, tolerance, passes: most, seed }: KrylovOptions,
): Promise<{ V: Doubles; converged: boolean }> {
  let basis: Doubles = dense(n, 0, new Float64Array(0));
  let images = basis;
  let next = new FactoredBasis(basis, passes.options).expand(normalsOf(seed, n, width)).outside;
  for (;;) {
    basis = beside(basis, next);
    images = beside(images, await passes.gram(next));
    const { Vt, s } = decompose(passes.name, passes.multiply(basis, images, true), passes.options);
    const best = columnsOf(
      new Matrix(Vt.rows, Vt.columns, Vt.data).transpose(),
      0,
      Math.min(width, s.length),
    );
    const V = passes.multiply(basis, best);
    const imagesOfV = passes.multiply(images, best);
    const rest = dense(
      n,
      V.columns,
      imagesOfV.data.map((x, i) => x - s[i % V.columns] * V.data[i]),
    );
    passes.residual = largestResidual(rest, s, k);
    const converged = passes.residual <= tolerance;
    if (converged || passes.count >= most) return { V, converged };
    if (basis.columns + width > BLOCKS * width) {
      basis = V;
      images = imagesOfV;
    }
    next = new FactoredBasis(basis, passes.options).expand(rest).outside;
    // There is nothing more: the space is invariant.
    if (next.columns === 0) return { V, converged: true };
  }
}

/** The largest ‖AᵀA v − σ²v‖/(σ₁·σ) of the first k. */
function largestResidual(rest: Doubles, squares: Float64Array, k: number): number {
  let largest = 0;
  for (let j = 0; j < Math.min(k, rest.columns); ++j) {
    const column = Float64Array.from(
      { length: rest.rows },
      (_, i) => rest.data[i * rest.columns + j],
    );
    const scale = Math.sqrt(squares[0]) * Math.sqrt(squares[j]);
    const length = norm(column);
    if (length > 0) largest = Math.max(largest, scale > 0 ? length / scale : Infinity);
  }
  return largest;
}

/** [A B]. */
export function beside(a: Doubles, b: Doubles): Doubles {
  const columns = a.columns + b.columns;
  const data = new Float64Array(a.rows * columns);
  for (let i = 0; i < a.rows; ++i) {
    data.set(a.data.subarray(i * a.columns, (i + 1) * a.columns), i * columns);
    data.set(b.data.subarray(i * b.columns, (i + 1) * b.columns), i * columns + a.columns);
  }
  return dense(a.rows, columns, data);
}
