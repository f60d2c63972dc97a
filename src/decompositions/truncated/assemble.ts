import { overflow } from "../../finite.ts";
import { Matrix } from "../../matrix.ts";
import { zerosLike, type Dense, type Real } from "../../real.ts";
import { makeSignsCanonical } from "../../signs.ts";
import { TruncatedSVDResult, type Certificate } from "../../truncatedSvd.ts";
import type { EngineOptions } from "../../wasm/builds.ts";
import type { Resident } from "../../wasm/resident.ts";
import { scaled } from "../../wasm/scaling.ts";
import type { Triplets } from "./finish.ts";

type How = Pick<Certificate, "converged" | "method" | "iterations" | "products">;

/** Copies triplets of 2ᵏ·A, or of its transpose if not `upright`, out of WebAssembly's memory, as those of A. */
export function assemble<T extends Real>(
  { work, exponent }: Resident<T>,
  triplets: Triplets,
  upright: boolean,
  how: How,
  { reproducible }: EngineOptions,
): TruncatedSVDResult<T> {
  const [left, right] = upright ? [triplets.U, triplets.V] : [triplets.V, triplets.U];
  const count = left.count;
  const U: Dense<T> = { rows: left.length, columns: count, data: work.columns(left) };
  const Vt: Dense<T> = { rows: count, columns: right.length, data: work.rows(right) };
  makeSignsCanonical(U, Vt);

  const down = (x: Float64Array) => scaled(x, -exponent());
  const s = zerosLike(U.data, count);
  s.set(down(triplets.s));
  if (s[0] === Infinity) throw overflow("svds", "the largest singular value");
  const [mine, others] = [triplets.residuals, triplets.leftResiduals].map(down);
  const { bound, failureProbability } = triplets.error;
  return new TruncatedSVDResult(
    new Matrix(U.rows, U.columns, U.data),
    s,
    new Matrix(Vt.rows, Vt.columns, Vt.data),
    {
      residuals: upright ? mine : others,
      leftResiduals: upright ? others : mine,
      valueBounds: down(triplets.valueBounds),
      error: { bound: down(Float64Array.of(bound))[0], failureProbability },
      ...how,
    },
    reproducible,
  );
}
