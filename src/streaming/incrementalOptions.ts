import { describe } from "../errors.ts";
import type { IncrementalOptions } from "./incremental.ts";
import type { SavedMean } from "./runningMean.ts";

/** An IncrementalSVD as plain data. */
export interface SavedSVD {
  readonly k: number;
  readonly vectors: "both" | "right";
  readonly forgetting: number;
  readonly rows: number;
  readonly columns: number;
  readonly s: readonly number[];
  /** m × r by rows; nothing where `vectors` is `"right"`. */
  readonly U: readonly number[];
  /** n × r, by rows. */
  readonly V: readonly number[];
  readonly discarded: number;
  readonly grown: "rows" | "columns" | "both" | null;
  readonly mean: SavedMean | null;
}

/** Returns all options, or throws. */
export function checkOptions(options: IncrementalOptions) {
  const name = "IncrementalSVD";
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`${name}: expected options with k, got ${describe(options)}`);
  }
  const { k, vectors = "both", forgetting = 1, center = false, reproducible } = options;
  if (!Number.isInteger(k) || k < 1) {
    throw new RangeError(`${name}: expected k to be an integer >= 1, got ${describe(k)}`);
  }
  if (vectors !== "both" && vectors !== "right") {
    throw new TypeError(
      `${name}: expected vectors to be "both" or "right", got ${describe(vectors)}`,
    );
  }
  if (!(forgetting > 0 && forgetting <= 1)) {
    throw new RangeError(
      `${name}: expected forgetting above 0 and up to 1, got ${describe(forgetting)}`,
    );
  }
  if (center && vectors === "both") {
    throw new TypeError(
      `${name}: center: true needs vectors: "right": all rows of U change with the mean`,
    );
  }
  if (center && forgetting !== 1) {
    throw new RangeError(`${name}: expected forgetting 1 with center: true, got ${forgetting}`);
  }
  return { k, vectors, forgetting, center, reproducible };
}

/** Throws unless the parts of what was saved fit together. */
export function readSaved(saved: SavedSVD): SavedSVD {
  const { rows, columns, s, U, V, vectors } = saved;
  const r = s.length;
  const lengths = [vectors === "both" ? rows * r : 0, columns * r];
  if (U.length !== lengths[0] || V.length !== lengths[1]) {
    throw new RangeError(
      `IncrementalSVD.fromJSON: ${r} vectors of ${rows} × ${columns} have ${lengths.join(" and ")} entries, got ${U.length} and ${V.length}`,
    );
  }
  return saved;
}
