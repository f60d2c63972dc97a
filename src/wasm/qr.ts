import { shape } from "../errors.ts";
import { dtypeOf, type Dense, type Real } from "../real.ts";
import type { EngineOptions } from "./builds.ts";
import { run } from "./call.ts";
import { inPhases } from "./checkpoint.ts";
import { engineFor } from "./engine.ts";

/** Factors a matrix that is not empty into Q (m × c) and R (c × n), where c is m or min(m, n). */
export function qr<T extends Real>(
  name: string,
  { rows: m, columns: n, data }: Dense<T>,
  complete: boolean,
  options: EngineOptions = {},
): { Q: Dense<T>; R: Dense<T> } {
  const engine = engineFor(data, options);
  const { exports } = engine;
  const size = data.BYTES_PER_ELEMENT;
  const c = complete ? m : Math.min(m, n);
  const work = exports.qrWorkspace(m, n, complete);
  const call = {
    subject: () => `${name}: a ${shape(m, n)} matrix of ${dtypeOf(data)}`,
    sizes: [m * n * size, m * c * size, c * n * size, work],
    instead: () => "take qr of blocks of its rows, and then of the R factors, one below the other",
  };
  return run(engine, call, () => {
    const aAt = engine.push(data);
    const qAt = engine.allocate(m * c);
    const rAt = engine.allocate(c * n);
    const workAt = engine.arena.allocate(work);
    const costs = { factor: 2 * n, "left vectors": complete ? 4 * m : 2 * n };
    inPhases(costs, () => exports.qr(m, n, complete, aAt, qAt, rAt, workAt));
    return {
      Q: { rows: m, columns: c, data: engine.pull(qAt, m * c) },
      R: { rows: c, columns: n, data: engine.pull(rAt, c * n) },
    };
  });
}
