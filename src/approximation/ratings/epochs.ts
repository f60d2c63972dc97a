import { ConvergenceError } from "../../errors.ts";
import { report } from "../../progress.ts";
import type { Real } from "../../real.ts";
import type { ResidentFactors, Sides } from "../../wasm/factors.ts";

/** Where a fit stands after an epoch: a pass over all ratings. */
export interface FitEpoch {
  /** Counted from 1. */
  readonly epoch: number;
  /**
   * Root of the mean squared error on the ratings that are fitted; of "funk" the errors before the steps that they cause,
   * of implicit feedback those of 1 for each.
   */
  readonly trainRmse: number;
  /** The same on the ratings that are held back; undefined if there are none. */
  readonly validationRmse?: number;
}

export interface FittedFactors<T extends Real> {
  readonly sides: Sides<T>;
  readonly history: readonly FitEpoch[];
  /** The epoch that `sides` are from. */
  readonly bestEpoch: number;
}

export interface Epochs {
  readonly epochs: number;
  /** Epochs without a smaller error on what is held back, after which it ends. */
  readonly patience: number;
  /** Called after each epoch; what it throws ends the fit. */
  readonly onProgress?: (epoch: FitEpoch) => void;
}

/** What a fit is measured by after `run(epoch)`. */
export interface Measured {
  readonly trainRmse: number;
  readonly validationRmse: number | undefined;
}

/** Runs epochs until there is no gain any more, and returns the model of the best one. */
export function repeat<T extends Real>(
  name: string,
  resident: ResidentFactors<T>,
  { epochs, patience, onProgress }: Epochs,
  run: (epoch: number) => Measured,
): FittedFactors<T> {
  const history: FitEpoch[] = [];
  let best: { sides: Sides<T>; error: number; epoch: number } | undefined;
  for (let epoch = 1; epoch <= epochs; ++epoch) {
    const { trainRmse, validationRmse } = run(epoch);
    if (!Number.isFinite(trainRmse) || !Number.isFinite(validationRmse ?? 0)) {
      throw new ConvergenceError(
        `${name}: the errors grew without bounds in epoch ${epoch}; lower learningRate`,
      );
    }
    const state = { epoch, trainRmse, ...(validationRmse !== undefined && { validationRmse }) };
    history.push(state);
    report("fit", epoch / epochs, validationRmse ?? trainRmse);
    onProgress?.(state);
    // With nothing held back, the last one is as good as any.
    const error = validationRmse ?? 0;
    if (validationRmse === undefined ? epoch === epochs : !best || error < best.error) {
      best = { sides: resident.read(), error, epoch };
    }
    if (best && epoch - best.epoch >= patience) break;
  }
  if (!best) throw new RangeError(`${name}: expected epochs >= 1, got ${epochs}`);
  return { sides: best.sides, history, bestEpoch: best.epoch };
}

/** Root of the mean squared difference; undefined of nothing. */
export function rootMeanSquare(
  targets: ArrayLike<number>,
  scores: ArrayLike<number>,
): number | undefined {
  if (targets.length === 0) return undefined;
  let sum = 0;
  for (let k = 0; k < targets.length; ++k) {
    const difference = targets[k] - scores[k];
    sum += difference * difference;
  }
  return Math.sqrt(sum / targets.length);
}
