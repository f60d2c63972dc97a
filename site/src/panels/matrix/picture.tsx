import { short } from "../../parts/format.ts";
import { DragPoint } from "../../parts/dragPoint.tsx";
import { Arrow } from "./arrow.tsx";
import type { Eigen } from "./eigen.ts";
import { frameOf, HALF, type Frame } from "./frame.ts";
import { type Matrix2, type Vector2, apply, columnsOf, determinant, rowsOf } from "./plane.ts";
import { MappedCircle, MappedGrid } from "./shapes.tsx";
import { type Factors, LAST_STEP, mirrorOf } from "./steps.ts";

export interface PictureProps {
  readonly matrix: Matrix2;
  /** What the map is at this time, on its way to the matrix. */
  readonly map: Matrix2;
  readonly time: number;
  /** Not there before the library is. */
  readonly factors: Factors | undefined;
  /** Its lines, if they are to be drawn. */
  readonly eigen: Eigen | undefined;
  readonly range: number;
  readonly onColumn: (at: 0 | 1, column: Vector2) => void;
  readonly onGrab: () => void;
  readonly onRelease: () => void;
}

/** The unit circle and what becomes of it. */
export function Picture(props: PictureProps) {
  const { matrix, map, time, factors, eigen, range } = props;
  const frame = frameOf(range);
  const [across, up] = columnsOf(map);
  const done = time >= LAST_STEP;
  return (
    <svg
      class="matrix-picture"
      viewBox={`${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}`}
      role="group"
      aria-label="The unit circle and its image under A, an ellipse"
    >
      <FixedGrid frame={frame} />
      <MappedGrid frame={frame} map={map} />
      <circle class="matrix-unit" r={HALF / range} />
      <MappedCircle frame={frame} map={map} />
      {eigen?.kind === "real" &&
        eigen.pairs.map(({ vector }, i) => (
          <Line key={i} class="matrix-eigen" direction={frame.place(vector)} />
        ))}
      {factors && <Mirror factors={factors} time={time} />}
      <Arrow frame={frame} to={across} class="column" label={done ? "A e₁" : ""} side={-1} />
      <Arrow frame={frame} to={up} class="column" label={done ? "A e₂" : ""} side={1} />
      {factors && <SingularVectors frame={frame} factors={factors} map={map} time={time} />}
      {columnsOf(matrix).map((column, at) => (
        <Column key={at} {...props} frame={frame} at={at as 0 | 1} column={column} />
      ))}
    </svg>
  );
}

function Column(
  props: PictureProps & { readonly frame: Frame; readonly at: 0 | 1; readonly column: Vector2 },
) {
  const { frame, at, column, onColumn } = props;
  const [x, y] = frame.place(column);
  const limit = (value: number) => Math.max(-frame.range, Math.min(frame.range, value));
  // Two decimals, as long as these can be told apart.
  const unit = frame.range > 20 ? 1 : 100;
  const move = (to: Vector2) =>
    onColumn(at, [Math.round(limit(to[0]) * unit) / unit, Math.round(limit(to[1]) * unit) / unit]);
  return (
    <DragPoint
      class="matrix-column"
      x={x}
      y={y}
      label={`A e${"₁₂"[at]}, column ${at + 1} of the matrix`}
      valueText={`${short(column[0])}, ${short(column[1])}`}
      onDrag={(toX, toY) => move(frame.point(toX, toY))}
      onStep={(right, rise, fine) => {
        const step = (fine ? 0.01 : 0.1) * (unit === 1 ? 100 : 1);
        move([column[0] + right * step, column[1] + rise * step]);
      }}
      onGrab={props.onGrab}
      onRelease={props.onRelease}
    />
  );
}

/** Where they start, on the circle; and where they are now: at the end, on the axes of the ellipse. */
function SingularVectors(props: {
  readonly frame: Frame;
  readonly factors: Factors;
  readonly map: Matrix2;
  readonly time: number;
}) {
  const { frame, factors, map, time } = props;
  const labels = labelsAt(time);
  return (
    <>
      {rowsOf(factors.Vt).map((v, i) => (
        <Arrow
          key={i}
          frame={frame}
          to={v}
          class={`start ${i === 0 ? "one" : "two"}`}
          label={time > 0 ? `v${"₁₂"[i]}` : ""}
          side={sideOf(v, apply(map, v))}
        />
      ))}
      {rowsOf(factors.Vt).map((v, i) => (
        <Arrow
          key={i}
          frame={frame}
          to={apply(map, v)}
          class={i === 0 ? "one" : "two"}
          label={labels[i]}
        />
      ))}
    </>
  );
}

/** Where the label of a vector is not in the way of another one: 1 if it is to the left of that. */
function sideOf([x, y]: Vector2, [otherX, otherY]: Vector2): 1 | -1 {
  return otherX * y - otherY * x >= 0 ? 1 : -1;
}

function labelsAt(time: number): readonly [string, string] {
  switch (time) {
    case 0:
      return ["v₁", "v₂"];
    case 1:
      return ["e₁", "e₂"];
    case 2:
      return ["σ₁e₁", "σ₂e₂"];
    case LAST_STEP:
      return ["σ₁u₁", "σ₂u₂"];
    default:
      return ["", ""];
  }
}

/** While a step turns the plane over: the line around which. */
function Mirror({ factors, time }: { factors: Factors; time: number }) {
  const turning = time < 1 ? factors.Vt : time > 2 && time < LAST_STEP ? factors.U : undefined;
  if (!turning || determinant(turning) > 0) return null;
  const angle = mirrorOf(turning) ?? 0;
  return <Line class="matrix-mirror" direction={[Math.cos(angle), -Math.sin(angle)]} />;
}

/** A line through the origin, across the picture. */
function Line({ class: name, direction: [x, y] }: { class: string; direction: Vector2 }) {
  const far = (2 * HALF) / Math.hypot(x, y);
  return <line class={name} x1={-far * x} y1={-far * y} x2={far * x} y2={far * y} />;
}

function FixedGrid({ frame }: { frame: Frame }) {
  const spacing = 10 ** Math.floor(Math.log10(frame.range * 0.99));
  const count = Math.floor(frame.range / spacing);
  const places = Array.from({ length: 2 * count + 1 }, (_, i) => (i - count) * spacing);
  const at = (value: number) => frame.place([value, 0])[0];
  const lines = places.map(
    (value) => `M${at(value)} ${-HALF}V${HALF}M${-HALF} ${at(value)}H${HALF}`,
  );
  return (
    <>
      <path class="matrix-grid" d={lines.join("")} />
      <path class="matrix-axes" d={`M0 ${-HALF}V${HALF}M${-HALF} 0H${HALF}`} />
      <text class="matrix-tick" x={at(spacing) + 4} y={14}>
        {spacing}
      </text>
    </>
  );
}
