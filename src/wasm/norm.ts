import { dtypeOf, type Real } from "../real.ts";
import { run } from "./call.ts";
import type { EngineOptions } from "./builds.ts";
import { engineFor } from "./engine.ts";

/** √Σ xᵢ², without overflow or underflow on the way. */
export function norm(name: string, x: Real, options: EngineOptions = {}): number {
  const engine = engineFor(x, options);
  const call = {
    subject: () => `${name}: ${x.length} numbers of ${dtypeOf(x)}`,
    sizes: [x.byteLength],
  };
  return run(engine, call, () => engine.exports.norm(x.length, engine.push(x)));
}
