/** A point or a vector of space. */
export type Vector3 = readonly [x: number, y: number, z: number];

/** From where one looks at space: turned around its upright axis, then tipped towards the eye. */
export interface View {
  readonly turn: number;
  readonly tip: number;
}

/** Where a point is seen, without perspective: right angles to the line of sight stay what they are. */
export function seen({ turn, tip }: View, [x, y, z]: Vector3): readonly [x: number, y: number] {
  const across = x * Math.cos(turn) + y * Math.sin(turn);
  const away = -x * Math.sin(turn) + y * Math.cos(turn);
  return [across, -(z * Math.cos(tip) + away * Math.sin(tip))];
}

export function plus(a: Vector3, b: Vector3, factor = 1): Vector3 {
  return [a[0] + factor * b[0], a[1] + factor * b[1], a[2] + factor * b[2]];
}

export function scaled(a: Vector3, factor: number): Vector3 {
  return [a[0] * factor, a[1] * factor, a[2] * factor];
}

export function lengthOf3(a: Vector3): number {
  return Math.hypot(...a);
}
