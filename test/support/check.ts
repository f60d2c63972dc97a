import type { Dense } from "./dense.ts";
import type { Precision } from "./precisions.ts";
import { columnsRatio, orderFault, residualRatio, rowsRatio, type Factors } from "./ratios.ts";

/** The three ratios of LAPACK's DDRVBD: each is of the order of 1, or something is wrong. */
export interface Ratios {
  readonly residual: number;
  readonly orthogonalityU: number;
  readonly orthogonalityV: number;
}

export function ratiosOf(a: Dense<ArrayLike<number>>, f: Factors, precision: Precision): Ratios {
  return {
    residual: residualRatio(a, f, precision),
    orthogonalityU: columnsRatio(f.U, precision),
    orthogonalityV: rowsRatio(f.Vt, precision),
  };
}

/** The largest of the three; NaN if one is NaN. */
export function worst({ residual, orthogonalityU, orthogonalityV }: Ratios): number {
  return Math.max(residual, orthogonalityU, orthogonalityV);
}

/**
 * Returns what is wrong with the decomposition `f` of `a`, or "".
 *
 * @param bound - The ratios must stay below it. NaN does not.
 */
export function fault(
  a: Dense<ArrayLike<number>>,
  f: Factors,
  precision: Precision,
  vectors: "thin" | "full",
  bound: number,
): string {
  const shape = shapeFault(a, f, vectors) || orderFault(f.s);
  if (shape) return shape;
  const ratios = ratiosOf(a, f, precision);
  if (worst(ratios) < bound) return "";
  const { residual, orthogonalityU, orthogonalityV } = ratios;
  return `residual ${residual}, orthogonality of U ${orthogonalityU}, of V ${orthogonalityV}`;
}

function shapeFault(
  { rows: m, columns: n }: Dense<ArrayLike<number>>,
  f: Factors,
  vectors: string,
): string {
  const k = Math.min(m, n);
  const [columns, rows] = vectors === "full" ? [m, n] : [k, k];
  const got = `U ${f.U.rows} × ${f.U.columns}, s ${f.s.length}, Vt ${f.Vt.rows} × ${f.Vt.columns}`;
  const expected = `U ${m} × ${columns}, s ${k}, Vt ${rows} × ${n}`;
  if (got !== expected) return `${got} instead of ${expected}`;
  if (f.U.data.length !== m * columns || f.Vt.data.length !== rows * n) return "wrong lengths";
  return "";
}
