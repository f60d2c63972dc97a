import { describe } from "../../errors.ts";
import { Matrix } from "../../matrix.ts";
import type { FaceSize } from "./faceInput.ts";
import type { SquaredDistances } from "./faceSpace.ts";
import type { FaceSpace } from "./fitFaces.ts";
import type { Settings } from "./options.ts";

/** Who it is: a name or a number. */
export type FaceLabel = string | number;

/** An `Eigenfaces` as plain data, for JSON. */
export interface SavedEigenfaces {
  readonly type: "Eigenfaces";
  readonly settings: Settings;
  readonly size: FaceSize;
  readonly mean: readonly number[];
  /** k × pixels, row by row. */
  readonly components: readonly number[];
  readonly singularValues: readonly number[];
  readonly explainedVarianceRatio: readonly number[];
  /** Coordinates of the faces that it was made of, n × k. */
  readonly scores: readonly number[];
  readonly labels: readonly FaceLabel[];
  readonly limits: SquaredDistances;
}

export interface FittedFaces extends FaceSpace {
  readonly size: FaceSize;
  readonly labels: readonly FaceLabel[];
}

export function save(settings: Settings, fitted: FittedFaces): SavedEigenfaces {
  const { size, labels, limits } = fitted;
  return {
    type: "Eigenfaces",
    settings,
    size,
    mean: Array.from(fitted.mean),
    components: Array.from(fitted.basis.data),
    singularValues: Array.from(fitted.singularValues),
    explainedVarianceRatio: Array.from(fitted.explainedVarianceRatio),
    scores: Array.from(fitted.scores.data),
    labels: [...labels],
    limits: { ...limits },
  };
}

/** Throws unless `saved` is what `save` returns. */
export function restore(saved: SavedEigenfaces): FittedFaces {
  const name = "Eigenfaces.fromJSON";
  const data = saved as Partial<SavedEigenfaces> | null;
  const lists = [data?.mean, data?.components, data?.singularValues, data?.scores, data?.labels];
  if (data?.type !== "Eigenfaces" || !lists.every(Array.isArray) || !data.size) {
    throw new TypeError(`${name}: expected what toJSON returned, got ${describe(saved)}`);
  }
  const { size, labels, limits } = saved;
  const n = labels.length;
  const k = saved.singularValues.length;
  const pixels = size.width * size.height;
  const lengths = [saved.mean, saved.components, saved.scores].map(({ length }) => length);
  if (String(lengths) !== String([pixels, k * pixels, n * k])) {
    throw new RangeError(
      `${name}: expected ${pixels}, ${k * pixels} and ${n * k} numbers of the mean, the components and the scores, got ${lengths.join(", ")}`,
    );
  }
  const singularValues = Float64Array.from(saved.singularValues);
  return {
    size,
    labels,
    limits,
    mean: Float64Array.from(saved.mean),
    basis: new Matrix(k, pixels, Float64Array.from(saved.components)),
    singularValues,
    variances: singularValues.map((value) => (value * value) / (n - 1)),
    explainedVarianceRatio: Float64Array.from(saved.explainedVarianceRatio),
    scores: new Matrix(n, k, Float64Array.from(saved.scores)),
  };
}
