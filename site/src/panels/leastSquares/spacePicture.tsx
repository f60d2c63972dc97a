import "../../parts/vectorLabel.css";
import { orth } from "wasm-svd";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Fit } from "./fit.ts";
import { lengthOf3, plus, scaled, seen, type Vector3, type View } from "./space.ts";

/** Of the viewBox, what a unit of space takes. */
const UNIT = 95;

/** How far the plane and the axes are drawn. */
const REACH = 1.9;

/** What an arrow key turns, in radians. */
const STEP = Math.PI / 24;

const ARROWS: Partial<Record<string, readonly [turn: number, tip: number]>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, STEP],
  ArrowDown: [0, -STEP],
};

/** Three points: b is a point of space, and all that a line can say is a plane in it. */
export function SpacePicture({ fit }: { fit: Fit }) {
  const basis = orth(fit.A);
  const axes = Array.from({ length: basis.columns }, (_, j) => toVector(basis.column(j)));
  const [view, setView] = useState(() => fromTheSide(axes));
  const turn = (by: number, over: number) =>
    setView(({ turn, tip }) => ({
      turn: turn + by,
      tip: Math.max(-Math.PI / 2, Math.min(Math.PI / 2, tip + over)),
    }));
  const [b, p, r] = [fit.b, fit.fitted, fit.residual].map(toVector);
  return (
    <figure>
      <svg
        class="ls-space"
        viewBox="-240 -200 480 400"
        tabindex={0}
        role="application"
        aria-label="The plane of all A x, with b, A x̂ and r; arrow keys turn it"
        onKeyDown={(event) => {
          const arrow = ARROWS[event.key];
          if (!arrow) return;
          event.preventDefault();
          turn(...arrow);
        }}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => {
          if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
          turn(event.movementX / 100, event.movementY / 100);
        }}
      >
        <Span view={view} axes={axes} />
        {[0, 1, 2].map((i) => (
          <Segment
            key={i}
            view={view}
            class="ls-axis"
            to={axisAt(i, REACH)}
            label={`b${"₁₂₃"[i]}`}
          />
        ))}
        {[0, 1].slice(0, fit.A.columns).map((j) => (
          <Segment
            key={j}
            view={view}
            class="ls-column"
            to={toVector(fit.A.column(j))}
            label={j === 0 ? "1" : "x"}
          />
        ))}
        <RightAngle view={view} at={p} along={r} />
        <Segment view={view} class="ls-b" to={b} label="b" />
        <Segment view={view} class="ls-foot" to={p} label="A x̂" avoid={b} />
        <Segment view={view} class="ls-r" from={p} to={b} label="r" middle />
      </svg>
      <figcaption>
        Each axis is one of the three points. The plane holds all A x: all that lines can say. b is
        what the points say; A x̂ is the nearest to it in the plane, so r stands on the plane at a
        right angle. Drag to turn.
      </figcaption>
      <div class="controls">
        <button type="button" onClick={() => setView(edgeOn(axes))}>
          Look along the plane
        </button>
        <button type="button" onClick={() => setView(fromTheSide(axes))}>
          Look from the side
        </button>
      </div>
    </figure>
  );
}

/** Level, and in the plane: a right angle to the plane is seen as one. */
function edgeOn([first, second = [0, 0, 1]]: readonly Vector3[]): View {
  const normal = [
    first[1] * second[2] - first[2] * second[1],
    first[2] * second[0] - first[0] * second[2],
  ];
  return { turn: Math.atan2(normal[1], normal[0]), tip: 0 };
}

/** A little off that, so that the plane is seen as one. */
function fromTheSide(axes: readonly Vector3[]): View {
  return { turn: edgeOn(axes).turn + 0.4, tip: 0.3 };
}

function axisAt(i: number, length: number): Vector3 {
  return [i === 0 ? length : 0, i === 1 ? length : 0, i === 2 ? length : 0];
}

function toVector(values: Float64Array): Vector3 {
  return [values[0], values[1], values[2]];
}

function at(view: View, point: Vector3): readonly [number, number] {
  const [x, y] = seen(view, point);
  return [x * UNIT, y * UNIT];
}

/** The part of the column space around the origin: of a plane a square, of a line a segment. */
function Span({ view, axes: [first, second = [0, 0, 0]] }: { view: View; axes: Vector3[] }) {
  const corners = [
    [1, 1],
    [1, -1],
    [-1, -1],
    [-1, 1],
  ].map(([s, t]) => at(view, plus(scaled(first, s * REACH), second, t * REACH)).join(" "));
  return <path class="ls-span" d={`M${corners.join("L")}Z`} />;
}

interface SegmentProps {
  readonly view: View;
  readonly class: string;
  readonly from?: Vector3;
  readonly to: Vector3;
  readonly label: ComponentChildren;
  /** Where the label stands: beyond the end, unless it is to be on the side away from a point, or in the middle. */
  readonly avoid?: Vector3;
  readonly middle?: boolean;
}

function Segment({
  view,
  class: name,
  from = [0, 0, 0],
  to,
  label,
  avoid = from,
  middle,
}: SegmentProps) {
  const [x1, y1] = at(view, from);
  const [x2, y2] = at(view, to);
  const [fromX, fromY] = at(view, avoid);
  const beyond = 18 / (Math.hypot(x2 - fromX, y2 - fromY) || 1);
  const [x, y] = middle
    ? [(x1 + x2) / 2 + 14, (y1 + y2) / 2]
    : [x2 + (x2 - fromX) * beyond, y2 + (y2 - fromY) * beyond];
  return (
    <g class={`ls-segment ${name}`}>
      <line x1={x1} y1={y1} x2={x2} y2={y2} />
      {!middle && <circle cx={x2} cy={y2} r={4} />}
      <text class="vector-label" x={x} y={y}>
        {label}
      </text>
    </g>
  );
}

/** The mark of a right angle between r and the way to the origin, which lies in the plane. */
function RightAngle({ view, at: foot, along }: { view: View; at: Vector3; along: Vector3 }) {
  const [size, away] = [lengthOf3(along), lengthOf3(foot)];
  if (size < 0.05 || away < 0.05) return null;
  const side = Math.min(0.22, size / 2, away / 2);
  const up = scaled(along, side / size);
  const back = scaled(foot, -side / away);
  const corners = [plus(foot, up), plus(plus(foot, up), back), plus(foot, back)];
  return (
    <path
      class="ls-right"
      d={`M${corners.map((corner) => at(view, corner).join(" ")).join("L")}`}
    />
  );
}
