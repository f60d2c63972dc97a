import { LinearRegression } from "../applications/fits/linearRegression.ts";
import { LineFit, PolynomialFit } from "../applications/fits/polyfit.ts";
import { ComplexMatrix } from "../complex/complexMatrix.ts";
import { ComplexSVD } from "../complex/factors.ts";
import { ComplexTruncatedSVDResult } from "../complex/truncatedSvd.ts";
import { SVDBatch } from "../decompositions/svdBatch.ts";
import { SVD } from "../factors.ts";
import { Matrix } from "../matrix.ts";
import { SparseMatrix } from "../sparse/sparseMatrix.ts";
import { TruncatedSVDResult } from "../truncatedSvd.ts";

/** How an instance of a class is made of its fields. */
interface Entry {
  readonly Class: { readonly prototype: object };
  readonly make: (fields: never) => object;
}

/** Checks that `make` takes the fields of the class. */
function entry<T extends object>(
  Class: { readonly prototype: T },
  make: (fields: T) => object,
): Entry {
  return { Class, make };
}

/** The classes whose instances cross threads, under names that no minifier changes. */
const CLASSES: Readonly<Record<string, Entry>> = {
  Matrix: entry(Matrix, ({ rows, columns, data }) => new Matrix(rows, columns, data)),
  ComplexMatrix: entry(ComplexMatrix, ({ rows, columns, re, im }) => {
    return new ComplexMatrix(rows, columns, re, im);
  }),
  SparseMatrix: entry(SparseMatrix, ({ rows, columns, rowStarts, columnIndices, values }) => {
    return new SparseMatrix(rows, columns, rowStarts, columnIndices, values);
  }),
  SVD: entry(SVD, ({ U, s, Vt, reproducible }) => new SVD(U, s, Vt, reproducible)),
  ComplexSVD: entry(ComplexSVD, ({ U, s, Vh, reproducible }) => {
    return new ComplexSVD(U, s, Vh, reproducible);
  }),
  TruncatedSVDResult: entry(TruncatedSVDResult, (fields) => {
    return new TruncatedSVDResult(fields.U, fields.s, fields.Vt, fields, fields.reproducible);
  }),
  ComplexTruncatedSVDResult: entry<ComplexTruncatedSVDResult>(
    ComplexTruncatedSVDResult,
    (fields) => {
      return new ComplexTruncatedSVDResult(
        fields.U,
        fields.s,
        fields.Vh,
        fields,
        fields.reproducible,
      );
    },
  ),
  SVDBatch: entry<SVDBatch>(SVDBatch, (fields) => {
    return new SVDBatch(fields.U, fields.s, fields.Vt, fields.reproducible);
  }),
  PolynomialFit: entry(PolynomialFit, (fields) => new PolynomialFit(fields)),
  LineFit: entry(LineFit, (fields) => new LineFit(fields)),
  LinearRegression: entry(LinearRegression, (fields) => new LinearRegression(fields)),
};

const names = new Map<unknown, string>(
  Object.entries(CLASSES).map(([name, { Class }]) => [Class.prototype, name]),
);

/** The name of the class of an object, if it crosses threads. */
export function classNameOf(object: object): string | undefined {
  // Classes of others may extend ours.
  for (let of: unknown = object; of !== null; of = Object.getPrototypeOf(of)) {
    const name = names.get(of);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** Makes an instance of its fields. */
export function instanceOf(name: string, fields: object): object {
  return CLASSES[name].make(fields as never);
}
