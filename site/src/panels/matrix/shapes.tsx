import type { Frame } from "./frame.ts";
import { type Matrix2, type Vector2, apply } from "./plane.ts";

/** An F: what it looks like from behind differs from all its rotations. */
const LETTER: readonly Vector2[] = [
  [0.22, 0.15],
  [0.38, 0.15],
  [0.38, 0.46],
  [0.66, 0.46],
  [0.66, 0.6],
  [0.38, 0.6],
  [0.38, 0.76],
  [0.78, 0.76],
  [0.78, 0.9],
  [0.22, 0.9],
];

const SQUARE: readonly Vector2[] = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];

/** So many that no corner is seen. */
const CIRCLE: readonly Vector2[] = Array.from({ length: 180 }, (_, i) => {
  const angle = (2 * Math.PI * i) / 180;
  return [Math.cos(angle), Math.sin(angle)];
});

/** How far the lines that are carried along reach. */
const REACH = 3;

const LINES = Array.from({ length: 2 * REACH + 1 }, (_, i) => i - REACH).flatMap((at) => [
  [
    [at, -REACH],
    [at, REACH],
  ] as const,
  [
    [-REACH, at],
    [REACH, at],
  ] as const,
]);

interface MappedProps {
  readonly frame: Frame;
  readonly map: Matrix2;
}

/** The unit circle, as the map leaves it. */
export function MappedCircle({ frame, map }: MappedProps) {
  return <path class="matrix-ellipse" d={outline(frame, map, CIRCLE)} />;
}

/** Lines, the unit square and the letter in it, carried along: they show turns and flips, which the ellipse hides. */
export function MappedGrid({ frame, map }: MappedProps) {
  const lines = LINES.map((ends) => `M${ends.map((end) => text(frame, map, end)).join("L")}`);
  return (
    <g>
      <path class="matrix-carried" d={lines.join("")} />
      <path class="matrix-square" d={outline(frame, map, SQUARE)} />
      <path class="matrix-letter" d={outline(frame, map, LETTER)} />
    </g>
  );
}

function outline(frame: Frame, map: Matrix2, points: readonly Vector2[]): string {
  return `M${points.map((point) => text(frame, map, point)).join("L")}Z`;
}

function text(frame: Frame, map: Matrix2, point: Vector2): string {
  const [x, y] = frame.place(apply(map, point));
  return `${round(x)} ${round(y)}`;
}

/** Hundredths of a unit of the viewBox are less than is seen. */
function round(x: number): number {
  return Math.round(x * 100) / 100;
}
