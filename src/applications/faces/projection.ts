import { Matrix } from "../../matrix.ts";
import { type Normalized, normalizeContrast, restoreContrast } from "./contrast.ts";
import { scaleColumns, withoutMeans } from "./means.ts";
import type { Settings } from "./options.ts";
import type { FittedFaces } from "./saved.ts";

/** A model, complete: what was asked for and what was found. */
export interface Model {
  readonly settings: Settings;
  readonly fitted: FittedFaces;
}

/** Takes contrast and the mean face off faces, the rows of x. */
export function centre(
  name: string,
  { settings, fitted }: Model,
  x: Matrix<Float64Array>,
): Normalized {
  if (x.columns !== fitted.mean.length) {
    const { width, height } = fitted.size;
    throw new RangeError(
      `${name}: expected faces of ${width} × ${height} = ${width * height} pixels, got ${x.columns}`,
    );
  }
  const normalized = normalizeContrast(x, settings.normalize === "none");
  return { ...normalized, faces: withoutMeans(normalized.faces, fitted.mean) };
}

/** Coordinates of centred faces, not whitened. */
export function coordinates({ fitted }: Model, faces: Matrix<Float64Array>): Matrix<Float64Array> {
  return faces.multiply(fitted.basis.transpose());
}

/** Coordinates as `project` returns them. */
export function whitened(
  { settings, fitted }: Model,
  y: Matrix<Float64Array>,
): Matrix<Float64Array> {
  if (!settings.whiten) return y;
  return scaleColumns(
    y,
    fitted.variances.map((variance) => 1 / Math.sqrt(variance)),
  );
}

/** The sums of eigenfaces nearest to the rows of x. */
export function rebuild(name: string, model: Model, x: Matrix<Float64Array>): Matrix<Float64Array> {
  const centred = centre(name, model, x);
  const { basis, mean } = model.fitted;
  const inside = coordinates(model, centred.faces).multiply(basis);
  const sums = withoutMeans(
    inside,
    mean.map((value) => -value),
  );
  restoreContrast(sums, centred);
  return sums;
}
