import { ALIGNMENT, align } from "../align";
import { axpy } from "../kernels/axpy";
import { gemm, gemmWorkspace } from "../kernels/gemm/gemm";

/** Columns of VᵀV computed at a time: what lies below the diagonal of their block is computed for nothing. */
const COLUMNS: usize = 32;

/** Reflections up to which the triangular system is solved column by column, by axpy. */
const LEAF: usize = 32;

/**
 * Computes C = Q·[X; 0] for Q = H₀ H₁ … Hₖ₋₁ and X of k × n, as one wide reflector Q = I − V T Vᵀ: of Vᵀ only
 * the first k columns meet anything but zeros, so that C costs one product where Q·C costs two.
 *
 *     address  size                       in                               out
 *     v        m × k, `strideV`           reflections (reflections.ts)     with their ones, and zeros above
 *     tau      k                          their τ                          as they were
 *     x        k × n, `strideX`           X                                as it was
 *     c        m × n                      —                                C
 *     work     wideReflectorWorkspace     —                                undefined
 *
 * Row i of C begins `rowStride` bytes after row i − 1, column j `columnStride` after column j − 1; one of the two
 * is the size of a number.
 *
 * T⁻¹ is upper triangular: VᵀV above its diagonal, and 1 / τ on it. (T. Joffrain, T. Low, E. Quintana-Ortí, R.
 * van de Geijn, F. Van Zee, Accumulating Householder transformations, revisited, ACM Trans. Math. Softw. 32
 * (2006) 169–179, theorem 2.) (2n + k)·mk flops, all in products.
 */
export function applyToTop(
  m: usize,
  n: usize,
  k: usize,
  v: usize,
  strideV: usize,
  tau: usize,
  x: usize,
  strideX: usize,
  c: usize,
  rowStride: usize,
  columnStride: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  const square = k * size;
  const g = work;
  const z = align(g + k * square);
  const scratch = align(z + n * square);
  completeVectors(k, v, strideV);
  for (let j: usize = 0; j < k; j += COLUMNS) {
    const columns = min(COLUMNS, k - j);
    const rows = j + columns;
    // Vectors j … begin with j zeros: the products need not.
    const from = v + j * size;
    const vj = from + j * strideV;
    gemm(
      rows,
      columns,
      m - j,
      1,
      from,
      strideV,
      size,
      vj,
      size,
      strideV,
      0,
      g + j * square,
      square,
      scratch,
    );
  }
  gemm(k, n, k, 1, v, strideV, size, x, size, strideX, 0, z, square, scratch);
  solveTriangle(k, n, g, square, tau, z, square, scratch);
  if (rowStride === size) {
    gemm(m, n, k, -1, v, size, strideV, z, size, square, 0, c, columnStride, scratch);
  } else {
    gemm(n, m, k, -1, z, square, size, v, strideV, size, 0, c, rowStride, scratch);
  }
  for (let j: usize = 0; j < n; ++j) {
    for (let i: usize = 0; i < k; ++i) {
      const at = c + i * rowStride + j * columnStride;
      store<real>(at, load<real>(at) + load<real>(x + i * size + j * strideX));
    }
  }
}

/** Returns the bytes of workspace that `applyToTop` needs. */
export function wideReflectorWorkspace(m: usize, n: usize, k: usize): usize {
  const products = max(gemmWorkspace(m, n, k), gemmWorkspace(n, m, k));
  const inner = max(gemmWorkspace(k, COLUMNS, m), gemmWorkspace(k, n, k));
  return (k * k + k * n) * sizeof<real>() + 2 * ALIGNMENT + max(products, inner);
}

/** Writes the ones and zeros that the vectors of reflections begin with. */
function completeVectors(k: usize, v: usize, stride: usize): void {
  const size = sizeof<real>();
  for (let j: usize = 0; j < k; ++j) {
    memory.fill(v + j * stride, 0, j * size);
    store<real>(v + j * (stride + size), 1);
  }
}

/**
 * Overwrites Z (k × n) with T·Z: solves with T⁻¹, of which G has what is above the diagonal. Halves of many
 * reflections are solved one after the other, with a product between.
 */
function solveTriangle(
  k: usize,
  n: usize,
  g: usize,
  strideG: usize,
  tau: usize,
  z: usize,
  strideZ: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  if (k > LEAF) {
    const top = k / 2;
    const rest = k - top;
    const g2 = g + top * strideG;
    const z2 = z + top * size;
    solveTriangle(rest, n, g2 + top * size, strideG, tau + top * size, z2, strideZ, work);
    gemm(top, n, rest, -1, g2, size, strideG, z2, size, strideZ, 1, z, strideZ, work);
    solveTriangle(top, n, g, strideG, tau, z, strideZ, work);
    return;
  }
  for (let j: usize = 0; j < n; ++j) {
    for (let i = k; i-- > 0;) {
      const value = load<real>(tau + i * size) * load<real>(z + i * size);
      store<real>(z + i * size, value);
      axpy(i, -value, g + i * strideG, z);
    }
    z += strideZ;
  }
}
