/**
 * How far apart two faces are, by their coordinates:
 *
 * - `"euclidean"`: √Σ (xᵢ − yᵢ)²;
 * - `"cosine"`: 1 − cos of the angle between them, 0 … 2, whatever their lengths;
 * - `"mahalanobis"`: √Σ (xᵢ − yᵢ)² / λᵢ, where λᵢ is the variance along eigenface i: each counts alike.
 */
export type FaceMetric = "euclidean" | "cosine" | "mahalanobis";

export const METRICS: readonly FaceMetric[] = ["euclidean", "cosine", "mahalanobis"];

/** @param variances - Along each coordinate; of whitened ones, ones. */
export function faceDistance(
  x: Float64Array,
  y: Float64Array,
  metric: FaceMetric,
  variances: Float64Array,
): number {
  if (metric === "cosine") return cosineDistance(x, y);
  let sum = 0;
  for (let i = 0; i < x.length; ++i) {
    const square = (x[i] - y[i]) ** 2;
    sum += metric === "euclidean" ? square : square / variances[i];
  }
  return Math.sqrt(sum);
}

function cosineDistance(x: Float64Array, y: Float64Array): number {
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < x.length; ++i) {
    xx += x[i] * x[i];
    yy += y[i] * y[i];
    xy += x[i] * y[i];
  }
  // The mean face has no direction.
  return xx === 0 || yy === 0 ? 1 : Math.max(0, 1 - xy / Math.sqrt(xx * yy));
}
