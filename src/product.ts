import { shape } from "./errors.ts";
import { checkFinite } from "./finite.ts";
import { dtypeOf, isFloat32, type Dense, type Dtype, type Real } from "./real.ts";
import type { EngineOptions } from "./wasm/builds.ts";
import { multiply } from "./wasm/multiply.ts";

/** Returns A·B in the wider of both precisions, after checking both. */
export function product(name: string, a: Dense, b: Dense, options: EngineOptions = {}): Dense {
  if (a.columns !== b.rows) {
    throw new RangeError(
      `${name}: a ${shape(a.rows, a.columns)} matrix times one with ${a.columns} rows, got ${shape(b.rows, b.columns)}`,
    );
  }
  checkFinite(`${name}: a`, a);
  checkFinite(`${name}: b`, b);
  const dtype = widerDtype(a.data, b.data);
  return multiply(name, convert(a, dtype), convert(b, dtype), options);
}

/** Double, unless both are single. */
export function widerDtype(x: Real, y: Real): Dtype {
  return isFloat32(x) ? dtypeOf(y) : "float64";
}

/** Returns `a` in a precision; `a` itself if it has that already. */
export function convert(a: Dense, dtype: Dtype): Dense {
  if (dtypeOf(a.data) === dtype) return a;
  const data = dtype === "float32" ? Float32Array.from(a.data) : Float64Array.from(a.data);
  return { rows: a.rows, columns: a.columns, data };
}
