import { LANES } from "../simd";

/** Rows and columns of a block: both sides of it, 2 · 32 · 32 numbers, lie in the first cache. */
const BLOCK: usize = 32;

/**
 * Copies the transpose of A, m × n, to B, n × m; both by columns, `strideA` and `strideB` bytes apart:
 *
 *     for (j = 0; j < n; ++j) for (i = 0; i < m; ++i) b[j, i] = a[i, j];
 *
 * Block by block, so that no cache line is fetched twice. A and B do not overlap.
 */
export function transpose(
  m: usize,
  n: usize,
  a: usize,
  strideA: usize,
  b: usize,
  strideB: usize,
): void {
  const size = sizeof<real>();
  for (let j: usize = 0; j < n; j += BLOCK) {
    const columns = min(BLOCK, n - j);
    for (let i: usize = 0; i < m; i += BLOCK) {
      const from = a + j * strideA + i * size;
      transposeBlock(
        min(BLOCK, m - i),
        columns,
        from,
        strideA,
        b + i * strideB + j * size,
        strideB,
      );
    }
  }
}

/** Transposes a block by squares of LANES × LANES in registers, and the rest number by number. */
function transposeBlock(
  m: usize,
  n: usize,
  a: usize,
  strideA: usize,
  b: usize,
  strideB: usize,
): void {
  const size = sizeof<real>();
  const wholeRows = (m / LANES) * LANES;
  const wholeColumns = (n / LANES) * LANES;
  for (let j: usize = 0; j < wholeColumns; j += LANES) {
    for (let i: usize = 0; i < wholeRows; i += LANES) {
      transposeSquare(a + j * strideA + i * size, strideA, b + i * strideB + j * size, strideB);
    }
    transposeRest(wholeRows, m, j, j + LANES, a, strideA, b, strideB);
  }
  transposeRest(0, m, wholeColumns, n, a, strideA, b, strideB);
}

/** Transposes LANES × LANES numbers. */
export function transposeSquare(a: usize, strideA: usize, b: usize, strideB: usize): void {
  const a0 = v128.load(a);
  const a1 = v128.load(a + strideA);
  if (LANES === 2) {
    v128.store(b, v128.shuffle<f64>(a0, a1, 0, 2));
    v128.store(b + strideB, v128.shuffle<f64>(a0, a1, 1, 3));
    return;
  }
  const a2 = v128.load(a + 2 * strideA);
  const a3 = v128.load(a + 3 * strideA);
  const t0 = v128.shuffle<f32>(a0, a1, 0, 4, 1, 5);
  const t1 = v128.shuffle<f32>(a0, a1, 2, 6, 3, 7);
  const t2 = v128.shuffle<f32>(a2, a3, 0, 4, 1, 5);
  const t3 = v128.shuffle<f32>(a2, a3, 2, 6, 3, 7);
  v128.store(b, v128.shuffle<f64>(t0, t2, 0, 2));
  v128.store(b + strideB, v128.shuffle<f64>(t0, t2, 1, 3));
  v128.store(b + 2 * strideB, v128.shuffle<f64>(t1, t3, 0, 2));
  v128.store(b + 3 * strideB, v128.shuffle<f64>(t1, t3, 1, 3));
}

/** Transposes rows i0 … i1 − 1 of columns j0 … j1 − 1, number by number. */
function transposeRest(
  i0: usize,
  i1: usize,
  j0: usize,
  j1: usize,
  a: usize,
  strideA: usize,
  b: usize,
  strideB: usize,
): void {
  const size = sizeof<real>();
  for (let j = j0; j < j1; ++j) {
    for (let i = i0; i < i1; ++i) {
      store<real>(b + i * strideB + j * size, load<real>(a + j * strideA + i * size));
    }
  }
}
