import { shape } from "../errors.ts";
import { checkFinite } from "../finite.ts";
import { convert, widerDtype } from "../product.ts";
import { dtypeOf, type Dense, type Dtype, type Real } from "../real.ts";
import { multiplySparse, type Sparse, type SparseProductOptions } from "../wasm/sparse.ts";

/** Returns A·X or Aᵀ·X in the wider of both precisions, after checking X. */
export function sparseProduct(
  name: string,
  a: Sparse,
  x: Dense,
  options: SparseProductOptions = {},
): Dense {
  const inner = options.transposed ? a.rows : a.columns;
  if (x.rows !== inner) {
    const what = options.transposed ? "the transpose of a sparse" : "a sparse";
    throw new RangeError(
      `${name}: ${what} ${shape(a.rows, a.columns)} matrix times one with ${inner} rows, got ${shape(x.rows, x.columns)}`,
    );
  }
  checkFinite(name, x);
  const dtype = widerDtype(a.values, x.data);
  return multiplySparse(name, convertSparse(a, dtype), convert(x, dtype), options);
}

function convertSparse(a: Sparse, dtype: Dtype): Sparse {
  if (dtypeOf(a.values) === dtype) return a;
  const values: Real = Float64Array.from(a.values);
  return { ...a, values };
}
