/** One part of an SVD, as it was measured. */
export interface Phase {
  readonly name: string;
  readonly milliseconds: number;
  /** Missing where a phase does not compute. */
  readonly gflops?: number;
}

export interface Phases {
  readonly dtype: "float64" | "float32";
  readonly rows: number;
  readonly columns: number;
  /** The whole driver, which is what the phases are parts of. */
  readonly milliseconds: number;
  readonly phases: readonly Phase[];
}
