import { secularSums } from "../../kernels/secularSums";
import { EPS } from "../../precision";

/** Steps before an interpolation that does not settle gives way to bisection. Two to five are usual. */
const INTERPOLATIONS: u32 = 40;

/** Bisections of exponents and fractions that exhaust any bracket. */
const BISECTIONS: u32 = 200;

/**
 * Finds root i of the secular function
 *
 *     f(σ) = 1 + Σₖ zₖ² / (dₖ² − σ²),   0 = d₀ < d₁ < … < dₙ₋₁,
 *
 * which is the singular value between dᵢ and dᵢ₊₁, or above dₙ₋₁, of the arrow matrix with z in its
 * first row and d on its diagonal. The root is stored as the nearer pole and the distance from it,
 * σ = d[pole] + tau, without which the differences dₖ² − σ² would lose all digits: tau at `root`, the
 * index of the pole, as a number, behind it. `length` is ‖z‖; `work` has room for 4 numbers.
 *
 * f rises between its poles, so a bracket always holds the root. Steps interpolate the sums over the
 * poles left and right of it by one pole each, with value and slope ("the middle way": R.-C. Li, Solving
 * secular equations stably and efficiently, LAWN 89 (1993), §3); a step that leaves the bracket or
 * does not help is replaced by bisection.
 *
 * Poles lie in lanes, and one root is found after the other. Roots in lanes would spare the sums across, but an
 * evaluation takes what its divisions take either way: measured in f64, 0.61 and 0.59 ns a pole and root at n = 128
 * (two roots in lanes, or four), 0.60 and 0.61 at 1,024; and lanes would wait for the slowest of them.
 */
export function findRoot(
  i: usize,
  n: usize,
  d: usize,
  z: usize,
  length: real,
  root: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  const left = load<real>(d + i * size);
  const last = i === n - 1;
  // σ² ≤ dₙ₋₁² + ‖z‖²: tau is at most their root's distance from dₙ₋₁.
  const gap: real = last
    ? length * (length / (left + sqrt<real>(left * left + length * length)))
    : load<real>(d + (i + 1) * size) - left;
  let fromLeft = true;
  let lo: real = 0;
  let hi: real = gap * (1 + 4 * EPS);
  let tau: real = gap;
  if (!last) {
    const middle = gap / 2;
    const f = evaluate(i, n, d, z, left, middle, work);
    fromLeft = f >= 0;
    tau = startingPoint(i, d, z, f, left, middle, fromLeft);
    lo = fromLeft ? (0 as real) : -middle;
    hi = fromLeft ? middle : (0 as real);
  }
  const pole = fromLeft ? i : i + 1;
  const origin = load<real>(d + pole * size);
  if (!(tau > lo && tau < hi)) tau = (lo + hi) / 2;

  // Those that f, a sum in lanes, is made of: no tau does better.
  const roundings: real = 2 + (n as real) / 32;
  let previous: real = Infinity as real;
  for (let step: u32 = 0; step < INTERPOLATIONS + BISECTIONS; ++step) {
    const f = evaluate(i, n, d, z, origin, tau, work);
    const psi = load<real>(work);
    const phi = load<real>(work, 2 * size);
    if (abs<real>(f) <= roundings * EPS * (1 - psi + phi)) break;
    if (f < 0) lo = tau;
    else hi = tau;
    const slow = step >= INTERPOLATIONS || abs<real>(f) > previous * (0.5 as real);
    previous = abs<real>(f);
    let next = slow && step & 1 ? bisect(lo, hi) : interpolate(i, n, d, origin, tau, f, work);
    if (!(next > lo && next < hi)) next = bisect(lo, hi);
    if (next === tau || next === lo || next === hi) break;
    tau = next;
  }
  store<real>(root, tau);
  store<real>(root, pole as real, size);
}

/**
 * Returns f at σ = origin + tau, and stores the sums of values and slopes over the poles up to i, which
 * are negative, and beyond, which are positive, at `work`.
 */
function evaluate(
  i: usize,
  n: usize,
  d: usize,
  z: usize,
  origin: real,
  tau: real,
  work: usize,
): real {
  const size = sizeof<real>();
  const right = (i + 1) * size;
  secularSums(i + 1, d, z, origin, tau, work);
  secularSums(n - i - 1, d + right, z + right, origin, tau, work + 2 * size);
  return 1 + load<real>(work) + load<real>(work, 2 * size);
}

/**
 * The root, from pole i or i + 1, if the sum over all the other poles had the value that it has in the
 * middle, where f was evaluated (LAWN 89, §4).
 */
function startingPoint(
  i: usize,
  d: usize,
  z: usize,
  f: real,
  left: real,
  middle: real,
  fromLeft: bool,
): real {
  const size = sizeof<real>();
  const right = load<real>(d + (i + 1) * size);
  const sum = left + right;
  const delta = (right - left) * sum;
  const zl = load<real>(z + i * size);
  const zr = load<real>(z + (i + 1) * size);
  const p = zl * zl;
  const q = zr * zr;
  const below = -middle * (2 * left + middle);
  const above = (right - left - middle) * (right + left + middle);
  const c = f - p / below - q / above;
  // In x = σ² − origin²: c x² − a x + b = 0.
  const a = fromLeft ? c * delta + p + q : -c * delta + p + q;
  const b = fromLeft ? p * delta : -q * delta;
  const disc = sqrt<real>(abs<real>(a * a - 4 * b * c));
  const origin = fromLeft ? left : right;
  const x: real = a > 0 ? (2 * b) / (a + disc) : (a - disc) / (2 * c);
  return x / (origin + sqrt<real>(abs<real>(origin * origin + x)));
}

/** One step of the middle way from tau, where f and the sums at `work` were evaluated. */
function interpolate(
  i: usize,
  n: usize,
  d: usize,
  origin: real,
  tau: real,
  f: real,
  work: usize,
): real {
  const size = sizeof<real>();
  const sigma = origin + tau;
  const di = load<real>(d + i * size);
  const below = (di - origin - tau) * (di + sigma);
  const slopeBelow = load<real>(work, size);
  let eta: real;
  if (i + 1 === n) {
    const c = f - below * slopeBelow;
    eta = below + (below * slopeBelow * below) / c;
    if (c <= 0) eta = -f / slopeBelow;
  } else {
    const dr = load<real>(d + (i + 1) * size);
    const above = (dr - origin - tau) * (dr + sigma);
    const slopeAbove = load<real>(work, 3 * size);
    const c = f - below * slopeBelow - above * slopeAbove;
    const a = (below + above) * f - below * above * (slopeBelow + slopeAbove);
    const b = below * above * f;
    const disc = sqrt<real>(abs<real>(a * a - 4 * b * c));
    eta = a <= 0 ? (a - disc) / (2 * c) : (2 * b) / (a + disc);
  }
  return tau + eta / (sigma + sqrt<real>(abs<real>(sigma * sigma + eta)));
}

/** A point inside a bracket: between the exponents of its ends where they differ, else between the ends. */
function bisect(lo: real, hi: real): real {
  const small = min<real>(abs<real>(lo), abs<real>(hi));
  const large = max<real>(abs<real>(lo), abs<real>(hi));
  if (small > large / 4) return lo + (hi - lo) / 2;
  const magnitude = small > 0 ? sqrt<real>(small) * sqrt<real>(large) : large / 1024;
  return hi > 0 ? magnitude : -magnitude;
}
