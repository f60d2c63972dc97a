import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { DragPoint, placeOf } from "../../parts/dragPoint.tsx";
import { short } from "../../parts/format.ts";
import { Grid } from "./curve.tsx";
import { place, UNIT } from "./place.ts";
import { HIGH, type Point, WIDE } from "./points.ts";

export interface PlotProps {
  readonly points: readonly Point[];
  readonly onAdd: (x: number, y: number) => void;
  readonly onMove: (id: number, x: number, y: number) => void;
  readonly onRemove: (id: number) => void;
  readonly onChoose: (id: number) => void;
  /** What is drawn below the points. */
  readonly children: ComponentChildren;
}

/** Points to drag; a click beside them makes another one. */
export function Plot({ points, onAdd, onMove, onRemove, onChoose, children }: PlotProps) {
  const picture = useRef<SVGSVGElement>(null);
  const remove = (id: number) => {
    onRemove(id);
    // The focus would be lost with the point.
    requestAnimationFrame(() => picture.current?.querySelector<SVGElement>("[tabindex]")?.focus());
  };
  const [width, height] = [2 * WIDE * UNIT, 2 * HIGH * UNIT];
  return (
    <svg
      ref={picture}
      class="ls-plot"
      viewBox={`${-width / 2} ${-height / 2} ${width} ${height}`}
      role="group"
      aria-label="Points, and what is fitted to them"
    >
      <Grid />
      <rect
        class="ls-ground"
        x={-width / 2}
        y={-height / 2}
        width={width}
        height={height}
        onClick={(event) => {
          const { x, y } = placeOf(event.currentTarget, event);
          onAdd(x / UNIT, -y / UNIT);
        }}
      />
      <g class="ls-fits">{children}</g>
      {points.map(({ id, x, y }, i) => {
        const [left, top] = place(x, y);
        return (
          <DragPoint
            key={id}
            class="ls-point"
            x={left}
            y={top}
            label={`Point ${i + 1}`}
            valueText={`${short(x)}, ${short(y)}`}
            onDrag={(toX, toY) => onMove(id, toX / UNIT, -toY / UNIT)}
            onStep={(right, up, fine) => {
              const step = fine ? 0.01 : 0.1;
              onMove(id, x + right * step, y + up * step);
            }}
            onFocus={() => onChoose(id)}
            onDelete={() => remove(id)}
          >
            {points.length === 3 && (
              <text x={left + 16} y={top - 12}>
                {i + 1}
              </text>
            )}
          </DragPoint>
        );
      })}
    </svg>
  );
}
