import { dot } from "../kernels/dot";
import { gemv } from "../kernels/gemv";

/**
 * Factors a symmetric positive definite matrix, A = L·Lᵀ:
 *
 *     ┌ a a a ┐     ┌ l l l ┐
 *     │ · a a │  →  │ l l l │    L on and below the diagonal, Lᵀ on and above it
 *     └ · · a ┘     └ l l l ┘
 *
 * A is n × n by rows, of which what lies below the diagonal is not read. Row by row of Lᵀ, from all rows above it:
 * N. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., Algorithm 10.2 p 197.
 *
 * Returns whether A is positive definite, as far as rounding shows it; if not, A is undefined.
 */
export function cholesky(n: usize, a: usize): bool {
  const size = sizeof<real>();
  const stride = n * size;
  for (let j: usize = 0; j < n; ++j) {
    const row = a + j * stride;
    const diagonal = row + j * size;
    // The row of L left of the diagonal holds the column of Lᵀ above it.
    gemv(n - j, j, -1, a + j * size, stride, row, diagonal);
    const pivot = load<real>(diagonal);
    // Not so for NaN, either.
    if (!(pivot > 0)) return false;
    const root = sqrt<real>(pivot);
    store<real>(diagonal, root);
    for (let i = j + 1; i < n; ++i) {
      const entry = load<real>(row + i * size) / root;
      store<real>(row + i * size, entry);
      store<real>(a + i * stride + j * size, entry);
    }
  }
  return true;
}

/** Overwrites b, of n numbers, with the solution of A·x = b, after `cholesky`. */
export function solveCholesky(n: usize, a: usize, b: usize): void {
  const size = sizeof<real>();
  const stride = n * size;
  for (let j: usize = 0; j < n; ++j) {
    const row = a + j * stride;
    const entry = load<real>(b + j * size) - dot(j, row, b);
    store<real>(b + j * size, entry / load<real>(row + j * size));
  }
  for (let j = n; j-- > 0;) {
    const diagonal = a + j * stride + j * size;
    const after = b + (j + 1) * size;
    const entry = load<real>(b + j * size) - dot(n - j - 1, diagonal + size, after);
    store<real>(b + j * size, entry / load<real>(diagonal));
  }
}
