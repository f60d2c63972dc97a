import type { Real } from "../real.ts";
import type { Certificate, ProbableBound } from "../truncatedSvd.ts";
import type { ComplexMatrix } from "./complexMatrix.ts";
import { ComplexSVD } from "./factors.ts";

/** The k largest singular values of a complex matrix and their vectors, A ≈ U · diag(s) · Vh, and how good they are. */
export class ComplexTruncatedSVDResult<T extends Real = Real>
  extends ComplexSVD<T>
  implements Certificate
{
  readonly residuals: Float64Array;
  readonly leftResiduals: Float64Array;
  readonly valueBounds: Float64Array;
  readonly error: ProbableBound;
  readonly converged: boolean;
  readonly method: string;
  readonly iterations: number;
  readonly products: number;

  constructor(
    U: ComplexMatrix<T>,
    s: T,
    Vh: ComplexMatrix<T>,
    certificate: Certificate,
    reproducible?: boolean,
  ) {
    super(U, s, Vh, reproducible);
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
