import { type DenoisedMatrix, Matrix, SVD } from "wasm-svd";
import { useEffect, useMemo, useState } from "preact/hooks";
import { JobStatus } from "../../parts/jobStatus.tsx";
import { greyPixels, PictureCanvas } from "../../parts/pictureCanvas.tsx";
import { RankSum } from "../../parts/rankSum.ts";
import { useJob } from "../../parts/useJob.ts";
import { pool } from "../../pool.ts";
import { decibels, meanSquare, type PictureAnalysis } from "./analysis.ts";

/** Milliseconds for which the noise rests before patches are cleaned, which takes longer than all else. */
const REST = 250;

interface Patches {
  readonly of: PictureAnalysis;
  readonly result: DenoisedMatrix<Matrix<Float64Array>>;
}

/** A picture clean, noisy, cleaned as a whole at a rank, and cleaned patch by patch. */
export function Pictures({
  analysis,
  rank,
}: {
  readonly analysis: PictureAnalysis;
  readonly rank: number;
}) {
  const { clean, noisy, svd, errors, before, noise } = analysis;
  const { rows, columns } = clean;
  const sum = useMemo(() => new RankSum(inSinglePrecision(svd)), [svd]);
  const whole = useMemo(() => greyPixels(columns, rows, sum.moveTo(rank)), [sum, rank]);
  const original = useMemo(() => greyPixels(columns, rows, clean.data), [clean]);
  const withNoise = useMemo(() => greyPixels(columns, rows, noisy.data), [noisy]);

  const job = useJob();
  const [patches, setPatches] = useState<Patches>();
  const clear = () => {
    job.run(
      async (options) => {
        const known = noise.known ? { noise: noise.sigma } : {};
        return await pool().denoise(noisy, {
          method: "patches",
          ...known,
          ...options,
        });
      },
      (result) => setPatches({ of: analysis, result }),
    );
  };
  useEffect(() => {
    const timer = setTimeout(clear, REST);
    return () => {
      clearTimeout(timer);
      job.cancel();
    };
  }, [analysis]);
  const current = patches?.of === analysis;
  const cleaned = useMemo(
    () => patches && greyPixels(columns, rows, patches.result.matrix.data),
    [patches],
  );
  const dB = (error: number) => <output>{decibels(analysis, error).toFixed(2)} dB</output>;
  const least = job.cancelled ? "cancelled" : "…";

  return (
    <>
      <div class="noise-pictures">
        <figure>
          <PictureCanvas pixels={original} label="The photograph without noise" />
          <figcaption>Clean</figcaption>
        </figure>
        <figure data-what="noisy">
          <PictureCanvas pixels={withNoise} label="The photograph with noise" />
          <figcaption>Noisy: {dB(before)}</figcaption>
        </figure>
        <figure data-what="whole">
          <PictureCanvas pixels={whole} label={`Cleaned as a whole at rank ${rank}`} />
          <figcaption>
            The whole matrix at rank {rank}: {dB(errors[rank])}
          </figcaption>
        </figure>
        <figure data-what="patches" data-stale={!current}>
          {cleaned && <PictureCanvas pixels={cleaned} label="Cleaned patch by patch" />}
          <figcaption>
            By patches: {current ? dB(meanSquare(clean.data, patches.result.matrix.data)) : least}
          </figcaption>
        </figure>
      </div>
      <JobStatus job={job} label="Cleaning by patches" />
      {job.cancelled && (
        <button type="button" onClick={clear}>
          Clean by patches again
        </button>
      )}
    </>
  );
}

function inSinglePrecision({ U, s, Vt }: SVD<Float64Array>): SVD<Float32Array> {
  const single = ({ rows, columns, data }: Matrix) =>
    new Matrix(rows, columns, Float32Array.from(data));
  return new SVD(single(U), Float32Array.from(s), single(Vt));
}
