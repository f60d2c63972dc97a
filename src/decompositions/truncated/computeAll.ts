import { columnsOf, rowsOf, transposed } from "../../blocks.ts";
import type { Dense, Real } from "../../real.ts";
import { TruncatedSVDResult } from "../../truncatedSvd.ts";
import type { EngineOptions } from "../../wasm/builds.ts";
import { withResident, type Source, shapeOf, likeOf } from "../../wasm/resident.ts";
import { decompose, outcomeOf } from "../decompose.ts";
import { assemble } from "./assemble.ts";
import type { TruncatedMethod } from "./choose.ts";
import { rounding } from "./finish.ts";
import type { Request } from "./request.ts";

/** The first triplets of the whole decomposition of a dense matrix. */
export function computeAll<T extends Real>(
  matrix: Dense<T>,
  request: Request,
): TruncatedSVDResult<T> {
  const { k, part, options } = request;
  const all = outcomeOf("svds", matrix, "thin", options);
  const fewest = part === undefined ? k : countFor(all.s, part);
  const rank = Math.min(k, fewest);
  const source: Source<T> = { kind: "dense", matrix };
  return withResident("svds", source, 0, options, (resident) => {
    const { work, a } = resident;
    const scale = 2 ** resident.exponent();
    const [m, n] = [matrix.rows, matrix.columns];
    const [U, V] = [work.allocate(m, rank), work.allocate(n, rank)];
    work.write(U, transposed(columnsOf(all.U!, 0, rank)).data);
    work.write(V, rowsOf(all.Vt!, 0, rank).data);
    const s = Float64Array.from(all.s.subarray(0, rank), (x) => x * scale);
    const residual = (flip: boolean) =>
      work.scope(() => {
        const [from, to] = flip ? [U, V] : [V, U];
        const y = work.allocate(to.length, rank);
        work.apply(a, flip, from, y);
        work.addEach(to, s.map((x) => -x), y); // prettier-ignore
        return work.norms(y);
      });
    const residuals = residual(false);
    const leftResiduals = residual(true);
    const slack = rounding(work, m + n, s[0]);
    const next = (all.s[rank] ?? 0) * scale;
    const triplets = {
      U,
      s,
      V,
      residuals,
      leftResiduals,
      // The decomposition is that of a matrix which differs from A by rounding (Weyl).
      valueBounds: s.map(() => slack),
      error: { bound: next + slack, failureProbability: 0 },
      products: 0,
      missed: false,
    };
    const converged = fewest <= k;
    const how = { converged, method: "svd", iterations: 1, products: 2 * rank };
    return assemble(resident, triplets, true, how, options);
  });
}

/** The result without any triplet, of a matrix without rows or columns. */
export function emptyResult<T extends Real>(
  source: Source<T>,
  method: TruncatedMethod,
  options: EngineOptions,
): TruncatedSVDResult<T> {
  const { rows, columns } = shapeOf(source);
  const nothing = new Float64Array(0);
  const { U, s, Vt } = decompose("svds", { rows, columns, data: likeOf(source).slice(0, 0) as T });
  return new TruncatedSVDResult(
    U,
    s,
    Vt,
    {
      residuals: nothing,
      leftResiduals: nothing,
      valueBounds: nothing,
      error: { bound: 0, failureProbability: 0 },
      converged: true,
      method,
      iterations: 0,
      products: 0,
    },
    options.reproducible,
  );
}

/** The fewest singular values without which the sum of the squares of the rest is at most a part of all. */
function countFor(s: Real, part: number): number {
  const largest = s[0] || 1; // No square overflows.
  let total = 0;
  for (const x of s) total += (x / largest) ** 2;
  let tail = 0;
  let r = s.length;
  while (r > 1 && tail + (s[r - 1] / largest) ** 2 <= part * total) tail += (s[--r] / largest) ** 2;
  return r;
}
