import { ALIGNMENT, align } from "../align";
import { divideAndConquerWorkspace } from "../factorizations/bidiagonal/divideAndConquer";
import { iterate } from "../factorizations/bidiagonal/iterate";
import { twisted, twistedWorkspace } from "../factorizations/bidiagonal/twisted";
import {
  complexBidiagonalize,
  complexBidiagonalizeWorkspace,
} from "../factorizations/complex/bidiagonalize";
import { factorComplexQr } from "../factorizations/complex/qr";
import { applyComplexReflections } from "../factorizations/complex/reflections";
import { makePositive, order } from "../factorizations/order";
import { beginWave, waveBytes } from "../factorizations/wave";
import { FACTOR, LEFT, NO_PHASE, REDUCE, RIGHT, VALUES, VECTORS, begin } from "../host";
import { packColumns, packRows } from "../kernels/complex/pack";
import { packedBytes, placeOf } from "../kernels/complex/packed";
import { unpackColumns, unpackRows } from "../kernels/complex/unpack";
import { largest } from "../kernels/largest";
import { WIDTH } from "../simd";
import { makePhasesCanonical } from "./complexPhases";
import { complexProbe, complexProbeWorkspace } from "./complexProbe";
import {
  bidiagonalWorkspace,
  dividedVectors,
  QR,
  triesTwisted,
  valuesOfBidiagonal,
} from "./diagonalize";
import { scaleByPower, scalingExponent } from "./scaling";
import { FULL, NONE } from "./vectors";

/** The status of a matrix that holds NaN or ±Infinity, as drivers/svdChecked.ts has it. */
const NOT_FINITE: u32 = 0xffff_ffff;

/** Rows per column from which on A = Q·R is factored first, as in drivers/svd.ts. */
const QR_FIRST: f64 = 2.5;

/**
 * Computes the singular value decomposition A = U Σ Vᴴ of a complex matrix, and checks it. All matrices by rows, as
 * planes: of real and of imaginary parts.
 *
 * As in drivers/svd.ts, there are two ways to one tall matrix T = L Σ Rᴴ: if A is wide or square, T = Aᵀ, Vᴴ = Lᵀ
 * and U = R̄; if A is tall, T = A, U = L and Vᴴ = Rᴴ. In either way the conjugate of R is what is copied out.
 *
 *     T → (Q R → R) → Q B Pᴴ with B real → U_B Σ V_Bᵀ, as of any real bidiagonal matrix → L = Q U_B, R = P V_B
 *
 *     address     size                                      in    out
 *     aRe, aIm    m × n                                     A     as it was
 *     uRe, uIm    m × k, or m × m if full                   —     U; not used where vectors = 0
 *     s           k + 1, k = min(m, n)                      —     the singular values, and the ratio of `complexProbe`
 *     vhRe, vhIm  k × n, or n × n if full                   —     Vᴴ; not used where vectors = 0
 *     work        complexSvdWorkspace(m, n, vectors, method)
 *
 * `vectors` and `method` are those of drivers/svd.ts, but Jacobi. Returns what drivers/svdChecked.ts does.
 */
export function complexSvd(
  m: usize,
  n: usize,
  vectors: u32,
  method: u32,
  aRe: usize,
  aIm: usize,
  uRe: usize,
  uIm: usize,
  s: usize,
  vhRe: usize,
  vhIm: usize,
  work: usize,
): u32 {
  const size = sizeof<real>();
  const wide = m <= n;
  const rows = max(m, n);
  const columns = min(m, n);
  const first = largest(m * n, aRe);
  const second = largest(m * n, aIm);
  // Written so that NaN does not pass.
  if (!(first < Infinity && second < Infinity)) return NOT_FINITE;
  const exponent = scalingExponent(max<real>(first, second));

  const stride = packedBytes(rows);
  const side = packedBytes(columns);
  const t = work;
  if (wide) {
    packColumns(rows, columns, aRe, rows * size, t, stride);
    packColumns(rows, columns, aIm, rows * size, t + WIDTH, stride);
  } else {
    packRows(rows, columns, aRe, columns * size, t, stride);
    packRows(rows, columns, aIm, columns * size, t + WIDTH, stride);
  }
  scaleByPower((columns * stride) / size, exponent, t);

  const reduced = qrFirst(rows, columns);
  const tauT = t + columns * stride;
  const r = tauT + columns * 2 * size;
  const tall = reduced ? columns : rows;
  const b = reduced ? align(r) : t;
  const strideB = reduced ? side : stride;
  const e = align(r) + (reduced ? columns * side : 0);
  const tauQ = e + columns * size;
  const tauP = tauQ + 2 * columns * size;
  const d2 = align(tauP + 2 * columns * size);
  const e2 = d2 + columns * size;
  const squares = align(e2 + columns * size);
  const p = align(squares + columns * 8);
  const scratch = p + (vectors === NONE ? 1 : columns) * side;
  if (reduced) {
    begin(FACTOR, columns);
    factorComplexQr(rows, columns, t, stride, b, tauT, scratch);
  }
  const strideP: usize = vectors === NONE ? 0 : side;
  begin(REDUCE, columns);
  complexBidiagonalize(tall, columns, b, strideB, p, strideP, s, e, tauQ, tauP, scratch);
  begin(VALUES, columns);
  let status = valuesOfBidiagonal(columns, s, e, d2, e2, squares, scratch);

  if (vectors !== NONE) {
    const bidiagonal = columns * columns * size;
    const left = scratch;
    const right = left + align(bidiagonal);
    const leftT = right + align(bidiagonal);
    const count = vectors === FULL ? rows : columns;
    const rightT = leftT + count * stride;
    const next = rightT + columns * side;
    begin(VECTORS, columns);
    status += vectorsOf(columns, method, d2, e2, squares, left, right, leftT, next);

    packReal(columns, left, leftT, stride);
    if (reduced) {
      begin(NO_PHASE, columns);
      applyComplexReflections(
        columns,
        columns,
        0,
        columns,
        b,
        side,
        tauQ,
        false,
        leftT,
        stride,
        next,
      );
      extend(columns, count, leftT, stride);
      begin(LEFT, columns);
      applyComplexReflections(rows, count, 0, columns, t, stride, tauT, false, leftT, stride, next);
    } else {
      extend(columns, count, leftT, stride);
      begin(LEFT, columns);
      applyComplexReflections(rows, count, 0, columns, t, stride, tauQ, false, leftT, stride, next);
    }
    packReal(columns, right, rightT, side);
    begin(RIGHT, columns);
    applyComplexReflections(columns, columns, 1, columns, p, side, tauP, false, rightT, side, next);
    makePhasesCanonical(rows, count, columns, !wide, leftT, rightT);
    if (wide) {
      unpackRows(columns, columns, rightT, side, uRe, columns * size);
      unpackRows(columns, columns, rightT + WIDTH, side, uIm, columns * size);
      unpackColumns(rows, count, leftT, stride, vhRe, rows * size);
      unpackColumns(rows, count, leftT + WIDTH, stride, vhIm, rows * size);
    } else {
      unpackRows(rows, count, leftT, stride, uRe, count * size);
      unpackRows(rows, count, leftT + WIDTH, stride, uIm, count * size);
      unpackColumns(columns, columns, rightT, side, vhRe, columns * size);
      unpackColumns(columns, columns, rightT + WIDTH, side, vhIm, columns * size);
    }
  }
  scaleByPower(columns, -exponent, s);
  if (status > 0) return status;
  let ratio: real = 0 * largest(columns, s);
  if (vectors !== NONE) {
    const full = vectors === FULL;
    const pU = full ? m : columns;
    const qV = full ? n : columns;
    ratio = complexProbe(m, n, pU, qV, aRe, aIm, uRe, uIm, s, vhRe, vhIm, work);
  }
  store<real>(s + columns * size, ratio);
  return 0;
}

/** Returns the bytes of workspace that `complexSvd` needs: as a float, since it may be more than there can be. */
export function complexSvdWorkspace(m: usize, n: usize, vectors: u32, method: u32): f64 {
  const size = f64(sizeof<real>());
  const rows = max(m, n);
  const columns = min(m, n);
  const reduced = qrFirst(rows, columns);
  const tall = reduced ? columns : rows;
  const side = f64(packedBytes(columns));
  const stride = f64(packedBytes(rows));
  let bytes = f64(columns) * (stride + 9 * size + 8) + 5 * f64(ALIGNMENT);
  if (reduced) bytes += f64(columns) * side;
  bytes += (vectors === NONE ? 1 : f64(columns)) * side;
  let scratch = f64(
    max(complexBidiagonalizeWorkspace(tall, columns), bidiagonalWorkspace(columns)),
  );
  if (vectors !== NONE) {
    const count = vectors === FULL ? rows : columns;
    const regions =
      2 * (f64(columns) * f64(columns) * size + f64(ALIGNMENT)) +
      f64(count) * stride +
      f64(columns) * side;
    scratch = max(scratch, regions + vectorsWorkspace(columns, method));
    return max(bytes + scratch, complexProbeWorkspace(m, n));
  }
  return bytes + scratch;
}

function qrFirst(rows: usize, columns: usize): bool {
  return f64(rows) >= QR_FIRST * f64(columns) && columns > 1;
}

/**
 * Computes the singular vectors of the bidiagonal matrix that valuesOfBidiagonal has left in d and e, n × n each, by
 * columns; `q` has room for n × n numbers. Returns 0, or how many values did not converge.
 */
function vectorsOf(
  n: usize,
  method: u32,
  d: usize,
  e: usize,
  squares: usize,
  left: usize,
  right: usize,
  q: usize,
  work: usize,
): u32 {
  const stride = n * sizeof<real>();
  if (method === QR) {
    setIdentity(n, left);
    setIdentity(n, right);
    beginWave(work, n, n, left, stride, n, right, stride);
    const status = iterate(n, d, e, work);
    makePositive(n, d, n, right, stride);
    order(n, d, false, n, left, stride, n, right, stride);
    return status;
  }
  if (
    triesTwisted(n, method) &&
    twisted(n, d, e, squares, left, stride, right, stride, work) === 0
  ) {
    return 0;
  }
  return dividedVectors(n, d, e, left, stride, right, stride, q, work);
}

/** Returns the bytes of workspace that vectorsOf needs, and `applyComplexReflections` after it. */
function vectorsWorkspace(n: usize, method: u32): f64 {
  const least = 8 * f64(sizeof<real>());
  if (method === QR) return max(least, f64(waveBytes(n, true)));
  const divided = max(least, 4 * f64(n) + 16 + divideAndConquerWorkspace(n));
  return triesTwisted(n, method) ? max(divided, f64(twistedWorkspace(n))) : divided;
}

function setIdentity(n: usize, a: usize): void {
  const size = sizeof<real>();
  memory.fill(a, 0, n * n * size);
  for (let i: usize = 0; i < n; ++i) store<real>(a + i * (n + 1) * size, 1);
}

/** Packs a real square (n × n, by columns) as the top of n complex columns, zeros below. */
function packReal(n: usize, a: usize, to: usize, stride: usize): void {
  const size = sizeof<real>();
  memory.fill(to, 0, n * stride);
  packColumns(n, n, a, n * size, to, stride);
}

/** Extends n packed columns to p, by those of the identity. */
function extend(n: usize, p: usize, to: usize, stride: usize): void {
  memory.fill(to + n * stride, 0, (p - n) * stride);
  for (let j = n; j < p; ++j) store<real>(to + j * stride + placeOf(j), 1);
}
