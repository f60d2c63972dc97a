import type { Dense } from "./dense.ts";
import type { Precision } from "./precisions.ts";
import { columnsRatio, orderFault, residualRatio, rowsRatio, type Factors } from "./ratios.ts";

/** The three ratios of LAPACK's DDRVBD: each is of the order of 1, or something is wrong. */
export interface Ratios {
  readonly residual: number;
  /** Of the orthogonality of U, and of V. */
  readonly U: number;
  readonly V: number;
}

export function ratiosOf(a: Dense<ArrayLike<number>>, f: Factors, precision: Precision): Ratios {
  return {
    residual: residualRatio(a, f, precision),
    U: columnsRatio(f.U, precision),
    V: rowsRatio(f.Vt, precision),
  };
}

/** The largest of the three; NaN if one is NaN. */
export function worst({ residual, U, V }: Ratios): number {
  return Math.max(residual, U, V);
}

/**
 * Measures the decomposition `f` of `a`, and says what is wrong with it, or "".
 *
 * @param bound - The ratios must stay below it. NaN does not.
 */
export function examine(
  a: Dense<ArrayLike<number>>,
  f: Factors,
  precision: Precision,
  vectors: "thin" | "full",
  bound: number,
): { wrong: string; ratios: Ratios } {
  const wrong = shapeFault(a, f, vectors) || orderFault(f.s);
  if (wrong) return { wrong, ratios: { residual: NaN, U: NaN, V: NaN } };
  const ratios = ratiosOf(a, f, precision);
  const { residual, U, V } = ratios;
  const large = `residual ${residual}, orthogonality of U ${U}, of V ${V}`;
  return { wrong: worst(ratios) < bound ? "" : large, ratios };
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
