import { useEffect, useState } from "preact/hooks";
import { LogSlider } from "../../parts/logSlider.tsx";
import { Slider } from "../../parts/slider.tsx";
import type { Approximation } from "./approximation.ts";
import { Compare, type View } from "./compare.tsx";
import type { Decomposition } from "./decomposition.ts";
import { downloadPng } from "./download.ts";
import { Layers } from "./layers.tsx";
import { mostTerms, numbersAt, ranksAt } from "./numbers.ts";
import { Spectrum } from "./spectrum.tsx";
import { useApproximation } from "./useApproximation.ts";

/** Milliseconds from one layer to the next while they are added by themselves. */
const BEAT = 300;

/** A picture that is decomposed, at any rank. */
export function Explorer({ decomposition }: { readonly decomposition: Decomposition }) {
  const { picture, colour, pixels } = decomposition;
  const most = mostTerms(decomposition);
  const [wish, setWish] = useState(20);
  const [chromaRank, setChromaRank] = useState(0.25);
  const [view, setView] = useState<View>("wipe");
  const [playing, setPlaying] = useState(false);
  const rank = Math.min(wish, most);
  const ranks = ranksAt(decomposition, rank, chromaRank);
  const approximation = useApproximation(decomposition, ranks);
  const { settled, error } = approximation;
  const setRank = (next: number) => {
    setPlaying(false);
    setWish(next);
  };
  const playOn = playing && rank < most;
  useEffect(() => {
    if (!playOn) return;
    const timer = setInterval(() => setWish((k) => Math.min(k, most) + 1), BEAT);
    return () => clearInterval(timer);
  }, [playOn, most]);

  return (
    <>
      {picture.about && <p class="image-about">{picture.about}</p>}
      <div class="image-main">
        <Compare
          view={view}
          original={pixels}
          approximation={approximation}
          rank={rank}
          name={picture.name}
        />
        <div>
          <LogSlider
            label="Rank"
            min={1}
            max={most}
            value={rank}
            format={(k) => `${k} of ${most}`}
            onInput={setRank}
          />
          {colour === "ycbcr" && (
            <Slider
              label="Layers of colour for each of brightness"
              min={0.05}
              max={1}
              step={0.05}
              value={chromaRank}
              format={(share) => `${Math.round(100 * share)} %`}
              onInput={setChromaRank}
            />
          )}
          <NumbersTable decomposition={decomposition} ranks={ranks} settled={settled} />
          {error && <p role="alert">{error.message}</p>}
          <div class="controls">
            <button type="button" aria-pressed={view === "wipe"} onClick={() => setView("wipe")}>
              Wipe
            </button>
            <button
              type="button"
              aria-pressed={view === "beside"}
              onClick={() => setView("beside")}
            >
              Side by side
            </button>
            <button
              type="button"
              disabled={!settled}
              onClick={() =>
                settled && void downloadPng(settled.pixels, `${picture.name}-rank-${rank}.png`)
              }
            >
              Download as PNG
            </button>
          </div>
          <Spectrum
            decomposition={decomposition}
            chromaRank={chromaRank}
            rank={rank}
            onRank={setRank}
          />
        </div>
      </div>
      <h2>Layer by layer</h2>
      <p class="note">
        Each layer is one column times one row. Grey is zero; lighter is added, darker taken away.
      </p>
      <div class="controls">
        <button type="button" disabled={rank === most} onClick={() => setRank(rank + 1)}>
          Add the next layer
        </button>
        <button type="button" disabled={rank === 1} onClick={() => setRank(rank - 1)}>
          Take the last one away
        </button>
        <button type="button" disabled={rank === most} onClick={() => setPlaying(!playOn)}>
          {playOn ? "Pause" : "Play"}
        </button>
        <button type="button" disabled={rank === 1} onClick={() => setRank(1)}>
          From the first
        </button>
      </div>
      <Layers decomposition={decomposition} rank={rank} onRank={setRank} />
    </>
  );
}

interface NumbersTableProps {
  readonly decomposition: Decomposition;
  readonly ranks: readonly number[];
  readonly settled: Approximation | undefined;
}

function NumbersTable({ decomposition, ranks, settled }: NumbersTableProps) {
  const { energy, expectedPsnr, stored, all } = numbersAt(decomposition, ranks);
  const ratio = all / stored;
  const times =
    ratio >= 1 ? `${ratio.toFixed(1)} times fewer` : `${(1 / ratio).toFixed(1)} times as many`;
  return (
    <table class="numbers">
      <tbody>
        <tr>
          <th scope="row">Energy kept</th>
          <td data-value="energy">{percentKept(energy)}</td>
        </tr>
        <tr>
          <th scope="row">PSNR</th>
          <td data-value="psnr">
            {settled ? decibels(settled.psnr) : `≈ ${decibels(expectedPsnr)}`}
          </td>
        </tr>
        <tr>
          <th scope="row">Numbers stored</th>
          <td data-value="stored">{stored.toLocaleString("en")}</td>
        </tr>
        <tr>
          <th scope="row">Numbers of the picture</th>
          <td data-value="all">
            {all.toLocaleString("en")}: {times}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** As many digits as it takes to see that it is not all; in single precision there are no more than six. */
function percentKept(energy: number): string {
  if (energy > 1 - 5e-9) return "100 %";
  const left = 100 * (1 - energy);
  const digits = left > 0 ? Math.min(Math.max(2, 1 - Math.floor(Math.log10(left))), 6) : 2;
  return `${(100 * energy).toFixed(digits)} %`;
}

function decibels(value: number): string {
  return value < 120 ? `${value.toFixed(2)} dB` : "∞, no difference";
}
