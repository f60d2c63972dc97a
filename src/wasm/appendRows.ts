import { shape } from "../errors.ts";
import type { Real } from "../real.ts";
import type { EngineOptions } from "./builds.ts";
import { run } from "./call.ts";
import { engineFor } from "./engine.ts";

/** How many rows of n columns `appendRows` should be given at once. */
export function appendRowsBlock(r: Float64Array, n: number, options: EngineOptions): number {
  return engineFor(r, options).exports.appendRowsBlock(n) >>> 0;
}

/**
 * Overwrites R, n × n by columns, with the triangular factor of [R; A], A by rows of n numbers. In double
 * precision, whatever that of A is: a file of single precision may be long.
 *
 * @returns False if A is not finite; then R is as it was.
 * @throws {@link RangeError} if there is not enough memory.
 */
export function appendRows(
  name: string,
  a: Real,
  n: number,
  r: Float64Array,
  options: EngineOptions,
): boolean {
  const engine = engineFor(r, options);
  const { exports } = engine;
  const m = a.length / n;
  const work = exports.appendRowsWorkspace(m, n);
  const call = {
    subject: () => `${name}: the triangular factor of ${shape(m, n)} rows`,
    sizes: [a.length * 8, r.byteLength, work],
    instead: () => "take a truncated decomposition (svds) of so many columns",
  };
  return run(engine, call, () => {
    const aAt = engine.allocate(a.length);
    engine.numbers.set(a, aAt / 8);
    const rAt = engine.push(r);
    const workAt = engine.arena.allocate(work);
    const finite = exports.appendRows(m, n, aAt, rAt, workAt) === 0;
    if (finite) engine.read(rAt, r);
    return finite;
  });
}
