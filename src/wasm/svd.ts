import { shape } from "../errors.ts";
import { dtypeOf, zerosLike, type Dense, type Real } from "../real.ts";
import { LIMIT } from "./arena.ts";
import type { EngineOptions } from "./builds.ts";
import { memory, run, total } from "./call.ts";
import { inPhases } from "./checkpoint.ts";
import { engineFor, type Engine } from "./engine.ts";
import { costsOf } from "./svdCosts.ts";

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

  /** m × k or m × m; none without vectors, since also an array without entries takes a while to make. */
  readonly U?: Dense<T>;
  readonly s: T;
  /** k × n or n × n. */
  readonly Vt?: Dense<T>;
}

const CODES = { none: 0, thin: 1, full: 2 } as const;

/** How the decomposition is computed. */
export type Method = "auto" | "divide-and-conquer" | "qr" | "jacobi" | "twisted";

const METHODS = { auto: 0, qr: 1, "divide-and-conquer": 2, jacobi: 3, twisted: 4 } as const;

export interface RoutineOptions extends EngineOptions {
  readonly method?: Method;
}

/** What is tried one after the other, until a result passes the check. */
const LADDER = {
  auto: ["auto", "divide-and-conquer", "qr", "jacobi"],
  twisted: ["twisted", "divide-and-conquer", "qr", "jacobi"],
  "divide-and-conquer": ["divide-and-conquer", "qr", "jacobi"],
  qr: ["qr", "jacobi"],
  jacobi: ["jacobi"],
} as const satisfies Record<Method, readonly Method[]>;

/** The status by which `svdChecked` says that a matrix is not finite. */
const NOT_FINITE = 0xffff_ffff;

/**
 * Rows and columns of a small matrix. While it is decomposed a copy is kept, so that one call does all;
 * larger matrices, whose copies would take memory, are written again for the check.
 */
const SMALL = 32;

/**
 * Decomposes a matrix that is not empty, and checks the factors against it. Should they not pass, it is
 * done again by the next method of the ladder.
 *
 * @throws {@link RangeError} if there is not enough memory.
 */
export function svd<T extends Real>(
  name: string,
  { rows: m, columns: n, data }: Dense<T>,
  vectors: Vectors,
  options: RoutineOptions = {},
): SvdOutcome<T> {
  const { method = "auto" } = options;
  const engine = engineFor(data, options);
  const { exports } = engine;
  const k = Math.min(m, n);
  const { uColumns, vtRows } = factorSizes(m, n, vectors);
  const sizes = blockSizes(engine, m, n, vectors, data.BYTES_PER_ELEMENT, method);
  const call = {
    subject: () => `${name}: a ${shape(m, n)} matrix of ${dtypeOf(data)}`,
    sizes,
    instead: () => advise(engine, m, n, vectors, data.BYTES_PER_ELEMENT, method),
  };

  return run(engine, call, () => {
    const aAt = engine.allocate(m * n);
    const copyAt = keepsCopy(m, n, vectors) ? engine.allocate(m * n) : 0;
    const uAt = engine.allocate(m * uColumns);
    const sAt = engine.allocate(k + 1);
    const vtAt = engine.allocate(vtRows * n);
    const workAt = engine.arena.allocate(sizes[5]);
    const code = CODES[vectors];
    const small = m <= SMALL && n <= SMALL;
    let remaining = 0;
    let ratio = 0;
    for (const rung of LADDER[method]) {
      const how = METHODS[rung];
      engine.write(aAt, data);
      const work = rung === method ? workAt : roomFor(engine, workAt, sizes[5], m, n, code, how);
      const attempt = () => exports.svdChecked(m, n, code, how, aAt, copyAt, uAt, sAt, vtAt, work);
      const status = (small ? attempt() : inPhases(costsOf(m, n, vectors, rung), attempt)) >>> 0;
      if (status === NOT_FINITE) return notFinite(m, n, vectors, data);
      remaining = status;
      if (remaining > 0) continue;
      if (copyAt > 0 || vectors === "none") {
        ratio = engine.numbers[sAt / data.BYTES_PER_ELEMENT + k];
      } else {
        engine.write(aAt, data); // The driver has overwritten it.
        ratio = exports.probe(m, n, uColumns, vtRows, aAt, uAt, sAt, vtAt, work);
      }
      if (ratio <= 1) break;
    }
    if (vectors === "none") return { finite: true, remaining, ratio, s: engine.pull(sAt, k) };
    return {
      finite: true,
      remaining,
      ratio,
      U: { rows: m, columns: uColumns, data: engine.pull(uAt, m * uColumns) },
      s: engine.pull(sAt, k),
      Vt: { rows: vtRows, columns: n, data: engine.pull(vtAt, vtRows * n) },
    };
  });
}

function notFinite<T extends Real>(m: number, n: number, vectors: Vectors, data: T): SvdOutcome<T> {
  const { uColumns, vtRows } = factorSizes(m, n, vectors);
  const fill = (length: number) => zerosLike(data, length).fill(NaN) as T;
  return {
    finite: false,
    remaining: 0,
    ratio: 0,
    U: { rows: m, columns: uColumns, data: fill(m * uColumns) },
    s: fill(Math.min(m, n)),
    Vt: { rows: vtRows, columns: n, data: fill(vtRows * n) },
  };
}

function keepsCopy(m: number, n: number, vectors: Vectors): boolean {
  return vectors !== "none" && m <= SMALL && n <= SMALL;
}

export function factorSizes(m: number, n: number, vectors: Vectors) {
  const k = Math.min(m, n);
  if (vectors === "none") return { uColumns: 0, vtRows: 0 };
  return vectors === "full" ? { uColumns: m, vtRows: n } : { uColumns: k, vtRows: k };
}

/** Bytes of A, its copy, U, s with the ratio, Vt and the workspace. */
function blockSizes(
  engine: Engine,
  m: number,
  n: number,
  vectors: Vectors,
  size: number,
  method: Method = "auto",
) {
  const { uColumns, vtRows } = factorSizes(m, n, vectors);
  return [
    m * n * size,
    keepsCopy(m, n, vectors) ? m * n * size : 0,
    m * uColumns * size,
    (Math.min(m, n) + 1) * size,
    vtRows * n * size,
    workspace(engine, m, n, vectors, method),
  ];
}

/** Bytes of workspace for the first rung. For small matrices the module is asked once. */
function workspace(
  { exports, workspaces }: Engine,
  m: number,
  n: number,
  vectors: Vectors,
  method: Method,
): number {
  const ask = () => exports.svdCheckedWorkspace(m, n, CODES[vectors], METHODS[method]);
  if (m > SMALL || n > SMALL) return ask();
  const key = ((m * (SMALL + 1) + n) * 4 + CODES[vectors]) * 8 + METHODS[method];
  let bytes = workspaces.get(key);
  if (bytes === undefined) {
    bytes = ask();
    workspaces.set(key, bytes);
  }
  return bytes;
}

/** A workspace for a further rung: that at `at`, or a new one. Next to no matrix gets so far. */
function roomFor(
  { exports, arena }: Engine,
  at: number,
  size: number,
  m: number,
  n: number,
  code: number,
  how: number,
): number {
  const bytes = exports.svdCheckedWorkspace(m, n, code, how);
  return bytes <= size ? at : arena.allocate(bytes);
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
