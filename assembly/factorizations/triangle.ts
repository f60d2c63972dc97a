import { transpose } from "../kernels/transpose";

/** Rows and columns of the blocks on the diagonal, which are transposed number by number. */
const BLOCK: usize = 32;

/**
 * Copies what lies below the diagonal of one matrix (n × n) to above that of another:
 *
 *     ⎡ .          ⎤       ⎡ .  x₁₀  x₂₀ ⎤
 *     ⎢ x₁₀  .     ⎥   →   ⎢     .   x₂₁ ⎥
 *     ⎣ x₂₀ x₂₁  . ⎦       ⎣          .  ⎦
 *
 * The diagonals, and the other halves, are neither read nor written.
 */
export function copyLowerToUpper(
  n: usize,
  lower: usize,
  strideLower: usize,
  upper: usize,
  strideUpper: usize,
): void {
  const size = sizeof<real>();
  for (let j: usize = 0; j < n; j += BLOCK) {
    const end = min(j + BLOCK, n);
    for (let p = j; p < end; ++p) {
      for (let i = p + 1; i < end; ++i) {
        const value = load<real>(lower + p * strideLower + i * size);
        store<real>(upper + i * strideUpper + p * size, value);
      }
    }
    const from = lower + j * strideLower + end * size;
    const to = upper + end * strideUpper + j * size;
    transpose(n - end, end - j, from, strideLower, to, strideUpper);
  }
}

/** Copies what copyLowerToUpper has copied back to where it came from. */
export function copyUpperToLower(
  n: usize,
  upper: usize,
  strideUpper: usize,
  lower: usize,
  strideLower: usize,
): void {
  const size = sizeof<real>();
  for (let j: usize = 0; j < n; j += BLOCK) {
    const end = min(j + BLOCK, n);
    for (let p = j; p < end; ++p) {
      for (let i = p + 1; i < end; ++i) {
        const value = load<real>(upper + i * strideUpper + p * size);
        store<real>(lower + p * strideLower + i * size, value);
      }
    }
    const from = upper + end * strideUpper + j * size;
    const to = lower + j * strideLower + end * size;
    transpose(end - j, n - end, from, strideUpper, to, strideLower);
  }
}
