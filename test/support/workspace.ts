import type { Real } from "../../src/real.ts";
import type { Engine } from "../../src/wasm/engine.ts";
import { Block } from "./block.ts";
import { precisionOf } from "./precisions.ts";

/** A vector of `length` numbers that hold NaN, for what a routine must not read before it writes. */
export function output<T extends Real>(engine: Engine<T>, like: T, length: number): Block<T> {
  return new Block(engine, length, 1, precisionOf(like).zeros(length).fill(NaN) as T);
}

/** A workspace of so many bytes; `read()` fails if anything beyond them was written. */
export function workspace<T extends Real>(engine: Engine<T>, like: T, bytes: number): Block<T> {
  return output(engine, like, Math.ceil(bytes / like.BYTES_PER_ELEMENT));
}
