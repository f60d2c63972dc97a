import { LANES, WIDTH, sumLanes } from "../simd";

/**
 * Evaluates part of a secular function and of its derivative, for poles d and weights z of n entries:
 *
 *     for (k = 0; k < n; ++k) {
 *       t = z[k] / ((d[k] - pole - tau) * (d[k] + pole + tau));
 *       sums[0] += z[k] * t;
 *       sums[1] += t * t;
 *     }
 *
 * With σ = pole + tau, the differences d[k]² − σ² come out to full relative accuracy.
 */
export function secularSums(
  n: usize,
  d: usize,
  z: usize,
  pole: real,
  tau: real,
  sums: usize,
): void {
  const end = d + n * sizeof<real>();
  const blocks = d + (n / LANES) * WIDTH;
  const sigma = pole + tau;
  const poles = v128.splat<real>(pole);
  const taus = v128.splat<real>(tau);
  const sigmas = v128.splat<real>(sigma);
  let values = v128.splat<real>(0);
  let slopes = values;
  while (d < blocks) {
    const dk = v128.load(d);
    const zk = v128.load(z);
    const difference = v128.sub<real>(v128.sub<real>(dk, poles), taus);
    const t = v128.div<real>(zk, v128.mul<real>(difference, v128.add<real>(dk, sigmas)));
    values = v128.add<real>(values, v128.mul<real>(zk, t));
    slopes = v128.add<real>(slopes, v128.mul<real>(t, t));
    d += WIDTH;
    z += WIDTH;
  }
  let value = sumLanes(values);
  let slope = sumLanes(slopes);
  while (d < end) {
    const dk = load<real>(d);
    const zk = load<real>(z);
    const t = zk / ((dk - pole - tau) * (dk + sigma));
    value += zk * t;
    slope += t * t;
    d += sizeof<real>();
    z += sizeof<real>();
  }
  store<real>(sums, value);
  store<real>(sums, slope, sizeof<real>());
}
