import { LANES, WIDTH } from "../simd";

/**
 * Stores the squares' differences of n poles d and the root σ = pole + tau of a secular function:
 *
 *     for (k = 0; k < n; ++k) x[k] = (d[k] - pole - tau) * (d[k] + pole + tau);
 */
export function secularDifferences(n: usize, d: usize, pole: real, tau: real, x: usize): void {
  const end = d + n * sizeof<real>();
  const blocks = d + (n / LANES) * WIDTH;
  const sigma = pole + tau;
  const poles = v128.splat<real>(pole);
  const taus = v128.splat<real>(tau);
  const sigmas = v128.splat<real>(sigma);
  while (d < blocks) {
    const dk = v128.load(d);
    const difference = v128.sub<real>(v128.sub<real>(dk, poles), taus);
    v128.store(x, v128.mul<real>(difference, v128.add<real>(dk, sigmas)));
    d += WIDTH;
    x += WIDTH;
  }
  while (d < end) {
    const dk = load<real>(d);
    store<real>(x, (dk - pole - tau) * (dk + sigma));
    d += sizeof<real>();
    x += sizeof<real>();
  }
}
