import { shape } from "../errors.ts";
import { dtypeOf, zerosLike, type Dense, type Real } from "../real.ts";
import { LIMIT } from "./arena.ts";
import type { EngineOptions } from "./builds.ts";
import { memory, run, total } from "./call.ts";
import { engineFor, type Engine } from "./engine.ts";

/** Which singular vectors to compute: min(m, n) of both, all m and n, or none. */
export type Vectors = "thin" | "full" | "none";

/** What the driver made of a matrix. */
export interface SvdOutcome<T extends Real> {
  /** False if the matrix holds NaN or ±Infinity; then nothing was computed. */
  readonly finite: boolean;

  /** How many singular values did not converge. */
  readonly remaining: number;

  /** The largest residual in units where up to 1 is right; without vectors 0, or NaN if s is not finite. */
  readonly ratio: number;

  /** m × k, m × m or m × 0. */
  readonly U: Dense<T>;
  readonly s: T;
  /** k × n, n × n or 0 × n. */
  readonly Vt: Dense<T>;
}

const CODES = { none: 0, thin: 1, full: 2 } as const;

/** How the singular vectors of the bidiagonal form are computed. */
export type Method = "auto" | "divide-and-conquer" | "qr";

const METHODS = { auto: 0, qr: 1, "divide-and-conquer": 2 } as const;

export interface RoutineOptions extends EngineOptions {
  readonly method?: Method;
}

/**
 * Decomposes a matrix that is not empty, and checks the factors against it. Should those of divide and
 * conquer not pass, it is done again by implicit QR.
 *
 * @throws {@link RangeError} if there is not enough memory.
 */
export function svd<T extends Real>(
  name: string,
  { rows: m, columns: n, data }: Dense<T>,
  vectors: Vectors,
  { method = "auto", ...options }: RoutineOptions = {},
): SvdOutcome<T> {
  const engine = engineFor(data, options);
  const { exports, arena } = engine;
  const k = Math.min(m, n);
  const { uColumns, vtRows } = factorSizes(m, n, vectors);
  const sizes = blockSizes(engine, m, n, vectors, data.BYTES_PER_ELEMENT, method);
  const call = {
    subject: `${name}: a ${shape(m, n)} matrix of ${dtypeOf(data)}`,
    sizes,
    instead: () => advise(engine, m, n, vectors, data.BYTES_PER_ELEMENT, method),
  };

  return run(engine, call, () => {
    const aAt = engine.push(data);
    const finite = !Number.isNaN(exports.largest(m * n, aAt));
    const uAt = engine.allocate(m * uColumns);
    const sAt = engine.allocate(k);
    const vtAt = engine.allocate(vtRows * n);
    const workAt = arena.allocate(sizes[4]);
    const attempt = (how: Method) => {
      const code = CODES[vectors];
      const remaining = exports.svd(m, n, code, METHODS[how], aAt, uAt, sAt, vtAt, workAt) >>> 0;
      if (remaining > 0) return { remaining, ratio: 0 };
      // Without vectors there is nothing to probe, but NaN does not go out unseen.
      if (vectors === "none") return { remaining, ratio: 0 * exports.largest(k, sAt) };
      engine.write(aAt, data); // The driver has overwritten it.
      const ratio = exports.probe(m, n, uColumns, vtRows, aAt, uAt, sAt, vtAt, workAt);
      return { remaining, ratio };
    };

    let { remaining, ratio } = finite ? attempt(method) : { remaining: 0, ratio: 0 };
    if (method !== "qr" && (remaining > 0 || !(ratio <= 1))) {
      engine.write(aAt, data);
      ({ remaining, ratio } = attempt("qr"));
    }
    const pull = (at: number, length: number) =>
      finite ? engine.pull(at, length) : (zerosLike(data, length).fill(NaN) as T);
    return {
      finite,
      remaining,
      ratio,
      U: { rows: m, columns: uColumns, data: pull(uAt, m * uColumns) },
      s: pull(sAt, k),
      Vt: { rows: vtRows, columns: n, data: pull(vtAt, vtRows * n) },
    };
  });
}

export function factorSizes(m: number, n: number, vectors: Vectors) {
  const k = Math.min(m, n);
  if (vectors === "none") return { uColumns: 0, vtRows: 0 };
  return vectors === "full" ? { uColumns: m, vtRows: n } : { uColumns: k, vtRows: k };
}

/** Bytes of A, U, s, Vt and the workspace. */
function blockSizes(
  { exports }: Engine,
  m: number,
  n: number,
  vectors: Vectors,
  size: number,
  method: Method = "auto",
) {
  const { uColumns, vtRows } = factorSizes(m, n, vectors);
  const work = exports.svdWorkspace(m, n, CODES[vectors], METHODS[method]);
  const probing = vectors === "none" ? 0 : exports.probeWorkspace(m, n);
  const lengths = [m * n, m * uColumns, Math.min(m, n), vtRows * n];
  return [...lengths.map((length) => length * size), Math.max(work, probing)];
}

/** What fits where an m × n decomposition does not. */
function advise(
  engine: Engine,
  m: number,
  n: number,
  vectors: Vectors,
  size: number,
  method: Method,
): string {
  const need = (kind: Vectors, how = method) => total(blockSizes(engine, m, n, kind, size, how));
  const full = need(vectors);
  const fits = (bytes: number) => bytes <= Math.min(LIMIT, full / 1.5);

  if (vectors === "full" && fits(need("thin"))) {
    return `the thin decomposition needs ${memory(need("thin"))}`;
  }
  if (vectors !== "none" && fits(need(vectors, "qr"))) {
    return `method: "qr" needs ${memory(need(vectors, "qr"))}`;
  }
  if (vectors !== "none" && fits(need("none"))) {
    return `the singular values alone (svdvals) need ${memory(need("none"))}`;
  }
  if (size === 8 && fits(full / 2)) return `as a Float32Array it needs ${memory(full / 2)}`;
  const k = Math.min(m, n);
  if (fits(3 * k * k * size)) {
    const lines = m > n ? "rows" : "columns (of its transpose)";
    return `take qr of blocks of its ${lines}: the R factors, one below the other, have the same singular values`;
  }
  return "no function of this library can decompose it";
}
