import { useEffect, useState } from "preact/hooks";
import { useJob } from "../../parts/useJob.ts";
import type { Ratings } from "./data.ts";
import { leaveOneOut, type LeftOut } from "./leaveOneOut.ts";
import { knownError, type Prediction, type Settings } from "./model.ts";

/** How long the table has to rest before it is tried out, in milliseconds. */
const PAUSE = 300;

export interface QualityProps {
  readonly ratings: Ratings;
  readonly prediction: Prediction;
  readonly settings: Settings;
}

/** How well the model knows what it was told, and what it was not. */
export function Quality({ ratings, prediction, settings }: QualityProps) {
  const [leftOut, setLeftOut] = useState<LeftOut>();
  const job = useJob();
  useEffect(() => {
    setLeftOut(undefined);
    const timer = setTimeout(() => {
      job.run((options) => leaveOneOut(ratings, settings, options), setLeftOut);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [ratings, settings]);
  return (
    <>
      <table class="numbers">
        <tbody>
          <tr>
            <th scope="row">Error of the ratings that are known</th>
            <td data-testid="recommender-known">{knownError(ratings, prediction).toFixed(2)}</td>
          </tr>
          <tr>
            <th scope="row">Error of each when it is left out</th>
            <td data-testid="recommender-left-out">{leftOut?.withFactors.toFixed(2) ?? "…"}</td>
          </tr>
          <tr>
            <th scope="row">The same of biases alone, without factors</th>
            <td data-testid="recommender-biases">{leftOut?.biasesAlone.toFixed(2) ?? "…"}</td>
          </tr>
        </tbody>
      </table>
      {job.error && <p role="alert">{job.error.message}</p>}
      <p class="note">
        Root mean squares, in ratings. More factors and a smaller λ fit better what they were told;
        only what was left out shows whether they have learned anything.
      </p>
    </>
  );
}
