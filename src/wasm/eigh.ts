import { shape } from "../errors.ts";
import { dtypeOf, type Dense, type Real } from "../real.ts";
import type { EngineOptions } from "./builds.ts";
import { run } from "./call.ts";
import { inPhases } from "./checkpoint.ts";
import { engineFor } from "./engine.ts";

/** In n³ flops: the form that is iterated on, its orthogonal factor, and the rotations of that. */
const COSTS = { reduce: 4 / 3, "left vectors": 4 / 3, vectors: 6 };

/** What the driver made of a symmetric matrix. */
export interface EighOutcome<T extends Real> {
  /** How many eigenvalues did not converge. */
  readonly remaining: number;
  /** Ascending. */
  readonly values: T;
  /** n × n; its columns are the eigenvectors. */
  readonly vectors: Dense<T>;
}

/** Decomposes a symmetric matrix that is not empty, of which it reads the lower triangle. */
export function eigh<T extends Real>(
  name: string,
  { rows: n, data }: Dense<T>,
  options: EngineOptions = {},
): EighOutcome<T> {
  const engine = engineFor(data, options);
  const { exports } = engine;
  const size = data.BYTES_PER_ELEMENT;
  const work = exports.eighWorkspace(n, true);
  const call = {
    subject: () => `${name}: a ${shape(n, n)} matrix of ${dtypeOf(data)}`,
    sizes: [n * n * size, n * size, work],
  };
  return run(engine, call, () => {
    const aAt = engine.push(data);
    const valuesAt = engine.allocate(n);
    const workAt = engine.arena.allocate(work);
    const decompose = () => exports.eigh(n, true, aAt, valuesAt, workAt);
    const remaining = inPhases(COSTS, decompose) >>> 0;
    return {
      remaining,
      values: engine.pull(valuesAt, n),
      vectors: { rows: n, columns: n, data: engine.pull(aAt, n * n) },
    };
  });
}
