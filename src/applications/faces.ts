export type { CompareOptions, FaceMatch } from "./faces/compare.ts";
export { Eigenfaces, type FaceSpaceDistance } from "./faces/eigenfaces.ts";
export type { FaceInput, FacesInput, FaceSize } from "./faces/faceInput.ts";
export type { FaceMetric } from "./faces/metric.ts";
export type { EigenfacesOptions } from "./faces/options.ts";
export type { FaceLabel, SavedEigenfaces } from "./faces/saved.ts";
