import { LANES, WIDTH } from "../simd";

/**
 * Multiplies n numbers w by ratios of differences of squares, one pole against all:
 *
 *     for (k = 0; k < n; ++k) w[k] *= x[k] / ((d[k] - pole) * (d[k] + pole));
 */
export function multiplyRatios(n: usize, d: usize, pole: real, x: usize, w: usize): void {
  const end = d + n * sizeof<real>();
  const blocks = d + (n / LANES) * WIDTH;
  const poles = v128.splat<real>(pole);
  while (d < blocks) {
    const dk = v128.load(d);
    const difference = v128.mul<real>(v128.sub<real>(dk, poles), v128.add<real>(dk, poles));
    v128.store(w, v128.mul<real>(v128.load(w), v128.div<real>(v128.load(x), difference)));
    d += WIDTH;
    x += WIDTH;
    w += WIDTH;
  }
  while (d < end) {
    const dk = load<real>(d);
    store<real>(w, load<real>(w) * (load<real>(x) / ((dk - pole) * (dk + pole))));
    d += sizeof<real>();
    x += sizeof<real>();
    w += sizeof<real>();
  }
}
