import { Matrix as MlMatrix, SVD as MlSVD } from "ml-matrix";
import { Matrix, svd, type SVD } from "wasm-svd";

export const NAMES = ["float64", "float32", "ml-matrix"] as const;
export type Name = (typeof NAMES)[number];

/** A thin decomposition as plain numbers, row by row. */
interface Factors {
  readonly U: ArrayLike<number>;
  readonly s: ArrayLike<number>;
  readonly Vt: ArrayLike<number>;
}

/** Who decomposes the same n × n matrix. What `run` takes is in the form that it likes best. */
export interface Contender {
  readonly name: Name;
  /** Decomposes once: this is what is timed. */
  run(): unknown;
  /** The result of the last run. */
  factors(): Factors;
}

/** Our double and single precision, and ml-matrix. */
export function contendersFor(n: number, data: Float64Array<ArrayBuffer>): Record<Name, Contender> {
  return {
    float64: ours("float64", new Matrix(n, n, data)),
    float32: ours("float32", new Matrix(n, n, Float32Array.from(data))),
    "ml-matrix": theirs(n, data),
  };
}

function ours(name: "float64" | "float32", a: Matrix): Contender {
  let result: SVD | undefined;
  const run = () => (result = svd(a));
  const factors = () => {
    const { U, s, Vt } = result ?? run();
    return { U: U.data, s, Vt: Vt.data };
  };
  return { name, run, factors };
}

function theirs(n: number, data: Float64Array): Contender {
  const a = MlMatrix.from1DArray(n, n, Array.from(data));
  let result: MlSVD | undefined;
  const run = () => (result = new MlSVD(a));
  const factors = () => {
    const { leftSingularVectors: U, diagonal: s, rightSingularVectors: V } = result ?? run();
    return { U: U.to1DArray(), s, Vt: V.transpose().to1DArray() };
  };
  return { name: "ml-matrix", run, factors };
}
