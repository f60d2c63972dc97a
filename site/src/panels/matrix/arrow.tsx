import "../../parts/vectorLabel.css";
import type { Frame } from "./frame.ts";
import type { Vector2 } from "./plane.ts";

export interface ArrowProps {
  readonly frame: Frame;
  readonly to: Vector2;
  readonly class: string;
  readonly label: string;
  /** Which side of the arrow its label stands on: 1 is to the left of its direction, 0 ahead of it. */
  readonly side?: -1 | 0 | 1;
}

const HEAD = 11;

/** An arrow from the origin, with a label beyond its tip. */
export function Arrow({ frame, to, class: name, label, side = 0 }: ArrowProps) {
  const [x, y] = frame.place(to);
  const length = Math.hypot(x, y);
  const [dx, dy] = length > 0 ? [x / length, y / length] : [1, 0];
  const head = Math.min(HEAD, length);
  const [backX, backY] = [x - dx * head, y - dy * head];
  const [wideX, wideY] = [(-dy * head) / 2.4, (dx * head) / 2.4];
  // A label is wider than it is high.
  const ahead = side === 0 ? 1 : 0.4;
  const [labelX, labelY] = [x + 24 * (ahead * dx + side * dy), y + 18 * (ahead * dy - side * dx)];
  return (
    <g class={`matrix-arrow ${name}`}>
      <line x1={0} y1={0} x2={backX} y2={backY} />
      <path d={`M${x} ${y}L${backX + wideX} ${backY + wideY}L${backX - wideX} ${backY - wideY}Z`} />
      <text class="vector-label" x={labelX} y={labelY}>
        {label}
      </text>
    </g>
  );
}
