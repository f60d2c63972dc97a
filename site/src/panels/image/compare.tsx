import { useState } from "preact/hooks";
import { type Pixels, PictureCanvas } from "../../parts/pictureCanvas.tsx";
import { Slider } from "../../parts/slider.tsx";
import type { ShownApproximation } from "./useApproximation.ts";

export type View = "wipe" | "beside";

export interface CompareProps {
  readonly view: View;
  readonly original: Pixels;
  readonly approximation: ShownApproximation;
  readonly rank: number;
  readonly name: string;
}

/** The original and its approximation: beside each other, or one above the other with an edge that can be moved. */
export function Compare({ view, original, approximation, rank, name }: CompareProps) {
  const [edge, setEdge] = useState(50);
  const { width, height } = original;
  const follow = (event: PointerEvent & { readonly currentTarget: HTMLElement }) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = (100 * (event.clientX - box.left)) / box.width;
    setEdge(Math.round(Math.min(Math.max(at, 0), 100)));
  };
  const { canvases, settled } = approximation;
  const isFull = settled !== undefined;
  const picture = { role: "img", "aria-label": `${name} at rank ${rank}` } as const;
  const wiping = view === "wipe";
  return (
    <div class="image-compare" data-view={view}>
      <div
        class="image-stage"
        style={{
          "--edge": `${edge}%`,
          "--shape": `${width} / ${height}`,
          "--ratio": width / height,
        }}
        onPointerDown={(event) => {
          if (!wiping) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          follow(event);
        }}
        onPointerMove={(event) => {
          if (wiping && event.currentTarget.hasPointerCapture(event.pointerId)) follow(event);
        }}
      >
        <figure class="image-original">
          <PictureCanvas pixels={original} label={`The original: ${name}`} />
          <figcaption>Original</figcaption>
        </figure>
        <figure class="image-approximation">
          <canvas ref={canvases.preview} hidden={isFull} {...picture} />
          <canvas ref={canvases.full} hidden={!isFull} {...picture} />
          <figcaption>{rank === 1 ? "1 layer" : `${rank} layers`}</figcaption>
        </figure>
        {wiping && <div class="image-edge" aria-hidden="true" />}
      </div>
      {wiping && (
        <Slider
          label="Edge between original and approximation"
          min={0}
          max={100}
          value={edge}
          format={(value) => `${value} %`}
          onInput={setEdge}
        />
      )}
    </div>
  );
}
