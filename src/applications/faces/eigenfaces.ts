import { describe } from "../../errors.ts";
import type { Image } from "../../image.ts";
import type { Matrix } from "../../matrix.ts";
import type { MatrixInput } from "../../matrixInput.ts";
import { type CompareOptions, distancesTo, distanceToLabel } from "./compare.ts";
import { type FaceMatch, nearestFace } from "./compare.ts";
import { normalizeContrast } from "./contrast.ts";
import { faceImage, signedImage, spreadImage } from "./faceImage.ts";
import { type FaceInput, type FacesInput, isImage, isImages } from "./faceInput.ts";
import { readFace, readFaces } from "./faceInput.ts";
import { squaredDistances } from "./faceSpace.ts";
import { fitFaces } from "./fitFaces.ts";
import { type EigenfacesOptions, type Settings, settingsOf, sizeOf } from "./options.ts";
import { centre, coordinates, type Model, rebuild, whitened } from "./projection.ts";
import { type FaceLabel, type FittedFaces, restore, save, type SavedEigenfaces } from "./saved.ts";

/** How little a picture looks like a face. */
export interface FaceSpaceDistance {
  /** The larger of the two below, each over its limit: above 1, it is no face. */
  readonly distance: number;
  /** From the nearest picture that the eigenfaces add up to: "distance from face space". */
  readonly residual: number;
  /** Of that picture from the mean face, √Σ yᵢ² / λᵢ: "distance in face space". */
  readonly mahalanobis: number;
}

/**
 * Eigenfaces: principal components of pictures of faces, to recognize them by few numbers.
 *
 * `fit` takes brightness and contrast out of each face, and the mean face off, and decomposes the matrix of faces × pixels; the right
 * singular vectors are the eigenfaces. Faces must have one size, and eyes and mouth at the same places. Computed in double precision.
 *
 * Whether a picture is a face at all, two distances say (M. Turk, A. Pentland, Eigenfaces for recognition, J. Cognitive Neurosci. 3 (1991)
 * 71–86; B. Moghaddam, A. Pentland, Probabilistic visual learning for object representation, IEEE Trans. Pattern Anal. Mach.
 * Intell. 19 (1997) 696–710): by how much it is not a sum of eigenfaces, and how unusual a sum it is. The former alone is small for everything
 * that is smooth. Each is taken relative to what it is for faces left out of `fit` (`percentile`), and the larger counts, as control
 * charts of principal components have it (J. Jackson, G. Mudholkar, Technometrics 21 (1979) 341–349). Of held-out faces and pieces of
 * background of 25 × 25 pixels (Labeled Faces in the Wild), 50 faces to learn from, it ranks 96 % of the pairs right, the residual 75 %;
 * `isFace` accepts 88 % of the faces and 10 % of the others.
 *
 * Costs one `svd` of faces × pixels, and up to 20 of faces × faces.
 *
 * @example
 * ```ts
 * import { Eigenfaces } from "wasm-svd";
 *
 * // Four "faces" of 2 × 2 pixels.
 * const faces = [[9, 1, 1, 9], [8, 2, 1, 9], [1, 9, 9, 1], [2, 8, 9, 2]];
 * const model = new Eigenfaces({ components: 2 }).fit(faces, ["Ann", "Ann", "Bob", "Bob"]);
 * model.identify([7, 1, 2, 8]).label; // "Ann"
 * model.project(faces).columns; // 2
 * ```
 */
export class Eigenfaces {
  /** What the workers of a pool know it by, whatever a minifier calls it. */
  static readonly name = "Eigenfaces";

  readonly #settings: Settings;
  #fitted: FittedFaces | undefined;

  /** @throws {@link RangeError} or {@link TypeError} if an option is out of range. */
  constructor(options: EigenfacesOptions = {}) {
    this.#settings = settingsOf(options);
  }

  /** The eigenfaces, k × pixels: orthonormal rows. */
  get components(): Matrix<Float64Array> {
    return this.#need("components").fitted.basis;
  }

  /** Of the centred faces, largest first. */
  get singularValues(): Float64Array {
    return this.#need("singularValues").fitted.singularValues;
  }

  /** The part of the variance along each eigenface. */
  get explainedVarianceRatio(): Float64Array {
    return this.#need("explainedVarianceRatio").fitted.explainedVarianceRatio;
  }

  /** Labels of the faces given to `fit`, by default their places. */
  get labels(): readonly FaceLabel[] {
    return this.#need("labels").fitted.labels;
  }

  /**
   * Learns from faces.
   *
   * @param faces - At least 3 pictures of one size, or a matrix of faces × pixels.
   * @param labels - Who is in each; by default 0, 1, …
   *
   * @throws {@link RangeError} if there are too few, they do not differ, or sizes do not fit.
   * @throws {@link NonFiniteError} if a number is not finite.
   */
  fit(faces: FacesInput, labels?: readonly FaceLabel[]): this {
    const name = "Eigenfaces.fit";
    const settings = this.#settings;
    const x = readFaces(name, faces);
    if (x.rows < 3) throw new RangeError(`${name}: expected at least 3 faces, got ${x.rows}`);
    if (labels !== undefined && labels.length !== x.rows) {
      throw new RangeError(
        `${name}: expected ${x.rows} labels, one for each face, got ${labels.length}`,
      );
    }
    const { width, height } = isImages(faces) ? faces[0] : sizeOf(name, settings.size, x.columns);
    const { faces: normalized } = normalizeContrast(x, settings.normalize === "none");
    this.#fitted = {
      ...fitFaces(name, normalized, settings),
      size: { width, height },
      labels: labels ? [...labels] : Array.from({ length: x.rows }, (_, i) => i),
    };
    return this;
  }

  /** Returns the coordinates of faces along the eigenfaces, one row for each face: n × k. */
  project(faces: FacesInput | Image): Matrix<Float64Array> {
    const model = this.#need("project");
    const name = "Eigenfaces.project";
    if (isImage(faces)) return whitened(model, this.#one(name, model, faces));
    return whitened(model, coordinates(model, centre(name, model, readFaces(name, faces)).faces));
  }

  /** Returns the nearest pictures that the eigenfaces add up to, with the brightness and contrast of each face. */
  reconstruct(face: Image): Image;
  reconstruct(faces: MatrixInput): Matrix<Float64Array>;
  reconstruct(faces: Image | MatrixInput): Image | Matrix<Float64Array> {
    const name = "Eigenfaces.reconstruct";
    const model = this.#need("reconstruct");
    const { size } = model.fitted;
    if (!isImage(faces)) return rebuild(name, model, readFaces(name, faces));
    return faceImage(rebuild(name, model, readFace(name, faces, size)).data, size);
  }

  /** Finds the nearest of the faces given to `fit`. */
  identify(face: FaceInput, options: CompareOptions = {}): FaceMatch {
    const name = "Eigenfaces.identify";
    const model = this.#need("identify");
    return nearestFace(name, model, this.#one(name, model, face), options);
  }

  /**
   * Says whether two faces are of one person: whether they are as near as `threshold`.
   *
   * @param other - A face, or a label: the nearest face given to `fit` with that label counts.
   * @param threshold - In the units of the metric. What is good depends on the pictures: take distances of some that you know.
   * @throws {@link RangeError} if no face has that label.
   */
  verify(
    face: FaceInput,
    other: FaceInput | FaceLabel,
    threshold: number,
    options: CompareOptions = {},
  ): { readonly same: boolean; readonly distance: number } {
    const name = "Eigenfaces.verify";
    const model = this.#need("verify");
    if (typeof threshold !== "number" || !(threshold >= 0)) {
      throw new RangeError(`${name}: expected a threshold >= 0, got ${describe(threshold)}`);
    }
    const y = this.#one(name, model, face);
    const distance =
      typeof other === "string" || typeof other === "number"
        ? distanceToLabel(name, model, y, other, options)
        : distancesTo(name, model, y, this.#one(name, model, other), options)[0];
    return { same: distance <= threshold, distance };
  }

  /** Returns how little a picture looks like a face. */
  distanceToFaceSpace(face: FaceInput): FaceSpaceDistance {
    const name = "Eigenfaces.distanceToFaceSpace";
    const model = this.#need("distanceToFaceSpace");
    const { size, variances, limits } = model.fitted;
    const { faces } = centre(name, model, readFace(name, face, size));
    const y = coordinates(model, faces);
    const { residual, mahalanobis } = squaredDistances(faces.data, y.data, variances);
    const largest = Math.max(residual / limits.residual, mahalanobis / limits.mahalanobis);
    return {
      distance: Math.sqrt(largest),
      residual: Math.sqrt(residual),
      mahalanobis: Math.sqrt(mahalanobis),
    };
  }

  /**
   * Returns whether a picture is as near to the face space as faces are. Of new faces, about one in 20 is not nearer by each of the
   * two distances (`percentile`).
   *
   * @param threshold - Of `distanceToFaceSpace(face).distance`; by default 1.
   */
  isFace(face: FaceInput, threshold = 1): boolean {
    return this.distanceToFaceSpace(face).distance <= threshold;
  }

  /** Returns the mean of the faces as a picture, black and white being its extremes. */
  meanFace(): Image {
    const { mean, size } = this.#need("meanFace").fitted;
    return spreadImage(mean, size);
  }

  /**
   * Returns an eigenface as a picture: 0 is middle grey.
   *
   * @param i - From 0, which has the largest variance.
   */
  eigenface(i: number): Image {
    const { basis, size } = this.#need("eigenface").fitted;
    if (!Number.isInteger(i) || i < 0 || i >= basis.rows) {
      throw new RangeError(
        `Eigenfaces.eigenface: expected an integer from 0 to ${basis.rows - 1}, got ${describe(i)}`,
      );
    }
    return signedImage(basis.row(i), size);
  }

  /** Returns the model as plain data. */
  toJSON(): SavedEigenfaces {
    const { settings, fitted } = this.#need("toJSON");
    return save(settings, fitted);
  }

  /** Makes a model of what `toJSON` returned; both compute the same bits. */
  static fromJSON(saved: SavedEigenfaces): Eigenfaces {
    const fitted = restore(saved);
    const { size, ...rest } = saved.settings;
    const model = new Eigenfaces({ ...rest, ...(size && { size }) });
    model.#fitted = fitted;
    return model;
  }

  /** Coordinates of one face. */
  #one(name: string, model: Model, face: FaceInput): Matrix<Float64Array> {
    return coordinates(model, centre(name, model, readFace(name, face, model.fitted.size)).faces);
  }

  #need(member: string): Model {
    if (this.#fitted) return { settings: this.#settings, fitted: this.#fitted };
    throw new Error(`Eigenfaces.${member}: call fit first`);
  }
}
