import { WATCHED_FROM, checkpoint } from "../../host";
import { EPS, SAFE_MIN } from "../../precision";
import { finishWave } from "../wave";
import { sweep } from "./sweep";

/** Sweeps allowed per eigenvalue: LAPACK's limit. About two are usual. */
const LIMIT: usize = 30;

/**
 * Brings a symmetric tridiagonal matrix (n × n, d and e) to diagonal form by implicit QR. On return d
 * holds the eigenvalues, not yet ordered; the rotations have gone through `wave` to the matrix of
 * eigenvectors. Returns 0, or how many entries of e have not vanished within the limit.
 *
 * G. Golub, C. Van Loan, Matrix Computations, 4th ed., algorithm 8.3.3 p 463.
 */
export function iterateTridiagonal(n: usize, d: usize, e: usize, wave: usize): u32 {
  const size = sizeof<real>();
  let budget = LIMIT * n;
  let hi = n > 0 ? n - 1 : 0;
  while (hi > 0) {
    let lo = hi;
    while (lo > 0 && !clearNegligible(d + (lo - 1) * size, e + (lo - 1) * size)) --lo;
    if (lo === hi) {
      --hi;
      continue;
    }
    if (budget-- === 0) break;
    if (n >= WATCHED_FROM) checkpoint(f64(n - hi), f64(n));
    // Toward the smaller end, so that graded matrices keep the digits of their small eigenvalues.
    const upward = abs<real>(load<real>(d + lo * size)) < abs<real>(load<real>(d + hi * size));
    const end = upward ? d + lo * size : d + hi * size;
    const before = upward ? end + size : end - size;
    const between = upward ? e + lo * size : e + (hi - 1) * size;
    const shift = wilkinson(load<real>(before), load<real>(between), load<real>(end));
    sweep(lo, hi, d, e, shift, upward, wave);
  }
  finishWave(wave);
  let remaining: u32 = 0;
  for (let i: usize = 0; i + 1 < n; ++i) if (load<real>(e + i * size) !== 0) ++remaining;
  return remaining;
}

/** Sets an entry of e to zero if it is small against its neighbours in d; says whether it is zero. */
function clearNegligible(d: usize, e: usize): bool {
  const left = abs<real>(load<real>(d));
  const right = abs<real>(load<real>(d, sizeof<real>()));
  const entry = abs<real>(load<real>(e));
  if (entry > (EPS / 2) * sqrt<real>(left) * sqrt<real>(right) && entry > SAFE_MIN / EPS)
    return false;
  store<real>(e, 0);
  return true;
}

/** The eigenvalue of [a b; b c] that is nearer to c (Golub, Van Loan, (8.3.6) p 462). */
function wilkinson(a: real, b: real, c: real): real {
  const half = (a - c) / 2;
  const root = sqrt<real>(half * half + b * b);
  return root === 0 ? c : c - (b / (half + copysign<real>(root, half))) * b;
}
