import { LANES, WIDTH, multiplyAdd, multiplySubtract, sumLanes } from "../simd";

/**
 * The one pass through memory of a step of tridiagonalization: a symmetric rank-two update that was left
 * pending, and a product with a vector, on the lower triangle of A, n × n by columns, `stride` bytes apart:
 *
 *     for (j = 0; j < n; ++j)
 *       for (i = j; i < n; ++i) {
 *         a[i, j] -= v[i] * w[j] + w[i] * v[j];
 *         p[j] += a[i, j] * x[i];
 *         if (i > j) p[i] += a[i, j] * x[j];
 *       }
 *
 * 4n² flops; the triangle is read and written once.
 */
export function fusedSymmetric(
  n: usize,
  a: usize,
  stride: usize,
  v: usize,
  w: usize,
  x: usize,
  p: usize,
): void {
  const size = sizeof<real>();
  for (let rest = n; rest > 0; --rest) {
    const vj = load<real>(v);
    const wj = load<real>(w);
    const xj = load<real>(x);
    const diagonal = load<real>(a) - (vj * wj + wj * vj);
    store<real>(a, diagonal);
    const sum = updateColumn(
      rest - 1,
      a + size,
      v + size,
      w + size,
      x + size,
      p + size,
      vj,
      wj,
      xj,
    );
    store<real>(p, load<real>(p) + diagonal * xj + sum);
    a += stride + size;
    v += size;
    w += size;
    x += size;
    p += size;
  }
}

/** The part of a column below the diagonal; returns its product with x. */
function updateColumn(
  n: usize,
  a: usize,
  v: usize,
  w: usize,
  x: usize,
  p: usize,
  vj: real,
  wj: real,
  xj: real,
): real {
  const size = sizeof<real>();
  const end = a + n * size;
  const blocks = a + (n / LANES) * WIDTH;
  const vs = v128.splat<real>(vj);
  const ws = v128.splat<real>(wj);
  const xs = v128.splat<real>(xj);
  let sums = v128.splat<real>(0);
  while (a < blocks) {
    const updated = multiplySubtract(
      v128.load(w),
      vs,
      multiplySubtract(v128.load(v), ws, v128.load(a)),
    );
    v128.store(a, updated);
    sums = multiplyAdd(updated, v128.load(x), sums);
    v128.store(p, multiplyAdd(updated, xs, v128.load(p)));
    a += WIDTH;
    v += WIDTH;
    w += WIDTH;
    x += WIDTH;
    p += WIDTH;
  }
  let sum = sumLanes(sums);
  while (a < end) {
    const updated = load<real>(a) - load<real>(v) * wj - load<real>(w) * vj;
    store<real>(a, updated);
    sum += updated * load<real>(x);
    store<real>(p, load<real>(p) + updated * xj);
    a += size;
    v += size;
    w += size;
    x += size;
    p += size;
  }
  return sum;
}
