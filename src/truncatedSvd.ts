import { SVD } from "./factors.ts";
import type { Matrix } from "./matrix.ts";
import type { Real } from "./real.ts";

/** An upper bound that holds but for an unlikely draw of random numbers. */
export interface ProbableBound {
  readonly bound: number;
  /** The probability that the bound does not hold, at most. */
  readonly failureProbability: number;
}

/** What is known of the errors of a truncated decomposition. */
export interface Certificate {
  /** ‖A vᵢ − σ̂ᵢ uᵢ‖₂, for each triplet. */
  readonly residuals: Float64Array;

  /** ‖Aᵀ uᵢ − σ̂ᵢ vᵢ‖₂, for each triplet. */
  readonly leftResiduals: Float64Array;

  /** An upper bound of |σ̂ᵢ − σᵢ| for each i. It rests on `error`, and fails only where that does. */
  readonly valueBounds: Float64Array;

  /** An upper bound of ‖A − U Σ Vᵀ‖₂. */
  readonly error: ProbableBound;

  /** Whether what was asked for was reached: the tolerance, or the error. */
  readonly converged: boolean;

  /** Which algorithm it was: with `method: "auto"`, the one chosen. */
  readonly method: string;

  /** How many iterations it took. */
  readonly iterations: number;

  /** How many vectors A and Aᵀ were multiplied by. */
  readonly products: number;
}

/** The k largest singular values and their vectors, A ≈ U · diag(s) · Vt, and how good they are. */
export class TruncatedSVDResult<T extends Real = Real> extends SVD<T> implements Certificate {
  readonly residuals: Float64Array;
  readonly leftResiduals: Float64Array;
  readonly valueBounds: Float64Array;
  readonly error: ProbableBound;
  readonly converged: boolean;
  readonly method: string;
  readonly iterations: number;
  readonly products: number;

  constructor(U: Matrix<T>, s: T, Vt: Matrix<T>, certificate: Certificate, reproducible?: boolean) {
    super(U, s, Vt, reproducible);
    this.residuals = certificate.residuals;
    this.leftResiduals = certificate.leftResiduals;
    this.valueBounds = certificate.valueBounds;
    this.error = certificate.error;
    this.converged = certificate.converged;
    this.method = certificate.method;
    this.iterations = certificate.iterations;
    this.products = certificate.products;
  }
}
