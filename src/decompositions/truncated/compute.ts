import { iteration } from "../../progress.ts";
import { randomFrom } from "../../random.ts";
import type { Real } from "../../real.ts";
import { TruncatedSVDResult } from "../../truncatedSvd.ts";
import { transposed } from "../../wasm/residentDense.ts";
import { likeOf, shapeOf, withResident, type Resident, type Source } from "../../wasm/resident.ts";
import { assemble } from "./assemble.ts";
import { blockLanczos } from "./blockLanczos.ts";
import { GIVE_UP, blockWidth, capacityFor, type TruncatedMethod } from "./choose.ts";
import { finish } from "./finish.ts";
import { errorGoal } from "./goal.ts";
import type { Problem, Projection } from "./projection.ts";
import type { Request } from "./request.ts";
import { subspaceIteration } from "./subspaceIteration.ts";

/** Iterations after which Lanczos stops, times the vectors of the basis: some hundred restarts. */
const MOST_RESTARTS = 300;

/** With an error to reach and a k that does not suffice: how accurate the k triplets are made, relative to σ₁. */
const ACCURATE_ENOUGH = 1e-3;

/** Dimensions that a basis that grows begins with. */
const FIRST = 64;

/**
 * Computes triplets by an algorithm that multiplies by A only. Undefined if the rank that an error needs is such that it
 * takes less time to decompose a dense matrix as a whole.
 */
export function compute<T extends Real>(
  source: Source<T>,
  request: Request,
  method: TruncatedMethod,
): TruncatedSVDResult<T> | undefined {
  const { rows, columns } = shapeOf(source);
  const n = Math.min(rows, columns);
  const width = method === "block-krylov" ? blockWidth(source, request.k) : 1;
  const dimensions = Math.min(
    n,
    request.k + request.oversampling + capacityFor(n, request.k, width),
  );
  const bytes = 2 * (rows + columns) * dimensions * likeOf(source).BYTES_PER_ELEMENT;
  let missed = false;
  const result = withResident("svds", source, bytes, request.options, (resident) =>
    iteration(() => {
      // The algorithms take the larger dimension for rows: their basis of the smaller one is what matters.
      const tall = rows >= columns;
      const problem: Problem = {
        work: resident.work,
        a: tall ? resident.a : transposed(resident.a),
        random: randomFrom(request.seed),
        options: request.options,
        onProgress: request.onProgress,
      };
      const projection =
        method === "randomized"
          ? subspaceIteration(problem, {
              k: request.k,
              width: Math.min(n, request.k + request.oversampling),
              iterations: request.maxIterations ?? request.powerIterations,
              tolerance: request.strict ? request.tolerance : undefined,
            })
          : expandKrylov(problem, resident, request, width, source.kind === "dense");
      if (!projection) return undefined;
      const triplets = finish(problem, projection, request.seed, request.tolerance);
      const { converged, iterations } = projection;
      missed = method === "lanczos" && converged && triplets.missed;
      const how = { converged, method, iterations, products: triplets.products };
      return assemble(resident, triplets, tall, how, request.options);
    }),
  );
  // From one vector, Lanczos finds one of the singular vectors of a value that repeats. A block finds more.
  return missed ? compute(source, request, "block-krylov") : result;
}

function expandKrylov(
  problem: Problem,
  resident: Resident,
  request: Request,
  width: number,
  dense: boolean,
): Projection | undefined {
  const { k, part } = request;
  const n = problem.a.columns;
  const common = { k, width };
  if (part === undefined) {
    const capacity = capacityFor(n, k, width);
    const most = Math.ceil((MOST_RESTARTS * capacity) / width);
    return blockLanczos(problem, {
      ...common,
      capacity,
      // What rounding lets a residual come down to.
      tolerance: Math.max(request.tolerance, 4 * problem.work.eps),
      maxIterations: request.maxIterations ?? most,
    });
  }
  const { work, a } = problem;
  const limit = dense && request.method === "auto" ? Math.max(FIRST, Math.floor(n * GIVE_UP)) : n;
  const goal = errorGoal(work, a, randomFrom(request.seed, 2), resident.frobenius, part);
  const projection = blockLanczos(problem, {
    ...common,
    capacity: Math.min(limit, FIRST),
    limit,
    tolerance: request.strict ? request.tolerance : ACCURATE_ENOUGH,
    maxIterations: request.maxIterations ?? n,
    goal,
  });
  return projection && { ...projection, products: projection.products + goal.products };
}
