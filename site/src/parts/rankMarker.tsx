import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { RANK_FRAME } from "./rankAxis.ts";
import "./rankMarker.css";

export interface RankMarkerProps {
  readonly rank: number;
  readonly least: number;
  readonly most: number;
  readonly onRank: (rank: number) => void;
  /** A chart with `RANK_FRAME` and `rankAxis`. */
  readonly children: ComponentChildren;
}

/**
 * A line at the rank over a chart, to be dragged. For keyboards there is the slider of the rank; the chart is not drawn
 * anew while either moves.
 */
export function RankMarker({ rank, least, most, onRank, children }: RankMarkerProps) {
  const place = useRef<HTMLDivElement>(null);
  const { height, marginLeft, marginRight, marginTop, marginBottom } = RANK_FRAME;
  const span = Math.log((most + 0.5) / 0.5);
  const follow = (event: PointerEvent) => {
    const box = place.current?.getBoundingClientRect();
    if (!box) return;
    const t = (event.clientX - box.left - marginLeft) / (box.width - marginLeft - marginRight);
    const exact = 0.5 * Math.exp(t * span) - 0.5;
    onRank(Math.min(Math.max(Math.round(exact), least), most));
  };
  const share = Math.log((rank + 0.5) / 0.5) / span;
  return (
    <div class="ranked" ref={place}>
      {children}
      <div
        class="marker"
        aria-hidden="true"
        style={{
          top: `${marginTop}px`,
          height: `${height - marginTop - marginBottom}px`,
          left: `calc(${marginLeft}px + (100% - ${marginLeft + marginRight}px) * ${share})`,
        }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          event.preventDefault();
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event);
        }}
      >
        <span>{rank}</span>
      </div>
    </div>
  );
}
