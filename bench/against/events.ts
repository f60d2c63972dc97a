import type { Shape, Table } from "../options.ts";

const square = (...sizes: number[]): Shape[] => sizes.map((n) => [n, n]);

/** The sizes that are compared: small ones, where calls cost most, to those beyond the caches; tall and wide. */
export const SHAPES: Record<Table, readonly Shape[]> = {
  thin: [...square(4, 16, 32, 64, 128, 256, 512, 1024), [10_000, 50], [2000, 100], [100, 2000]],
  values: [...square(256, 512, 1024), [2000, 100]],
  multiply: square(128, 256, 512, 1024),
  float32: square(512, 1024),
};

export const TITLES: Record<Table, string> = {
  thin: "Thin SVD, float64",
  values: "Singular values only, float64",
  multiply: "Product of two n × n matrices, float64",
  float32: "Thin SVD, float32",
};

/** What the library wants to reach: our time divided by theirs, at most. */
export interface Goal {
  readonly table: Table;
  readonly size: number;
  /** The beginning of the name of whom it is compared with. */
  readonly theirs: string;
  readonly atMost: number;
}

export const GOALS: readonly Goal[] = [
  { table: "thin", size: 512, theirs: "ml-matrix", atMost: 0.1 },
  { table: "multiply", size: 512, theirs: "numpy held to SSE", atMost: 1.3 },
];
