/** A point to fit to. Its id stays when others come and go. */
export interface Point {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

/** The part of the plane that is shown, in which points can lie. */
export const WIDE = 2;
export const HIGH = 1.5;

type Places = readonly (readonly [x: number, y: number])[];

const NEARLY_A_LINE: Places = [
  [-1.7, -0.9],
  [-1.1, -0.3],
  [-0.6, -0.65],
  [0, 0.1],
  [0.5, 0.05],
  [1.1, 0.75],
  [1.6, 0.6],
];

/** Where to start from. */
export const SETS: readonly (readonly [name: string, places: Places])[] = [
  ["Nearly a line", NEARLY_A_LINE],
  [
    "Three points",
    [
      [-1, -0.6],
      [0.2, 1.2],
      [1.2, 0.2],
    ],
  ],
  ["An outlier", [...NEARLY_A_LINE, [1.75, -1.3]]],
  [
    "A curve",
    [
      [-1.8, 1.1],
      [-1.3, 0.1],
      [-0.9, -0.55],
      [-0.3, -0.8],
      [0.2, -0.95],
      [0.8, -0.6],
      [1.2, -0.1],
      [1.7, 1.05],
    ],
  ],
];

export function pointsAt(places: Places): readonly Point[] {
  return places.map(([x, y], id) => ({ id, x, y }));
}

/** With a point more, if there is room for it. */
export function withPoint(points: readonly Point[], x: number, y: number): readonly Point[] {
  const id = Math.max(-1, ...points.map((point) => point.id)) + 1;
  return [...points, { id, ...within(x, y) }];
}

export function moved(
  points: readonly Point[],
  id: number,
  x: number,
  y: number,
): readonly Point[] {
  return points.map((point) => (point.id === id ? { id, ...within(x, y) } : point));
}

/** Where the points leave the widest gap: a place for another one, seen best. */
export function widestGap(points: readonly Point[]): number {
  const places = [-WIDE, ...points.map(({ x }) => x), WIDE].sort((a, b) => a - b);
  const gaps = places.slice(1).map((x, i) => x - places[i]);
  const at = gaps.indexOf(Math.max(...gaps));
  return (places[at] + places[at + 1]) / 2;
}

/** In the picture, and to two decimals. */
function within(x: number, y: number) {
  const limit = (value: number, most: number) => Math.max(-most, Math.min(most, value));
  const round = (value: number) => Math.round(value * 100) / 100;
  return { x: round(limit(x, WIDE)), y: round(limit(y, HIGH)) };
}
