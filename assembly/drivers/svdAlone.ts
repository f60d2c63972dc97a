import { ALIGNMENT, align } from "../align";
import { largest } from "../kernels/largest";
import { AUTO, QR } from "./diagonalize";
import { svdChecked, svdCheckedWorkspace } from "./svdChecked";

/**
 * Decomposes one matrix of finite numbers by `svdChecked`; factors that do not pass the check are computed
 * once more, by implicit QR. Addresses and `vectors` are those of `svd`; A is not
 * modified. Returns whether the result is right.
 */
export function svdAlone(
  m: usize,
  n: usize,
  vectors: u32,
  a: usize,
  u: usize,
  s: usize,
  vt: usize,
  work: usize,
): bool {
  return (
    attempt(m, n, vectors, AUTO, a, u, s, vt, work) || attempt(m, n, vectors, QR, a, u, s, vt, work)
  );
}

/** Returns the bytes of workspace that `svdAlone` needs. */
export function svdAloneWorkspace(m: usize, n: usize, vectors: u32): f64 {
  const numbers = f64(m) * f64(n) + f64(min(m, n)) + 1;
  const work = max(
    svdCheckedWorkspace(m, n, vectors, AUTO),
    svdCheckedWorkspace(m, n, vectors, QR),
  );
  return numbers * f64(sizeof<real>()) + work + 2 * f64(ALIGNMENT);
}

function attempt(
  m: usize,
  n: usize,
  vectors: u32,
  method: u32,
  a: usize,
  u: usize,
  s: usize,
  vt: usize,
  work: usize,
): bool {
  const size = sizeof<real>();
  const k = min(m, n);
  const values = align(work + m * n * size);
  const scratch = align(values + (k + 1) * size);
  if (svdChecked(m, n, vectors, method, a, work, u, values, vt, scratch) > 0) return false;
  memory.copy(s, values, k * size);
  if (load<real>(values + k * size) <= 1) return true;
  // σ₁ may be ∞: that is for the caller to judge.
  return load<real>(s) === Infinity && !isNaN(largest(k - 1, s + size));
}
