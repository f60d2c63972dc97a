import { expect } from "vitest";
import type { Real } from "../../src/real.ts";
import type { Engine } from "../../src/wasm/engine.ts";
import { precisionOf } from "./precisions.ts";

/** Numbers of canary before and after each block. */
const GUARD = 16;

/** What no kernel writes. */
const CANARY = 1234.5;

export interface Layout {
  /** Numbers from one row to the next, 1 by default. */
  readonly rowStride?: number;
  /** Numbers from one column to the next; by default, columns lie end to end. */
  readonly columnStride?: number;
  /** Numbers by which the block misses the boundary of a vector register. */
  readonly offset?: number;
}

/**
 * A matrix in the memory of an engine, between and among numbers that must stay
 * as they are. A vector is a matrix of one column.
 */
export class Block<T extends Real = Real> {
  readonly rows: number;
  readonly columns: number;
  /** Address of entry (0, 0). */
  readonly at: number;
  /** Bytes from one row, or column, to the next. */
  readonly rowStride: number;
  readonly stride: number;
  readonly #engine: Engine<T>;
  readonly #start: number;
  readonly #places: readonly number[];
  readonly #length: number;

  /** Pushes `data`, given column by column. */
  constructor(engine: Engine<T>, rows: number, columns: number, data: T, layout: Layout = {}) {
    const { rowStride = 1, columnStride = Math.max(1, rows * rowStride), offset = 0 } = layout;
    const size = data.BYTES_PER_ELEMENT;
    this.rows = rows;
    this.columns = columns;
    this.#engine = engine;
    this.#places = Array.from(
      { length: rows * columns },
      (_, i) => GUARD + offset + (i % rows) * rowStride + Math.floor(i / rows) * columnStride,
    );
    const last = this.#places.length === 0 ? 0 : this.#places[this.#places.length - 1];
    this.#length = Math.max(GUARD + offset, last) + 1 + GUARD;
    const all = precisionOf(data).zeros(this.#length).fill(CANARY) as T;
    this.#places.forEach((place, i) => (all[place] = data[i]));
    this.#start = engine.push(all);
    this.at = this.#start + (GUARD + offset) * size;
    this.rowStride = rowStride * size;
    this.stride = columnStride * size;
  }

  /** The entries, column by column. Fails if anything around them has changed. */
  read(): T {
    const all = this.#engine.pull(this.#start, this.#length);
    const entries = precisionOf(all).zeros(this.#places.length) as T;
    this.#places.forEach((place, i) => {
      entries[i] = all[place];
      all[place] = CANARY;
    });
    const changed = all.findIndex((x) => x !== CANARY);
    expect(changed, "place, counted from the guard, that was written to").toBe(-1);
    return entries;
  }
}

/**
 * Returns the largest |actualᵢ − exactᵢ| / boundᵢ, which should be at most 1;
 * where the bound is 0 only equality will do.
 */
export function excess(
  actual: ArrayLike<number>,
  exact: ArrayLike<number>,
  bound: ArrayLike<number>,
): number {
  if (actual.length !== exact.length) return NaN;
  let worst = 0;
  for (let i = 0; i < exact.length; ++i) {
    const error = Math.abs(actual[i] - exact[i]);
    worst = Math.max(worst, error === 0 ? 0 : error / bound[i]);
  }
  return worst;
}
