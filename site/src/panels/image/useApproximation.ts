import { type RefObject } from "preact";
import { useEffect, useLayoutEffect, useMemo, useState } from "preact/hooks";
import { drawPixels } from "../../parts/pictureCanvas.tsx";
import { useJob } from "../../parts/useJob.ts";
import { type Approximation, approximate } from "./approximation.ts";
import type { Decomposition } from "./decomposition.ts";
import { Preview } from "./preview.ts";

/** Milliseconds for which the slider rests before the picture is computed at full size. */
const REST = 120;

/**
 * Keeps a canvas at the approximation with these terms of each plane: at once, reduced in size if need be, and at full
 * size as soon as they have rested.
 *
 * @returns That at full size, once it is there.
 */
export function useApproximation(
  canvas: RefObject<HTMLCanvasElement | null>,
  decomposition: Decomposition,
  ranks: readonly number[],
): { readonly settled: Approximation | undefined; readonly error: Error | undefined } {
  const preview = useMemo(() => new Preview(decomposition), [decomposition]);
  const [settled, setSettled] = useState<{
    key: string;
    decomposition: Decomposition;
    result: Approximation;
  }>();
  const job = useJob();
  const key = ranks.join();

  useLayoutEffect(() => {
    if (canvas.current) drawPixels(canvas.current, preview.at(ranks));
  }, [preview, key]);

  useEffect(() => {
    const timer = setTimeout(() => {
      const body = ({ signal = new AbortController().signal }) =>
        approximate(decomposition, ranks, signal);
      job.run(body, (result) => {
        if (canvas.current) drawPixels(canvas.current, result.pixels);
        setSettled({ key, decomposition, result });
      });
    }, REST);
    return () => {
      clearTimeout(timer);
      job.cancel();
    };
  }, [decomposition, key]);

  const current = settled?.key === key && settled.decomposition === decomposition;
  return { settled: current ? settled.result : undefined, error: job.error };
}
