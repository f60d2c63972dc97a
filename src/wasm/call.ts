import { look } from "../progress.ts";
import { LIMIT, OutOfMemory } from "./arena.ts";
import { giveBack, type Engine } from "./engine.ts";

/** A call of a routine, as far as its need of memory goes. */
export interface Call {
  /** Who called, and on what: "svd: a 3 × 4 matrix". */
  readonly subject: () => string;

  /** The sizes of all blocks that the call allocates, in bytes. */
  readonly sizes: readonly number[];

  /** What the caller can do if that does not fit. */
  readonly instead?: () => string;
}

/**
 * Runs `body`, which pushes to and pulls from the engine, and frees all memory
 * that it took, also when it throws.
 *
 * @throws {@link RangeError} if there is not enough memory for `call.sizes`.
 */
export function run<R>(engine: Engine, call: Call, body: () => R): R {
  look();
  try {
    return engine.arena.scope(() => {
      engine.arena.reserve(...call.sizes);
      return body();
    });
  } catch (error) {
    if (!(error instanceof OutOfMemory)) throw error;
    throw new RangeError(explain(call), { cause: error });
  } finally {
    giveBack(engine);
  }
}

function explain({ subject, sizes, instead }: Call): string {
  const needed = total(sizes);
  const limit =
    needed > LIMIT
      ? `but WebAssembly has ${memory(LIMIT)}`
      : "which this machine does not have free";
  const advice = instead?.();
  return `${subject()} needs ${memory(needed)} of memory, ${limit}${advice ? `; ${advice}` : ""}`;
}

export function total(sizes: readonly number[]): number {
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

/** How error messages write an amount of memory. */
export function memory(bytes: number): string {
  const GiB = 2 ** 30;
  const MiB = 2 ** 20;
  return bytes >= GiB ? `${(bytes / GiB).toFixed(1)} GiB` : `${Math.ceil(bytes / MiB)} MiB`;
}
