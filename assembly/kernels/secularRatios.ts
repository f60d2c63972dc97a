import { LANES, WIDTH } from "../simd";

/**
 * Divides n weights z by the squares' differences of poles d and the root σ = pole + tau of a secular function:
 *
 *     for (k = 0; k < n; ++k) x[k] = z[k] / ((d[k] - pole - tau) * (d[k] + pole + tau));
 */
export function secularRatios(n: usize, d: usize, z: usize, pole: real, tau: real, x: usize): void {
  const end = d + n * sizeof<real>();
  const blocks = d + (n / LANES) * WIDTH;
  const sigma = pole + tau;
  const poles = v128.splat<real>(pole);
  const taus = v128.splat<real>(tau);
  const sigmas = v128.splat<real>(sigma);
  while (d < blocks) {
    const dk = v128.load(d);
    const difference = v128.sub<real>(v128.sub<real>(dk, poles), taus);
    const squares = v128.mul<real>(difference, v128.add<real>(dk, sigmas));
    v128.store(x, v128.div<real>(v128.load(z), squares));
    d += WIDTH;
    z += WIDTH;
    x += WIDTH;
  }
  while (d < end) {
    const dk = load<real>(d);
    store<real>(x, load<real>(z) / ((dk - pole - tau) * (dk + sigma)));
    d += sizeof<real>();
    z += sizeof<real>();
    x += sizeof<real>();
  }
}
