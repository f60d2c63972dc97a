import { ComplexMatrix } from "../complex/complexMatrix.ts";
import { ComplexSVD } from "../complex/factors.ts";
import { ComplexTruncatedSVDResult } from "../complex/truncatedSvd.ts";
import { SVDBatch } from "../decompositions/svdBatch.ts";
import { SVD } from "../factors.ts";
import { Matrix } from "../matrix.ts";
import { SparseMatrix } from "../sparse/sparseMatrix.ts";
import { TruncatedSVDResult } from "../truncatedSvd.ts";

/**
 * The classes whose instances cross threads, under names that no minifier changes. All that makes an instance are its own
 * fields, which are public; a private one would be lost.
 */
const CLASSES = {
  Matrix,
  ComplexMatrix,
  SparseMatrix,
  SVD,
  ComplexSVD,
  TruncatedSVDResult,
  ComplexTruncatedSVDResult,
  SVDBatch,
} as const;

const names = new Map<unknown, string>(
  Object.entries(CLASSES).map(([name, Class]) => [Class.prototype, name]),
);

/** The name of the class of an object, if it crosses threads. */
export function classNameOf(object: object): string | undefined {
  return names.get(Object.getPrototypeOf(object));
}

/** Makes an instance of its fields. */
export function instanceOf(name: string, fields: object): object {
  const { prototype } = CLASSES[name as keyof typeof CLASSES];
  return Object.assign(Object.create(prototype) as object, fields);
}
