import type { Matrix2, Vector2 } from "./plane.ts";

/** Eigenvalues of a 2 × 2 matrix, and unit vectors that it only stretches. */
export type Eigen =
  | { readonly kind: "complex"; readonly real: number; readonly imaginary: number }
  | { readonly kind: "every"; readonly value: number }
  | { readonly kind: "real"; readonly pairs: readonly EigenPair[] };

export interface EigenPair {
  readonly value: number;
  readonly vector: Vector2;
}

/** λ = m ± √(p² + bc), with m and p half the sum and half the difference of the diagonal. */
export function eigen(matrix: Matrix2): Eigen {
  const [a, b, c, d] = matrix;
  const middle = (a + d) / 2;
  const p = (a - d) / 2;
  // Rounding alone must not tear a double eigenvalue apart.
  const rounding = 4 * Number.EPSILON * (p * p + Math.abs(b * c));
  const square = p * p + b * c;
  if (square < -rounding) {
    return { kind: "complex", real: middle, imaginary: Math.sqrt(-square) };
  }
  const root = Math.sqrt(Math.max(square, 0));
  if (square <= rounding) {
    const vector = eigenvector(matrix, middle);
    return vector
      ? { kind: "real", pairs: [{ value: middle, vector }] }
      : { kind: "every", value: middle };
  }
  const values = [middle + root, middle - root];
  return {
    kind: "real",
    pairs: values.map((value) => ({ value, vector: eigenvector(matrix, value) ?? [1, 0] })),
  };
}

/** At a right angle to the longer row of A − λ; undefined where both are zero. */
function eigenvector([a, b, c, d]: Matrix2, value: number): Vector2 | undefined {
  const above = Math.hypot(a - value, b);
  const below = Math.hypot(c, d - value);
  if (above === 0 && below === 0) return undefined;
  return above >= below ? [-b / above, (a - value) / above] : [(value - d) / below, c / below];
}
