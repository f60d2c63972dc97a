/**
 * What the modules ask of JavaScript, besides memory: where they can be watched, and stopped. Both functions may throw;
 * then nothing of the call remains but what it wrote.
 */

/** Phases, in the order in which a driver goes through them; src/wasm/checkpoint.ts names them. NO_PHASE tells nothing. */
export const NO_PHASE: u32 = 0;
export const FACTOR: u32 = 1;
export const REDUCE: u32 = 2;
export const VALUES: u32 = 3;
export const VECTORS: u32 = 4;
export const LEFT: u32 = 5;
export const RIGHT: u32 = 6;
export const SWEEPS: u32 = 7;
export const COMPLETION: u32 = 8;

/** Columns from which a matrix is watched: a call of the host takes some 10 ns, and smaller ones are done in 0.2 ms. */
export const WATCHED_FROM: usize = 64;

/** Says what the checkpoints that follow are about; returns what those before were about. */
export declare function enter(phase: u32): u32;

/** Says how much of the phase is done. With a total of 0, nothing: the host may look whether to go on. */
export declare function checkpoint(done: f64, total: f64): void;

/** Enters a phase of the decomposition of a matrix of n columns, unless that is small. */
export function begin(phase: u32, n: usize): void {
  if (n >= WATCHED_FROM) enter(phase);
}
