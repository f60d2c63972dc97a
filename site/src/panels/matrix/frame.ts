import type { Matrix2, Vector2 } from "./plane.ts";

/** Half the side of the picture, in the units of its viewBox. */
export const HALF = 260;

/** The part of the plane that the picture shows: from −range to range. */
export interface Frame {
  readonly range: number;
  /** Of a point of the plane, where it is drawn. The y axis points up. */
  place(point: Vector2): Vector2;
  /** Of a place in the picture, the point. */
  point(x: number, y: number): Vector2;
}

export function frameOf(range: number): Frame {
  const unit = HALF / range;
  return {
    range,
    place: ([x, y]) => [x * unit, -y * unit],
    point: (x, y) => [x / unit, -y / unit],
  };
}

/** A round number that leaves room around the ellipse, of which the Frobenius norm is never less than half an axis. */
export function rangeFor(matrix: Matrix2): number {
  const needed = 1.1 * Math.max(Math.hypot(...matrix), 1.2);
  const power = 10 ** Math.floor(Math.log10(needed));
  return (
    power * ([1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 7].find((digit) => digit * power >= needed) ?? 10)
  );
}
