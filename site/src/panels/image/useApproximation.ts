import { type RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { drawInStrips, drawPixels } from "../../parts/pictureCanvas.tsx";
import { useJob } from "../../parts/useJob.ts";
import { type Approximation, approximate } from "./approximation.ts";
import type { Decomposition } from "./decomposition.ts";

/** Milliseconds for which the slider rests before the picture is computed at full size. */
const REST = 120;

/** Two canvases of which one is seen: megapixels are drawn while the preview is still there. */
export interface ApproximationCanvases {
  readonly preview: RefObject<HTMLCanvasElement | null>;
  readonly full: RefObject<HTMLCanvasElement | null>;
}

export interface ShownApproximation {
  readonly canvases: ApproximationCanvases;
  /** That at full size, once it is drawn. */
  readonly settled: Approximation | undefined;
  readonly error: Error | undefined;
}

/**
 * Keeps two canvases at the approximation with these terms of each plane: at once, reduced in size if need be, and at
 * full size as soon as they have rested.
 */
export function useApproximation(
  decomposition: Decomposition,
  ranks: readonly number[],
): ShownApproximation {
  const canvases = {
    preview: useRef<HTMLCanvasElement>(null),
    full: useRef<HTMLCanvasElement>(null),
  };
  const [settled, setSettled] = useState<{
    readonly key: string;
    readonly decomposition: Decomposition;
    readonly result: Approximation;
  }>();
  const job = useJob();
  const key = ranks.join();

  useLayoutEffect(() => {
    const { current } = canvases.preview;
    if (current) drawPixels(current, decomposition.preview.at(ranks));
  }, [decomposition, key]);

  useEffect(() => {
    const timer = setTimeout(() => {
      job.run(
        async ({ signal = new AbortController().signal }) => {
          const result = await approximate(decomposition, ranks, signal);
          // From here on the canvas is no longer what it was.
          setSettled(undefined);
          const { current } = canvases.full;
          if (current) await drawInStrips(current, result.pixels, signal);
          return result;
        },
        (result) => setSettled({ key, decomposition, result }),
      );
    }, REST);
    return () => {
      clearTimeout(timer);
      job.cancel();
    };
  }, [decomposition, key]);

  const isCurrent = settled?.key === key && settled.decomposition === decomposition;
  return { canvases, settled: isCurrent ? settled.result : undefined, error: job.error };
}
