import { LANES, WIDTH, multiplyAdd, multiplySubtract, sumLanes } from "../simd";

/** Columns that two reflections are applied to together: eight sums and six operands fill the registers. */
const COLUMNS: usize = 4;

/**
 * Applies two reflections H = I − σ·v·vᵀ and G = I − τ·w·wᵀ from the left to C, m × n by columns, `stride` bytes
 * apart, H·G·C or, if `transposed`, G·H·C:
 *
 *     for (j = 0; j < n; ++j) {
 *       for (s = t = 0, i = 0; i < m; ++i) s += v[i] * c[i, j], t += w[i] * c[i, j];
 *       if (transposed) s *= sigma, t = tau * (t - cross * s);
 *       else t *= tau, s = sigma * (s - cross * t);
 *       for (i = 0; i < m; ++i) c[i, j] -= s * v[i] + t * w[i];
 *     }
 *
 * with cross = vᵀw. m is 2 or more; v₀ = 1, w₀ = 0 and w₁ = 1 are not read: `w` is the address of w₁.
 */
export function reflectPair(
  m: usize,
  n: usize,
  v: usize,
  sigma: real,
  w: usize,
  tau: real,
  cross: real,
  transposed: bool,
  c: usize,
  stride: usize,
): void {
  for (; n >= COLUMNS; n -= COLUMNS) {
    reflectFour(m, v, sigma, w, tau, cross, transposed, c, stride);
    c += COLUMNS * stride;
  }
  for (; n > 0; --n) {
    reflectOne(m, v, sigma, w, tau, cross, transposed, c);
    c += stride;
  }
}

function reflectFour(
  m: usize,
  v: usize,
  sigma: real,
  w: usize,
  tau: real,
  cross: real,
  transposed: bool,
  c: usize,
  stride: usize,
): void {
  const size = sizeof<real>();
  const bytes = m * size;
  const blocks = size + size + ((m - 2) / LANES) * WIDTH;
  const c1 = c + stride;
  const c2 = c1 + stride;
  const c3 = c2 + stride;
  const x = w - size;
  let s0 = v128.splat<real>(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let t0 = s0;
  let t1 = s0;
  let t2 = s0;
  let t3 = s0;
  const head = size + size;
  const stop = v + blocks;
  let pv = v + head;
  let px = x + head;
  let pc = c + head;
  let pc1 = c1 + head;
  let pc2 = c2 + head;
  let pc3 = c3 + head;
  while (pv < stop) {
    const p = v128.load(pv);
    const q = v128.load(px);
    let z = v128.load(pc);
    s0 = multiplyAdd(p, z, s0);
    t0 = multiplyAdd(q, z, t0);
    z = v128.load(pc1);
    s1 = multiplyAdd(p, z, s1);
    t1 = multiplyAdd(q, z, t1);
    z = v128.load(pc2);
    s2 = multiplyAdd(p, z, s2);
    t2 = multiplyAdd(q, z, t2);
    z = v128.load(pc3);
    s3 = multiplyAdd(p, z, s3);
    t3 = multiplyAdd(q, z, t3);
    pv += WIDTH;
    px += WIDTH;
    pc += WIDTH;
    pc1 += WIDTH;
    pc2 += WIDTH;
    pc3 += WIDTH;
  }
  let i: usize = blocks;
  const second = load<real>(v, sizeof<real>());
  let a0: real = load<real>(c) + second * load<real>(c, sizeof<real>()) + sumLanes(s0);
  let a1: real = load<real>(c1) + second * load<real>(c1, sizeof<real>()) + sumLanes(s1);
  let a2: real = load<real>(c2) + second * load<real>(c2, sizeof<real>()) + sumLanes(s2);
  let a3: real = load<real>(c3) + second * load<real>(c3, sizeof<real>()) + sumLanes(s3);
  let b0: real = load<real>(c, sizeof<real>()) + sumLanes(t0);
  let b1: real = load<real>(c1, sizeof<real>()) + sumLanes(t1);
  let b2: real = load<real>(c2, sizeof<real>()) + sumLanes(t2);
  let b3: real = load<real>(c3, sizeof<real>()) + sumLanes(t3);
  for (; i < bytes; i += size) {
    const p = load<real>(v + i);
    const q = load<real>(x + i);
    a0 += p * load<real>(c + i);
    a1 += p * load<real>(c1 + i);
    a2 += p * load<real>(c2 + i);
    a3 += p * load<real>(c3 + i);
    b0 += q * load<real>(c + i);
    b1 += q * load<real>(c1 + i);
    b2 += q * load<real>(c2 + i);
    b3 += q * load<real>(c3 + i);
  }
  if (transposed) {
    a0 *= sigma;
    a1 *= sigma;
    a2 *= sigma;
    a3 *= sigma;
    b0 = tau * (b0 - cross * a0);
    b1 = tau * (b1 - cross * a1);
    b2 = tau * (b2 - cross * a2);
    b3 = tau * (b3 - cross * a3);
  } else {
    b0 *= tau;
    b1 *= tau;
    b2 *= tau;
    b3 *= tau;
    a0 = sigma * (a0 - cross * b0);
    a1 = sigma * (a1 - cross * b1);
    a2 = sigma * (a2 - cross * b2);
    a3 = sigma * (a3 - cross * b3);
  }
  subtractHead(c, second, a0, b0);
  subtractHead(c1, second, a1, b1);
  subtractHead(c2, second, a2, b2);
  subtractHead(c3, second, a3, b3);
  s0 = v128.splat<real>(a0);
  s1 = v128.splat<real>(a1);
  s2 = v128.splat<real>(a2);
  s3 = v128.splat<real>(a3);
  t0 = v128.splat<real>(b0);
  t1 = v128.splat<real>(b1);
  t2 = v128.splat<real>(b2);
  t3 = v128.splat<real>(b3);
  pv = v + head;
  px = x + head;
  pc = c + head;
  pc1 = c1 + head;
  pc2 = c2 + head;
  pc3 = c3 + head;
  while (pv < stop) {
    const p = v128.load(pv);
    const q = v128.load(px);
    v128.store(pc, multiplySubtract(q, t0, multiplySubtract(p, s0, v128.load(pc))));
    v128.store(pc1, multiplySubtract(q, t1, multiplySubtract(p, s1, v128.load(pc1))));
    v128.store(pc2, multiplySubtract(q, t2, multiplySubtract(p, s2, v128.load(pc2))));
    v128.store(pc3, multiplySubtract(q, t3, multiplySubtract(p, s3, v128.load(pc3))));
    pv += WIDTH;
    px += WIDTH;
    pc += WIDTH;
    pc1 += WIDTH;
    pc2 += WIDTH;
    pc3 += WIDTH;
  }
  i = blocks;
  for (; i < bytes; i += size) {
    const p = load<real>(v + i);
    const q = load<real>(x + i);
    store<real>(c + i, load<real>(c + i) - p * a0 - q * b0);
    store<real>(c1 + i, load<real>(c1 + i) - p * a1 - q * b1);
    store<real>(c2 + i, load<real>(c2 + i) - p * a2 - q * b2);
    store<real>(c3 + i, load<real>(c3 + i) - p * a3 - q * b3);
  }
}

/** The first two entries of c −= a·v + b·w. */
function subtractHead(c: usize, second: real, a: real, b: real): void {
  store<real>(c, load<real>(c) - a);
  store<real>(c, load<real>(c, sizeof<real>()) - second * a - b, sizeof<real>());
}

function reflectOne(
  m: usize,
  v: usize,
  sigma: real,
  w: usize,
  tau: real,
  cross: real,
  transposed: bool,
  c: usize,
): void {
  const size = sizeof<real>();
  const bytes = m * size;
  const blocks = size + size + ((m - 2) / LANES) * WIDTH;
  const x = w - size;
  let s = v128.splat<real>(0);
  let t = s;
  let i: usize = size + size;
  for (; i < blocks; i += WIDTH) {
    const z = v128.load(c + i);
    s = multiplyAdd(v128.load(v + i), z, s);
    t = multiplyAdd(v128.load(x + i), z, t);
  }
  const second = load<real>(v, sizeof<real>());
  let a: real = load<real>(c) + second * load<real>(c, sizeof<real>()) + sumLanes(s);
  let b: real = load<real>(c, sizeof<real>()) + sumLanes(t);
  for (; i < bytes; i += size) {
    a += load<real>(v + i) * load<real>(c + i);
    b += load<real>(x + i) * load<real>(c + i);
  }
  if (transposed) {
    a *= sigma;
    b = tau * (b - cross * a);
  } else {
    b *= tau;
    a = sigma * (a - cross * b);
  }
  subtractHead(c, second, a, b);
  s = v128.splat<real>(a);
  t = v128.splat<real>(b);
  for (i = size + size; i < blocks; i += WIDTH) {
    const z = multiplySubtract(v128.load(v + i), s, v128.load(c + i));
    v128.store(c + i, multiplySubtract(v128.load(x + i), t, z));
  }
  for (; i < bytes; i += size) {
    store<real>(c + i, load<real>(c + i) - a * load<real>(v + i) - b * load<real>(x + i));
  }
}
