import { shape } from "../errors.ts";
import { zerosLike, type Dense, type Real } from "../real.ts";
import type { EngineOptions } from "./builds.ts";
import { run } from "./call.ts";
import { engineFor } from "./engine.ts";

export interface MultiplyOptions extends EngineOptions {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

/** Returns op(A) · op(B), whose inner dimensions agree. */
export function multiply<T extends Real>(
  name: string,
  a: Dense<T>,
  b: Dense<T>,
  { transposeA = false, transposeB = false, ...options }: MultiplyOptions = {},
): Dense<T> {
  const [m, k] = transposeA ? [a.columns, a.rows] : [a.rows, a.columns];
  const n = transposeB ? b.rows : b.columns;
  if (m * n * k === 0) return { rows: m, columns: n, data: zerosLike(a.data, m * n) };

  const engine = engineFor(a.data, options);
  const { exports } = engine;
  const size = a.data.BYTES_PER_ELEMENT;
  const work = exports.multiplyWorkspace(m, n, k);
  const call = {
    subject: () => `${name}: the product of a ${shape(m, k)} and a ${shape(k, n)} matrix`,
    sizes: [m * k * size, k * n * size, m * n * size, work],
    instead: () => "multiply it in blocks of rows",
  };
  return run(engine, call, () => {
    const aAt = engine.push(a.data);
    const bAt = engine.push(b.data);
    const cAt = engine.allocate(m * n);
    const workAt = engine.arena.allocate(work);
    exports.multiply(m, n, k, transposeA, transposeB, aAt, bAt, cAt, workAt);
    return { rows: m, columns: n, data: engine.pull(cAt, m * n) };
  });
}
