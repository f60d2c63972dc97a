import { align } from "../align";
import { largest } from "../kernels/largest";
import { AUTO, QR } from "./diagonalize";
import { probe, probeWorkspace } from "./probe";
import { svd, svdWorkspace } from "./svd";
import { FULL, NONE } from "./vectors";

/**
 * Decomposes one matrix of finite numbers by `svd`, and checks the factors by `probe`; those that do not
 * pass are computed once more, by implicit QR. Addresses and `vectors` are those of `svd`; A is not
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
  const copy = f64(m) * f64(n) * f64(sizeof<real>());
  const least = svdWorkspace(m, n, vectors, AUTO);
  const work = max(max(least, svdWorkspace(m, n, vectors, QR)), probeWorkspace(m, n));
  return copy + work + 16;
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
  const k = min(m, n);
  const bytes = m * n * sizeof<real>();
  const scratch = align(work + bytes);
  memory.copy(work, a, bytes);
  if (svd(m, n, vectors, method, work, u, s, vt, scratch) > 0) return false;
  // Without vectors there is nothing to probe. σ₁ may be ∞: that is for the caller to judge.
  if (vectors === NONE || !(load<real>(s) < Infinity))
    return !isNaN(largest(k - 1, s + sizeof<real>()));
  const p = vectors === FULL ? m : k;
  const q = vectors === FULL ? n : k;
  return probe(m, n, p, q, a, u, s, vt, scratch) <= 1;
}
