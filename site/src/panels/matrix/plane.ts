/** The matrix [a b; c d]. */
export type Matrix2 = readonly [a: number, b: number, c: number, d: number];
export type Vector2 = readonly [x: number, y: number];

export const IDENTITY: Matrix2 = [1, 0, 0, 1];

export function multiply([a, b, c, d]: Matrix2, [e, f, g, h]: Matrix2): Matrix2 {
  return [a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h];
}

export function apply([a, b, c, d]: Matrix2, [x, y]: Vector2): Vector2 {
  return [a * x + b * y, c * x + d * y];
}

export function determinant([a, b, c, d]: Matrix2): number {
  return a * d - b * c;
}

export function diagonal(first: number, second: number): Matrix2 {
  return [first, 0, 0, second];
}

export function rotation(angle: number): Matrix2 {
  return [Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle)];
}

export function angleOf([x, y]: Vector2): number {
  return Math.atan2(y, x);
}

export function columnsOf([a, b, c, d]: Matrix2): readonly [Vector2, Vector2] {
  return [
    [a, c],
    [b, d],
  ];
}

export function rowsOf([a, b, c, d]: Matrix2): readonly [Vector2, Vector2] {
  return [
    [a, b],
    [c, d],
  ];
}
