import { shape } from "../errors.ts";
import { widerDtype } from "../product.ts";
import type { Real } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { multiply } from "../wasm/multiply.ts";
import {
  checkFinitePlanes,
  convertPlanes,
  imaginaryPart,
  realPart,
  type Planes,
} from "./planes.ts";

export interface ComplexProductOptions extends EngineOptions {
  readonly adjointA?: boolean;
  readonly adjointB?: boolean;
}

/** Returns op(A)·op(B), whose inner dimensions and precisions agree, by four real products; op is ᴴ or nothing. */
export function complexMultiply<T extends Real>(
  name: string,
  a: Planes<T>,
  b: Planes<T>,
  { adjointA = false, adjointB = false, reproducible }: ComplexProductOptions = {},
): Planes<T> {
  const flags = { transposeA: adjointA, transposeB: adjointB, reproducible };
  const [p, q, r, s] = [realPart(a), imaginaryPart(a), realPart(b), imaginaryPart(b)];
  const { rows, columns, data: re } = multiply(name, p, r, flags);
  const { data: im } = multiply(name, p, s, flags);
  // The parts of which one factor is conjugated change their sign.
  addMultiple(re, adjointA === adjointB ? -1 : 1, multiply(name, q, s, flags).data);
  if (adjointB) im.forEach((x, i) => (im[i] = 0 - x));
  addMultiple(im, adjointA ? -1 : 1, multiply(name, q, r, flags).data);
  return { rows, columns, re, im };
}

/** The same in the wider of both precisions, after checking both. */
export function checkedProduct(name: string, a: Planes, b: Planes): Planes {
  if (a.columns !== b.rows) {
    throw new RangeError(
      `${name}: a ${shape(a.rows, a.columns)} matrix times one with ${a.columns} rows, got ${shape(b.rows, b.columns)}`,
    );
  }
  checkFinitePlanes(`${name}: a`, a);
  checkFinitePlanes(`${name}: b`, b);
  const dtype = widerDtype(a.re, b.re);
  return complexMultiply(name, convertPlanes(a, dtype), convertPlanes(b, dtype));
}

function addMultiple(x: Real, factor: number, y: Real): void {
  for (let i = 0; i < x.length; ++i) x[i] += factor * y[i];
}
