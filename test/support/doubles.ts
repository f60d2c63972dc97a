import { expect } from "vitest";
import type { Engine } from "../../src/wasm/engine.ts";

/** Numbers of canary before and after each block. */
const GUARD = 16;

/** What no kernel writes. */
const CANARY = 1234.5;

/**
 * Doubles in the memory of an engine of either precision, between numbers that must stay as they are: for the
 * kernels that compute in f64 whatever the matrix is made of. See `Block`.
 */
export class Doubles {
  readonly length: number;
  /** Address of the first of them. */
  readonly at: number;
  readonly #engine: Engine;
  readonly #start: number;

  /** @param offset - 1 to miss the boundary of a vector register. */
  constructor(engine: Engine, data: ArrayLike<number>, offset = 0) {
    this.length = data.length;
    this.#engine = engine;
    this.#start = engine.arena.allocate(8 * (2 * GUARD + data.length)) + 8 * offset;
    this.at = this.#start + 8 * GUARD;
    const all = this.#view();
    all.fill(CANARY);
    all.set(Array.from(data), GUARD);
  }

  /** A copy of the numbers. Fails if anything around them has changed. */
  read(): Float64Array {
    const all = this.#view();
    const around = [...all.subarray(0, GUARD), ...all.subarray(GUARD + this.length)];
    const changed = around.findIndex((x) => x !== CANARY);
    expect(changed, "place among the guards that was written to").toBe(-1);
    return all.slice(GUARD, GUARD + this.length);
  }

  #view(): Float64Array {
    // One number less behind, so that the offset stays within what was allocated.
    return new Float64Array(
      this.#engine.arena.memory.buffer,
      this.#start,
      2 * GUARD - 1 + this.length,
    );
  }
}
