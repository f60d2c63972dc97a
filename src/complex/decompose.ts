import { describe, ConvergenceError } from "../errors.ts";
import { overflow } from "../finite.ts";
import { zerosLike, type Real } from "../real.ts";
import { complexSvd, type ComplexMethod, type ComplexOutcome } from "../wasm/complexSvd.ts";
import { factorSizes, type Vectors } from "../wasm/svd.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { ComplexMatrix } from "./complexMatrix.ts";
import { ComplexSVD } from "./factors.ts";
import { checkFinitePlanes, type Planes } from "./planes.ts";

const METHODS: readonly unknown[] = ["auto", "divide-and-conquer", "qr"];

export interface ComplexDecomposeOptions extends EngineOptions {
  readonly vectors?: Vectors;
  readonly method?: string;
  readonly checkFinite?: boolean;
}

/** Decomposes a complex matrix for the public function `name`, which its errors name. */
export function decomposeComplex<T extends Real>(
  name: string,
  a: Planes<T>,
  options: ComplexDecomposeOptions = {},
): ComplexSVD<T> {
  const { vectors = "thin", reproducible } = options;
  const { rows: m, columns: n } = a;
  const { uColumns, vtRows } = factorSizes(m, n, vectors);
  if (a.re.length === 0) {
    const s = zerosLike(a.re, 0);
    return new ComplexSVD(basis(s, m, uColumns), s, basis(s, vtRows, n), reproducible);
  }
  const { s, uRe, uIm, vhRe, vhIm } = outcomeOf(name, a, vectors, options);
  return new ComplexSVD(
    new ComplexMatrix(m, uColumns, uRe, uIm),
    s,
    new ComplexMatrix(vtRows, n, vhRe, vhIm),
    reproducible,
  );
}

/** The singular values alone. */
export function complexValues<T extends Real>(
  name: string,
  a: Planes<T>,
  options: ComplexDecomposeOptions = {},
): T {
  if (a.re.length === 0) return zerosLike(a.re, 0);
  return outcomeOf(name, a, "none", options).s;
}

/** Computes a decomposition, and accepts or refuses it. */
function outcomeOf<T extends Real>(
  name: string,
  a: Planes<T>,
  vectors: Vectors,
  { method = "auto", checkFinite = true, reproducible }: ComplexDecomposeOptions,
): ComplexOutcome<T> {
  if (!METHODS.includes(method)) {
    throw new TypeError(
      `${name}: expected method, for a complex matrix, to be ${METHODS.map((one) => `"${one as string}"`).join(", ")}, got ${describe(method)}`,
    );
  }
  const how = method as ComplexMethod;
  const outcome = complexSvd(name, a, vectors, { method: how, reproducible });
  if (!outcome.finite) {
    if (checkFinite) checkFinitePlanes(name, a);
    for (const data of [outcome.s, outcome.uRe, outcome.uIm, outcome.vhRe, outcome.vhIm]) {
      data.fill(NaN);
    }
    return outcome;
  }
  const { remaining, ratio, s } = outcome;
  if (remaining > 0) {
    throw new ConvergenceError(
      `${name}: no convergence, ${remaining} of ${s.length} singular values are still inaccurate`,
    );
  }
  if (s[0] === Infinity) throw overflow(name, "the largest singular value");
  // Written so that NaN does not pass.
  if (!(ratio <= 1)) {
    throw new ConvergenceError(
      `${name}: the factors fail the check against the matrix, their residual is ${ratio} times the limit`,
    );
  }
  return outcome;
}

/** Without rows or columns, all there can be is the singular vectors of zeros. */
function basis<T extends Real>(like: T, rows: number, columns: number): ComplexMatrix<T> {
  const re = zerosLike(like, rows * columns);
  if (rows === columns) for (let i = 0; i < rows; ++i) re[i * (rows + 1)] = 1;
  return new ComplexMatrix(rows, columns, re, zerosLike(like, re.length));
}
