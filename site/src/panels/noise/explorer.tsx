import { estimateNoise } from "wasm-svd";
import { useMemo, useState } from "preact/hooks";
import { LogSlider } from "../../parts/logSlider.tsx";
import { RankMarker } from "../../parts/rankMarker.tsx";
import { type Analysis, bestRank, decibels } from "./analysis.ts";
import { ErrorCurve } from "./errorCurve.tsx";
import { Pictures } from "./pictures.tsx";
import { Signals } from "./signals.tsx";
import { Spectrum } from "./spectrum.tsx";

/** What is noisy, with its singular values, cleaned at the rank of the threshold or any other. */
export function Explorer({ analysis }: { readonly analysis: Analysis }) {
  const most = analysis.svd.s.length;
  const [wish, setWish] = useState<number>();
  const rank = Math.min(wish ?? analysis.found.rank, most);
  const best = bestRank(analysis);
  const marker = { rank, least: 0, most, onRank: setWish };
  return (
    <>
      {analysis.kind === "picture" ? (
        <Pictures analysis={analysis} rank={rank} />
      ) : (
        <Signals analysis={analysis} rank={rank} />
      )}
      <div class="noise-rank">
        <LogSlider
          label="Rank kept"
          min={0}
          max={most}
          value={rank}
          format={(k) => `${k} of ${most}${wish === undefined ? ", by the threshold" : ""}`}
          onInput={setWish}
        />
        <div class="controls">
          <button
            type="button"
            aria-pressed={wish === undefined}
            onClick={() => setWish(undefined)}
          >
            By the threshold: {analysis.found.rank}
          </button>
          <button type="button" aria-pressed={wish === best} onClick={() => setWish(best)}>
            The best: {best}
          </button>
        </div>
      </div>
      <div class="columns">
        <RankMarker {...marker}>
          <Spectrum analysis={analysis} />
        </RankMarker>
        <RankMarker {...marker}>
          <ErrorCurve analysis={analysis} />
        </RankMarker>
      </div>
      <Findings analysis={analysis} best={best} />
    </>
  );
}

function Findings({ analysis, best }: { readonly analysis: Analysis; readonly best: number }) {
  const { noise, found, errors, kind } = analysis;
  const details = useMemo(() => {
    return analysis.kind === "picture" ? estimateNoise(analysis.noisy) : undefined;
  }, [analysis]);
  const units = kind === "picture" ? "PSNR" : "SNR";
  const dB = (rank: number) => `${decibels(analysis, errors[rank]).toFixed(2)} dB`;
  return (
    <>
      <table class="numbers">
        <tbody>
          <tr>
            <th scope="row">σ of the noise</th>
            <td data-value="sigma">{noise.sigma}</td>
          </tr>
          <tr>
            <th scope="row">
              {noise.known ? "σ as the cleaning was told" : "σ from the median singular value"}
            </th>
            <td data-value="found">{found.noise.toPrecision(3)}</td>
          </tr>
          {details !== undefined && (
            <tr>
              <th scope="row">σ from the finest details</th>
              <td data-value="details">{details.toPrecision(3)}</td>
            </tr>
          )}
          <tr>
            <th scope="row">Threshold (Gavish and Donoho)</th>
            <td data-value="threshold">{found.threshold.toPrecision(4)}</td>
          </tr>
          <tr>
            <th scope="row">Rank by the threshold</th>
            <td data-value="rank">
              {found.rank}: {units} {dB(found.rank)}
            </td>
          </tr>
          <tr>
            <th scope="row">Best rank, seen from what is clean</th>
            <td data-value="best">
              {best}: {units} {dB(best)}
            </td>
          </tr>
        </tbody>
      </table>
      <p class="note noise-note">{kind === "picture" ? ABOUT_PICTURES : ABOUT_SIGNALS}</p>
    </>
  );
}

const ABOUT_PICTURES =
  "The threshold is the best there is for a matrix of low rank in white noise. A photograph as a whole is no such matrix: detail is spread over all singular values, and the median takes some of it for noise. Small groups of similar patches are nearly of low rank, so the same rule works far better there.";

const ABOUT_SIGNALS =
  "Each row of the trajectory matrix is a window of the signal, one sample later than the one above. A sum of three sinusoids has rank 6 there; a chirp, whose pitch changes, needs more. Noise repeats along the anti-diagonals and so is not quite the white noise that the threshold is made for.";
