import { type Polynomial, valueAt } from "./fit.ts";
import { place, UNIT } from "./place.ts";
import { type Point, WIDE } from "./points.ts";

const SAMPLES = Array.from({ length: 129 }, (_, i) => WIDE * (i / 64 - 1));

/** The graph of a polynomial. */
export function Curve({ of, class: name }: { of: Polynomial; class: string }) {
  const d = SAMPLES.map((x) => place(x, valueAt(of, x)).join(" ")).join("L");
  return <path class={`ls-curve ${name}`} d={`M${d}`} />;
}

interface ResidualsProps {
  readonly points: readonly Point[];
  readonly of: Polynomial;
  readonly squares: boolean;
}

/** From each point straight up or down to the graph, on request with the square that is summed. */
export function Residuals({ points, of, squares }: ResidualsProps) {
  return (
    <g>
      {points.map((point) => {
        const [x, y] = place(point.x, point.y);
        const [, end] = place(point.x, valueAt(of, point.x));
        const side = Math.abs(end - y);
        // Towards the middle, where there is room.
        const left = point.x > 0 ? x - side : x;
        return (
          <g key={point.id}>
            {squares && (
              <rect class="ls-square" x={left} y={Math.min(y, end)} width={side} height={side} />
            )}
            <line class="ls-residual" x1={x} y1={y} x2={x} y2={end} />
          </g>
        );
      })}
    </g>
  );
}

/** From each point to the nearest one of a line. */
export function Distances({ points, of }: { points: readonly Point[]; of: Polynomial }) {
  const [intercept, slope] = of;
  return (
    <g>
      {points.map((point) => {
        const along = (point.x + slope * (point.y - intercept)) / (1 + slope * slope);
        const [x1, y1] = place(point.x, point.y);
        const [x2, y2] = place(along, valueAt(of, along));
        return <line key={point.id} class="ls-distance" x1={x1} y1={y1} x2={x2} y2={y2} />;
      })}
    </g>
  );
}

/** The lines of the whole numbers. */
export function Grid() {
  const [wide, high] = [2 * UNIT, 1.5 * UNIT];
  return (
    <>
      <path
        class="ls-grid"
        d={`M${-UNIT} ${-high}V${high}M${UNIT} ${-high}V${high}M${-wide} ${UNIT}H${wide}M${-wide} ${-UNIT}H${wide}`}
      />
      <path class="ls-axes" d={`M0 ${-high}V${high}M${-wide} 0H${wide}`} />
    </>
  );
}
