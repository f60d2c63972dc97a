import { shape } from "../errors.ts";
import { dtypeOf, type Real } from "../real.ts";
import type { EngineOptions } from "./builds.ts";
import { run } from "./call.ts";
import { inPhases } from "./checkpoint.ts";
import { engineFor } from "./engine.ts";
import { factorSizes, type Vectors } from "./svd.ts";
import { costsOf } from "./svdCosts.ts";

/** How a complex matrix is decomposed: after bidiagonalization, as a real one. */
export type ComplexMethod = "auto" | "divide-and-conquer" | "qr";

/** What the driver made of a complex matrix. */
export interface ComplexOutcome<T extends Real> {
  /** False if the matrix holds NaN or ±Infinity; then there is nothing else. */
  readonly finite: boolean;
  /** How many singular values did not converge. */
  readonly remaining: number;
  /** The largest residual in units where up to 1 is right; without vectors 0, or NaN if s is not finite. */
  readonly ratio: number;
  readonly s: T;
  /** m × k or m × m, and k × n or n × n; empty without vectors. */
  readonly uRe: T;
  readonly uIm: T;
  readonly vhRe: T;
  readonly vhIm: T;
}

export interface ComplexRoutineOptions extends EngineOptions {
  readonly method?: ComplexMethod;
}

const CODES = { none: 0, thin: 1, full: 2 } as const;

const METHODS = { auto: 0, qr: 1, "divide-and-conquer": 2 } as const;

/** What is tried one after the other, until a result passes the check. */
const LADDER = {
  auto: ["auto", "divide-and-conquer", "qr"],
  "divide-and-conquer": ["divide-and-conquer", "qr"],
  qr: ["qr"],
} as const satisfies Record<ComplexMethod, readonly ComplexMethod[]>;

/** The status by which `complexSvd` says that a matrix is not finite. */
const NOT_FINITE = 0xffff_ffff;

/**
 * Decomposes a complex matrix that is not empty, and checks the factors against it. Should they not pass,
 * it is done again by the next method of the ladder.
 *
 * @throws {@link RangeError} if there is not enough memory.
 */
export function complexSvd<T extends Real>(
  name: string,
  a: { readonly rows: number; readonly columns: number; readonly re: T; readonly im: T },
  vectors: Vectors,
  options: ComplexRoutineOptions = {},
): ComplexOutcome<T> {
  const { rows: m, columns: n } = a;
  const { method = "auto" } = options;
  const engine = engineFor(a.re, options);
  const { exports } = engine;
  const size = a.re.BYTES_PER_ELEMENT;
  const k = Math.min(m, n);
  const { uColumns, vtRows } = factorSizes(m, n, vectors);
  const [uLength, vhLength] = [m * uColumns, vtRows * n];
  const code = CODES[vectors];
  const bytes = LADDER[method].map((how) => exports.complexSvdWorkspace(m, n, code, METHODS[how]));
  const work = Math.max(...bytes);
  const call = {
    subject: () => `${name}: a complex ${shape(m, n)} matrix of ${dtypeOf(a.re)}`,
    sizes: [
      ...[m * n, m * n, uLength, uLength, k + 1, vhLength, vhLength].map((length) => length * size),
      work,
    ],
    instead: () =>
      vectors === "none"
        ? "take fewer of its rows or columns"
        : "the singular values alone (svdvals) need less",
  };

  return run(engine, call, () => {
    const aRe = engine.push(a.re);
    const aIm = engine.push(a.im);
    const [uRe, uIm] = [engine.allocate(uLength), engine.allocate(uLength)];
    const s = engine.allocate(k + 1);
    const [vhRe, vhIm] = [engine.allocate(vhLength), engine.allocate(vhLength)];
    const workAt = engine.arena.allocate(work);
    let remaining = 0;
    let ratio = 0;
    let finite = true;
    for (const rung of LADDER[method]) {
      const how = METHODS[rung];
      const factors = [uRe, uIm, s, vhRe, vhIm] as const;
      const attempt = () => exports.complexSvd(m, n, code, how, aRe, aIm, ...factors, workAt);
      const status = inPhases(costsOf(m, n, vectors, rung), attempt) >>> 0;
      finite = status !== NOT_FINITE;
      remaining = finite ? status : 0;
      if (!finite) break;
      if (remaining > 0) continue;
      ratio = engine.numbers[s / size + k];
      if (ratio <= 1) break;
    }
    return {
      finite,
      remaining,
      ratio,
      s: engine.pull(s, k),
      uRe: engine.pull(uRe, uLength),
      uIm: engine.pull(uIm, uLength),
      vhRe: engine.pull(vhRe, vhLength),
      vhIm: engine.pull(vhIm, vhLength),
    };
  });
}
