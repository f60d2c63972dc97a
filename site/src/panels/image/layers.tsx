import { useEffect, useState } from "preact/hooks";
import { blankPixels, PictureCanvas, type Pixels } from "../../parts/pictureCanvas.tsx";
import { rowsOf, scaledColumns } from "../../parts/rankSum.ts";
import type { Decomposition } from "./decomposition.ts";
import { mostTerms } from "./numbers.ts";
import { writePixels } from "./planes.ts";
import { breathe } from "./slices.ts";

/** Layers shown at once. */
const PAGE = 12;

export interface LayersProps {
  readonly decomposition: Decomposition;
  readonly rank: number;
  readonly onRank: (rank: number) => void;
}

/** The layers around the rank, each a column times a row: to look at, and to add up to. */
export function Layers({ decomposition, rank, onRank }: LayersProps) {
  const most = mostTerms(decomposition);
  const first = Math.floor(Math.min(rank, most - 1) / PAGE) * PAGE;
  const layers = useLayers(decomposition, first, Math.min(PAGE, most - first));
  return (
    <ol class="image-layers" start={first + 1}>
      {layers.map((pixels, i) => {
        const k = first + i + 1;
        const within = k <= rank;
        const sigma = decomposition.svds[0].s[k - 1].toPrecision(3);
        return (
          <li key={k}>
            <button
              type="button"
              aria-pressed={within}
              aria-label={`Layer ${k}, singular value ${sigma}: ${within ? "in the sum" : "not in the sum"}. Show the sum up to it`}
              onClick={() => onRank(k)}
            >
              {pixels ? <PictureCanvas pixels={pixels} label="" /> : <div class="image-blank" />}
              <span>
                {within ? "✓" : "+"} {k}
              </span>
              <span class="image-sigma">σ {Number(sigma).toLocaleString("en")}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}

/** Pictures of some layers, one after the other, so that the slider does not wait for them. */
function useLayers(decomposition: Decomposition, first: number, count: number) {
  const none = Array.from<Pixels | undefined>({ length: count });
  const [layers, setLayers] = useState({ decomposition, first, pictures: none });
  useEffect(() => {
    const stopped = new AbortController();
    const pictures = none.slice();
    const draw = async () => {
      for (let i = 0; i < count; ++i) {
        await breathe();
        if (stopped.signal.aborted) return;
        pictures[i] = layerPixels(decomposition, first + i);
        setLayers({ decomposition, first, pictures: pictures.slice() });
      }
    };
    void draw();
    return () => stopped.abort();
  }, [decomposition, first, count]);
  const isCurrent = layers.decomposition === decomposition && layers.first === first;
  return isCurrent ? layers.pictures : none;
}

/** One term of all planes, reduced in size: 0 is middle grey, and the entry of largest magnitude is black or white. */
function layerPixels({ levels, colour }: Decomposition, k: number): Pixels {
  const thumbnails = levels[levels.length - 1];
  const [{ U, Vt }] = thumbnails;
  const planes = thumbnails.map((svd) => {
    const { data: left } = scaledColumns(svd, k, k + 1);
    const { data: right } = rowsOf(svd, k, k + 1);
    const plane = new Float32Array(U.rows * Vt.columns);
    for (let i = 0, at = 0; i < U.rows; ++i) {
      for (let j = 0; j < Vt.columns; ++j) plane[at++] = left[i] * right[j];
    }
    return plane;
  });
  let largest = 0;
  for (const plane of planes) for (const x of plane) largest = Math.max(largest, Math.abs(x));
  const scale = 127.5 / (largest || 1);
  // Brightness around its middle; differences of colour are around 0 as they are.
  planes.forEach((plane, c) => {
    const middle = colour === "ycbcr" && c > 0 ? 0 : 127.5;
    for (let i = 0; i < plane.length; ++i) plane[i] = middle + scale * plane[i];
  });
  const pixels = blankPixels(Vt.columns, U.rows);
  writePixels(planes, colour, pixels, 0, pixels.width * pixels.height);
  return pixels;
}
