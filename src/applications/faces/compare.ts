import { describe } from "../../errors.ts";
import type { Matrix } from "../../matrix.ts";
import { faceDistance, type FaceMetric, METRICS } from "./metric.ts";
import { type Model, whitened } from "./projection.ts";
import type { FaceLabel } from "./saved.ts";

export interface CompareOptions {
  /** By default `"mahalanobis"`. */
  readonly metric?: FaceMetric;
}

/** The face that is nearest to another. */
export interface FaceMatch {
  readonly label: FaceLabel;
  readonly distance: number;
  /** Which of the faces given to `fit`. */
  readonly index: number;
}

/** Distances of a face from each row of others; both in coordinates that are not whitened. */
export function distancesTo(
  name: string,
  model: Model,
  face: Matrix<Float64Array>,
  others: Matrix<Float64Array>,
  { metric = "mahalanobis" }: CompareOptions,
): number[] {
  if (!METRICS.includes(metric)) {
    const expected = METRICS.map((one) => `"${one}"`).join(", ");
    throw new TypeError(
      `${name}: expected metric to be one of ${expected}, got ${describe(metric)}`,
    );
  }
  const { variances } = model.fitted;
  const [x, y] = [face, others].map((one) => whitened(model, one));
  // Mahalanobis distances of whitened coordinates are Euclidean ones.
  const kind = model.settings.whiten && metric === "mahalanobis" ? "euclidean" : metric;
  return Array.from({ length: y.rows }, (_, i) => {
    return faceDistance(x.row(0), y.row(i), kind, variances);
  });
}

/** The nearest of the faces that the model was made of. */
export function nearestFace(
  name: string,
  model: Model,
  face: Matrix<Float64Array>,
  options: CompareOptions,
): FaceMatch {
  const { labels, scores } = model.fitted;
  const distances = distancesTo(name, model, face, scores, options);
  const distance = distances.reduce((a, b) => Math.min(a, b), Infinity);
  const index = distances.indexOf(distance);
  return { label: labels[index], distance, index };
}

/** The distance from the nearest face of a label. */
export function distanceToLabel(
  name: string,
  model: Model,
  face: Matrix<Float64Array>,
  label: FaceLabel,
  options: CompareOptions,
): number {
  const { labels, scores } = model.fitted;
  if (!labels.includes(label)) {
    throw new RangeError(`${name}: no face has the label ${describe(label)}`);
  }
  const distances = distancesTo(name, model, face, scores, options);
  return distances.reduce(
    (least, x, i) => (labels[i] === label ? Math.min(least, x) : least),
    Infinity,
  );
}
