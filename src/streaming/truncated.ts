import { columnsOf, rowsOf, transposed } from "../blocks.ts";
import { decompose } from "../decompositions/decompose.ts";
import { describe } from "../errors.ts";
import { Matrix } from "../matrix.ts";
import type { Real } from "../real.ts";
import { makeSignsCanonical } from "../signs.ts";
import { TruncatedSVDResult, type Certificate } from "../truncatedSvd.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { blockKrylov } from "./blockKrylov.ts";
import { dense, norm, type Doubles } from "./factoredBasis.ts";
import { columnNorms, lastPass, PROBE_FAILURE, type LastPass } from "./lastPass.ts";
import { Passes } from "./passes.ts";
import { isRereadable, type RowBlockSource, type StreamOptions } from "./rowBlocks.ts";
import { sketch, SKETCH_FAILURE } from "./sketch.ts";
import { TriangularFactor } from "./triangularFactor.ts";
import { valueBound } from "./valueBound.ts";

export interface StreamSvdsOptions extends EngineOptions, StreamOptions {
  /** How many singular triplets: 6 by default. */
  readonly k?: number;
  /** `"both"` (default), or `"right"`: U is m × 0, and one pass less is needed; `leftVectors` computes it by blocks. */
  readonly vectors?: "both" | "right";
  /**
   * - `"tsqr"`: exact, in two passes, one without U; n² numbers in memory;
   * - `"block-krylov"`: as many passes as `tolerance` needs, and some vectors of n numbers;
   * - `"sketch"`: one pass, U included, and an error near to that of the best approximation of lower rank;
   * - `"auto"` (default): the first up to 2,000 columns, else the second; with `onePass` the third.
   */
  readonly method?: "auto" | "tsqr" | "block-krylov" | "sketch";
  /** Whether the rows can be read only once. A generator or a stream needs it, unless `vectors` is `"right"`. */
  readonly onePass?: boolean;
  /** Of block Krylov: residuals ‖Aᵀu − σ v‖ up to tolerance·σ₁ are small enough. 1e-8 by default. */
  readonly tolerance?: number;
  /** Of block Krylov: the most passes, the last one for U included. 30 by default. */
  readonly passes?: number;
  /** More vectors than k that are computed on the way: 10 by default, for a sketch k + 10. */
  readonly oversampling?: number;
  /** Of all random numbers: 0 by default. */
  readonly seed?: number;
}

/** Columns up to which R is computed: of so many it takes 32 MB, and its decomposition some seconds. */
const FEW_COLUMNS = 2000;

const NAME = "svds";

/**
 * The k largest singular values of a matrix that is given by blocks of its rows, and their vectors. In double precision;
 * single if all blocks are.
 *
 * @throws The errors of `tsqr`; {@link RangeError} if k is more than min(m, n), {@link TypeError} if blocks that can be read only
 *   once would have to be read again.
 */
export async function svdsStream(
  source: RowBlockSource,
  options: StreamSvdsOptions = {},
): Promise<TruncatedSVDResult> {
  const { k = 6, vectors = "both", tolerance = 1e-8, passes: most = 30, seed = 0 } = options;
  const { reproducible, signal, onProgress } = options;
  if (!Number.isInteger(k) || k < 1)
    throw new RangeError(`${NAME}: expected k to be an integer >= 1, got ${describe(k)}`);
  if (vectors !== "both" && vectors !== "right") {
    throw new TypeError(
      `${NAME}: expected vectors to be "both" or "right", got ${describe(vectors)}`,
    );
  }
  const pass = { ...(signal && { signal }), ...(onProgress && { onProgress }) };
  const passes = new Passes(NAME, source, pass, reproducible === undefined ? {} : { reproducible });
  const method = await chooseMethod(passes, source, options);
  const withU = vectors === "both";
  if (method === "sketch") return sketched(passes, k, options.oversampling ?? k + 10, seed, withU);
  if (method === "tsqr") return exact(passes, k, withU);

  const n = await passes.peek();
  if (k > n) throw tooMany(k, undefined, n);
  const width = Math.min(n, k + (options.oversampling ?? 10));
  const found = await blockKrylov(passes, n, { k, width, tolerance, passes: most - 1, seed });
  checkCount(passes, k);
  const last = await lastPass(passes, found.V, withU, true, seed + 1);
  const { s, rest, outside } = last;
  const [ofK, ofAll] = [columnsOf(rest, 0, k), rest].map(({ data }) => norm(data));
  const next = Math.hypot(s[k] ?? 0, outside);
  return result(passes, last, k, {
    valueBounds: s
      .slice(0, k)
      .map((sigma) => Math.min(valueBound(sigma, ofK, next), valueBound(sigma, ofAll, outside))),
    error: { bound: next, failureProbability: PROBE_FAILURE },
    converged: found.converged,
    method,
  });
}

async function chooseMethod(
  passes: Passes,
  source: RowBlockSource,
  { method = "auto", onePass = false, vectors }: StreamSvdsOptions,
) {
  if (!["auto", "tsqr", "block-krylov", "sketch"].includes(method)) {
    throw new TypeError(
      `${NAME}: expected method to be "auto", "tsqr", "block-krylov" or "sketch", got ${describe(method)}`,
    );
  }
  if (method === "sketch" || (method === "auto" && onePass)) return "sketch";
  const once = onePass || (typeof source === "object" && source !== null && !isRereadable(source));
  if (once && (method === "block-krylov" || vectors !== "right")) {
    throw new TypeError(
      `${NAME}: these blocks can be read only once: expected onePass: true, vectors: "right", or a function that returns them anew`,
    );
  }
  if (method !== "auto") return method;
  return once || (await passes.peek()) <= FEW_COLUMNS ? "tsqr" : "block-krylov";
}

/** By R: one pass, and another one for U. */
async function exact(passes: Passes, k: number, withU: boolean): Promise<TruncatedSVDResult> {
  let factor: TriangularFactor | undefined;
  await passes.forEach((block) => {
    factor ??= new TriangularFactor(NAME, block.columns, passes.options);
    factor.append(block.data, block.rows);
  });
  const [m, n] = checkCount(passes, k);
  const { s, Vt } = decompose(NAME, factor!.triangle(), passes.options);
  // What rounding does to R, as far as it is likely: n reflections for each row, that err at random.
  const rounding = n * Math.sqrt(m) * 2 ** -52 * s[0];
  const certificate = {
    valueBounds: new Float64Array(k).fill(rounding),
    error: { bound: (s[k] ?? 0) + rounding, failureProbability: 0 },
    converged: true,
    method: "tsqr",
  };
  const V = transposed(rowsOf(Vt, 0, k));
  if (withU) return result(passes, await lastPass(passes, V, true, false, 0), k, certificate);
  const left = new Float64Array(k).fill(rounding);
  const rest = dense(n, k, new Float64Array(n * k));
  return result(
    passes,
    { U: undefined, s: s.slice(0, k), Vt: rowsOf(Vt, 0, k), left, rest, outside: 0 },
    k,
    certificate,
  );
}

async function sketched(
  passes: Passes,
  k: number,
  more: number,
  seed: number,
  withU: boolean,
): Promise<TruncatedSVDResult> {
  const { U, s, Vt, residuals, error, errorOfAll } = await sketch(
    passes,
    k,
    k + more,
    seed,
    () => void checkCount(passes, k),
  );
  const last = {
    U: withU ? U : undefined,
    s,
    Vt,
    left: residuals,
    rest: dense(Vt.columns, k, new Float64Array(Vt.columns * k)),
    outside: 0,
  };
  return result(passes, last, k, {
    valueBounds: new Float64Array(k).fill(errorOfAll),
    error: { bound: error, failureProbability: SKETCH_FAILURE },
    converged: true,
    method: "sketch",
  });
}

/** The first k of what the last pass found, in the precision of the blocks. */
function result(
  passes: Passes,
  { U, s, Vt, left, rest }: LastPass,
  k: number,
  certificate: Pick<Certificate, "valueBounds" | "error" | "converged" | "method">,
): TruncatedSVDResult {
  const real = (data: Float64Array): Real => (passes.single ? Float32Array.from(data) : data);
  const matrix = ({ rows, columns, data }: Doubles) => new Matrix(rows, columns, real(data));
  const u = U ? columnsOf(U, 0, k) : dense(passes.rows ?? 0, 0, new Float64Array(0));
  const vt = rowsOf(Vt, 0, k);
  if (U) makeSignsCanonical(u, vt);
  // Each of u, σ and v is rounded.
  const rounding = passes.single ? 3 * 2 ** -24 * (s[0] ?? 0) : 0;
  const right = columnNorms(columnsOf(rest, 0, k));
  const residuals = right.map((length, j) => Math.max(length, left[j]) + rounding);
  return new TruncatedSVDResult(
    matrix(u),
    real(s.slice(0, k)),
    matrix(vt),
    {
      ...certificate,
      // Of either side what the larger one is: a pass gives bounds of them, not more.
      residuals,
      leftResiduals: residuals,
      valueBounds: certificate.valueBounds.map((bound) => bound + rounding),
      error: { ...certificate.error, bound: certificate.error.bound + k * rounding },
      iterations: passes.count,
      products: passes.products,
    },
    passes.options.reproducible,
  );
}

function checkCount({ rows = 0, columns = 0 }: Passes, k: number): [m: number, n: number] {
  if (k > Math.min(rows, columns)) throw tooMany(k, rows, columns);
  return [rows, columns];
}

function tooMany(k: number, m: number | undefined, n: number): RangeError {
  const matrix = m === undefined ? `${n} columns have` : `a ${m} × ${n} matrix has`;
  return new RangeError(
    `${NAME}: ${matrix} at most ${Math.min(m ?? n, n)} singular values, got k = ${k}`,
  );
}
