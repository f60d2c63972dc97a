import { type Feedback, fitFactors } from "../../approximation/ratings/fitFactors.ts";
import type { Real } from "../../real.ts";
import { fitBaseline } from "./methods/baseline.ts";
import { fitMeanFilled } from "./methods/meanFilled.ts";
import { fitSoftImputed } from "./methods/softImputed.ts";
import { type Fitted, meanOf } from "./model.ts";
import type { RecommenderFitOptions, Settings } from "./options.ts";
import type { TrainingSet } from "./trainingSet.ts";

/** Fits a model by the method of the settings. */
export function fitModel<T extends Real>(
  name: string,
  training: TrainingSet<T>,
  settings: Settings,
  { onProgress }: RecommenderFitOptions,
): Fitted<T> {
  const { all, fitted, held } = training;
  const { method } = settings;
  switch (method) {
    case "funk":
    case "als": {
      const feedback = feedbackOf(settings, meanOf(fitted));
      const options = { ...settings, method, feedback, held, ...(onProgress && { onProgress }) };
      const { sides, history, bestEpoch } = fitFactors(name, fitted, options);
      const mean = "mean" in feedback ? feedback.mean : 0;
      return { model: { mean, ...sides }, history, bestEpoch };
    }
    case "soft-impute":
      return fitSoftImputed(name, training, { ...settings, ...(onProgress && { onProgress }) });
    case "mean-filled":
      return { model: fitMeanFilled(all, settings), history: [], bestEpoch: 0 };
    default:
      return { model: fitBaseline(method, all), history: [], bestEpoch: 0 };
  }
}

/** How ratings are taken. */
export function feedbackOf({ implicit, alpha }: Settings, mean: number): Feedback {
  return implicit ? { alpha } : { mean };
}
