import * as Plot from "@observablehq/plot";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

export interface ChartProps {
  /** What Observable Plot draws; a new object draws anew. The width is that of the place. */
  readonly options: Plot.PlotOptions;
  /** What it shows, for those who do not see it, and below the chart. */
  readonly caption: string;
  /** Called with the datum that the pointer is nearest to when that is clicked; a mark has to follow the pointer. */
  readonly onPick?: ((datum: unknown) => void) | undefined;
}

/** A chart by Observable Plot, as wide as there is room. */
export function Chart({ options, caption, onPick }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  useLayoutEffect(() => {
    if (width === 0) return;
    const chart = Plot.plot({
      // Room for the label of the axis below its numbers.
      marginBottom: 38,
      ...options,
      width,
      ariaLabel: caption,
      style: { background: "none", color: "inherit", fontSize: "12px" },
    });
    place.current?.replaceChildren(chart);
  }, [options, caption, width]);
  const pick = () => {
    const chart = place.current?.firstElementChild as { readonly value?: unknown } | null;
    const datum = chart?.value;
    if (datum !== undefined && datum !== null) onPick?.(datum);
  };
  return (
    <figure>
      <div ref={place} onClick={pick} />
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

function useWidth(place: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return width;
}
