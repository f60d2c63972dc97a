import {
  type Matrix2,
  angleOf,
  columnsOf,
  determinant,
  diagonal,
  multiply,
  rotation,
} from "./plane.ts";

/** A = U diag(s) Vt. */
export interface Factors {
  readonly U: Matrix2;
  readonly s: readonly [number, number];
  readonly Vt: Matrix2;
}

/** The times at which a step is done: nothing, Vᵀ, Σ Vᵀ, U Σ Vᵀ. */
export const LAST_STEP = 3;

/** The map at a time from 0, the identity, to 3, which is A: Vᵀ, then Σ, then U, each from the identity on. */
export function mapAt({ U, s, Vt }: Factors, time: number): Matrix2 {
  const part = (step: number) => Math.min(Math.max(time - step, 0), 1);
  const stretch = (sigma: number) => 1 + part(1) * (sigma - 1);
  return multiply(
    orthogonalAt(U, part(2)),
    multiply(diagonal(stretch(s[0]), stretch(s[1])), orthogonalAt(Vt, part(0))),
  );
}

/**
 * On the way from the identity to an orthogonal matrix: a rotation by a part of the angle. No rotation leads to a
 * reflection; it turns the plane over in space, around the mirror's line, seen from above.
 */
function orthogonalAt(q: Matrix2, part: number): Matrix2 {
  const mirror = mirrorOf(q);
  if (mirror === undefined) return rotation(part * angleOf(columnsOf(q)[0]));
  const turnedOver = diagonal(1, Math.cos(Math.PI * part));
  return multiply(rotation(mirror), multiply(turnedOver, rotation(-mirror)));
}

/** The angle of the line in which an orthogonal matrix reflects; undefined if it rotates. */
export function mirrorOf(q: Matrix2): number | undefined {
  return determinant(q) < 0 ? angleOf(columnsOf(q)[0]) / 2 : undefined;
}
