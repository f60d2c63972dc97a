import type { Matrix2 } from "./plane.ts";

export const START: Matrix2 = [1.4, 0.9, 0.1, 1.2];

/** Matrices worth a look, by the name of what is special about them. */
export const PRESETS: readonly (readonly [name: string, matrix: Matrix2])[] = [
  ["Start", START],
  ["Rank 1", [1.2, 0.6, 0.8, 0.4]],
  ["Shear", [1, 1, 0, 1]],
  ["Identity", [1, 0, 0, 1]],
  ["Rotation", [0.8, -0.6, 0.6, 0.8]],
  ["Reflection", [0.6, 0.8, 0.8, -0.6]],
  ["Symmetric", [1.5, 0.7, 0.7, 0.5]],
  ["Nearly singular", [1, 1, 1, 1.01]],
];
