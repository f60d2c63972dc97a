import { LANES, WIDTH, multiplyAdd } from "../simd";

/**
 * Multiplies a vector by an upper bidiagonal matrix B, n × n with diagonal d and superdiagonal e, and by a factor:
 *
 *     for (i = 0; i < n - 1; ++i) x[i] = factor * (d[i] * v[i] + e[i] * v[i + 1]);
 *     x[n - 1] = factor * (d[n - 1] * v[n - 1]);
 */
export function multiplyBidiagonal(
  n: usize,
  factor: real,
  d: usize,
  e: usize,
  v: usize,
  x: usize,
): void {
  const size = sizeof<real>();
  const end = v + (n - 1) * size;
  const blocks = v + ((n - 1) / LANES) * WIDTH;
  const factors = v128.splat<real>(factor);
  while (v < blocks) {
    const product = v128.mul<real>(v128.load(e), v128.load(v, sizeof<real>()));
    const sum = multiplyAdd(v128.load(d), v128.load(v), product);
    v128.store(x, v128.mul<real>(factors, sum));
    v += WIDTH;
    d += WIDTH;
    e += WIDTH;
    x += WIDTH;
  }
  while (v < end) {
    const product = load<real>(e) * load<real>(v, sizeof<real>());
    store<real>(x, factor * (load<real>(d) * load<real>(v) + product));
    v += size;
    d += size;
    e += size;
    x += size;
  }
  store<real>(x, factor * (load<real>(d) * load<real>(v)));
}
