import { LANES, WIDTH, multiplyAdd } from "../simd";

/**
 * Combines three contiguous vectors of length n:
 *
 *     for (i = 0; i < n; ++i) z[i] = p * u[i] + q * v[i] + r * w[i];
 */
export function combineThree(
  n: usize,
  p: real,
  u: usize,
  q: real,
  v: usize,
  r: real,
  w: usize,
  z: usize,
): void {
  const end = z + n * sizeof<real>();
  const blocks = z + (n / LANES) * WIDTH;
  const ps = v128.splat<real>(p);
  const qs = v128.splat<real>(q);
  const rs = v128.splat<real>(r);
  while (z < blocks) {
    const sum = multiplyAdd(qs, v128.load(v), v128.mul<real>(ps, v128.load(u)));
    v128.store(z, multiplyAdd(rs, v128.load(w), sum));
    u += WIDTH;
    v += WIDTH;
    w += WIDTH;
    z += WIDTH;
  }
  while (z < end) {
    store<real>(z, p * load<real>(u) + q * load<real>(v) + r * load<real>(w));
    u += sizeof<real>();
    v += sizeof<real>();
    w += sizeof<real>();
    z += sizeof<real>();
  }
}
