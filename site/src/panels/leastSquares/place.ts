/** Of the picture's viewBox, what a unit of the plane takes. */
export const UNIT = 160;

/** Where a point of the plane is drawn. */
export function place(x: number, y: number): readonly [x: number, y: number] {
  return [Math.round(x * UNIT * 100) / 100, Math.round(-y * UNIT * 100) / 100];
}
