/** A matrix that stays in the memory of an engine while an iteration multiplies by it. */
export interface ResidentOperator {
  readonly rows: number;
  readonly columns: number;

  /** Multiplications of a product with one vector; Infinity where it is not known. */
  readonly cost: number;

  /** Y = A·X. X and Y lie by rows and have b columns; for b = 1 they are plain vectors. */
  multiply(b: number, xAt: number, yAt: number): void;

  /** Y = Aᵀ·X, likewise. */
  multiplyTransposed(b: number, xAt: number, yAt: number): void;
}
