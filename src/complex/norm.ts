import { describe } from "../errors.ts";
import { normOf } from "../solvers/spectrum.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { norm as euclidean } from "../wasm/norm.ts";
import { complexValues } from "./decompose.ts";
import { checkFinitePlanes, transposed, type Planes } from "./planes.ts";

/** A norm of a complex matrix: see `norm`. */
export function complexNorm(a: Planes, kind: "fro" | "nuclear" | number, options: EngineOptions) {
  switch (kind) {
    case "fro":
      checkFinitePlanes("norm", a);
      return Math.hypot(euclidean("norm", a.re, options), euclidean("norm", a.im, options));
    case 2:
    case "nuclear":
      return normOf("norm", complexValues("norm", a, options), kind);
    case 1:
      checkFinitePlanes("norm", a);
      return largestRowSum(transposed(a));
    case Infinity:
      checkFinitePlanes("norm", a);
      return largestRowSum(a);
    default:
      throw new TypeError(
        `norm: expected "fro", 1, 2, Infinity or "nuclear", got ${describe(kind)}`,
      );
  }
}

/** The largest sum of moduli in a row. */
function largestRowSum({ rows, columns, re, im }: Planes): number {
  let largest = 0;
  for (let i = 0; i < rows; ++i) {
    let sum = 0;
    for (let at = i * columns; at < (i + 1) * columns; ++at) sum += Math.hypot(re[at], im[at]);
    largest = Math.max(largest, sum);
  }
  return largest;
}
