import { checkpoint } from "../../host";
import { KC, MC, MR, NC, NR, roundUp } from "./blocks";
import { pack } from "./pack";
import { tile } from "./tile";

/**
 * Multiplies matrices, C = beta·C + alpha·A·B with beta 0 or 1:
 *
 *     for (i, j) c[i, j] *= beta;
 *     for (i, j, p) c[i, j] += alpha * a[i, p] * b[p, j];
 *
 * A is m × k and B is k × n, each with any bytes between its rows and columns, so that a transposed
 * matrix is one whose strides are swapped; C is m × n by columns, `strideC` bytes apart. With beta 0,
 * C is not read. `work` has `gemmWorkspace(m, n, k)` bytes.
 *
 * 2mnk flops, in tiles of registers on packed blocks (blocks.ts).
 */
export function gemm(
  m: usize,
  n: usize,
  k: usize,
  alpha: real,
  a: usize,
  rowStrideA: usize,
  columnStrideA: usize,
  b: usize,
  rowStrideB: usize,
  columnStrideB: usize,
  beta: real,
  c: usize,
  strideC: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  if (k === 0 && beta === 0) {
    for (let j: usize = 0; j < n; ++j) memory.fill(c + j * strideC, 0, m * size);
    return;
  }
  const packedA = work + MR * NR * size;
  const packedB = packedA + packedBytes(m, MC, k, MR);
  for (let j: usize = 0; j < n; j += NC) {
    const columns = min(NC, n - j);
    for (let p: usize = 0; p < k; p += KC) {
      const depth = min(KC, k - p);
      const fromB = b + p * rowStrideB + j * columnStrideB;
      pack(columns, depth, alpha, fromB, columnStrideB, rowStrideB, NR, packedB);
      const accumulate = beta !== 0 || p > 0;
      for (let i: usize = 0; i < m; i += MC) {
        if (i > 0) checkpoint(0, 0);
        const rows = min(MC, m - i);
        pack(
          rows,
          depth,
          1,
          a + i * rowStrideA + p * columnStrideA,
          rowStrideA,
          columnStrideA,
          MR,
          packedA,
        );
        const to = c + j * strideC + i * size;
        multiplyPacked(rows, columns, depth, packedA, packedB, to, strideC, accumulate, work);
      }
    }
  }
}

/** Returns the bytes of workspace that `gemm` needs. */
export function gemmWorkspace(m: usize, n: usize, k: usize): usize {
  return MR * NR * sizeof<real>() + packedBytes(m, MC, k, MR) + packedBytes(n, NC, k, NR);
}

function packedBytes(n: usize, block: usize, k: usize, width: usize): usize {
  return roundUp(min(n, block), width) * min(k, KC) * sizeof<real>();
}

/** Multiplies a packed block of A by a packed panel of B, tile by tile. */
function multiplyPacked(
  m: usize,
  n: usize,
  k: usize,
  a: usize,
  b: usize,
  c: usize,
  stride: usize,
  accumulate: bool,
  scratch: usize,
): void {
  const size = sizeof<real>();
  for (let j: usize = 0; j < n; j += NR) {
    let strip = a;
    const columns = min(NR, n - j);
    for (let i: usize = 0; i < m; i += MR) {
      const rows = min(MR, m - i);
      const to = c + j * stride + i * size;
      if (rows === MR && columns === NR) {
        tile(k, strip, b, to, stride, accumulate);
      } else {
        tile(k, strip, b, scratch, MR * size, false);
        putEdge(rows, columns, scratch, to, stride, accumulate);
      }
      strip += MR * k * size;
    }
    b += NR * k * size;
  }
}

/** Writes or adds the part of a tile that lies inside of C. */
function putEdge(
  m: usize,
  n: usize,
  tileAt: usize,
  c: usize,
  stride: usize,
  accumulate: bool,
): void {
  const size = sizeof<real>();
  for (let j: usize = 0; j < n; ++j) {
    for (let i: usize = 0; i < m; ++i) {
      const at = c + j * stride + i * size;
      const sum = load<real>(tileAt + (j * MR + i) * size);
      store<real>(at, accumulate ? load<real>(at) + sum : sum);
    }
  }
}
