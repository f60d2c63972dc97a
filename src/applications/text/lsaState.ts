import { describe } from "../../errors.ts";
import { Matrix, toMatrix } from "../../matrix.ts";
import type { MatrixInput } from "../../matrixInput.ts";
import { SparseMatrix } from "../../sparse/sparseMatrix.ts";
import { decompose, explainedVarianceRatio, type LatentSpace, project } from "./latentSpace.ts";
import type { LSASettings } from "./lsaOptions.ts";
import { unitRows } from "./ranking.ts";
import type { TfidfVectorizer } from "./tfidfVectorizer.ts";

/** What an `LSA` has learned. */
export interface Learned {
  /** If it was from texts. */
  readonly vectorizer: TfidfVectorizer | undefined;
  /** If it was from a matrix whose columns have names. */
  readonly featureNames: readonly string[] | undefined;
  readonly ids: readonly string[] | undefined;
  readonly space: LatentSpace;
  readonly ratios: Float64Array;
  readonly coordinates: Matrix<Float64Array>;
}

/** The same, and what follows from it. */
export interface Fitted extends Learned {
  /** Where each id stands. */
  readonly places: ReadonlyMap<string, number>;
  /** The coordinates as rows of length 1, or of zeros. */
  readonly units: Float64Array;
}

/** Learns the topics of documents × terms. */
export function learn(
  name: string,
  x: SparseMatrix<Float64Array>,
  settings: LSASettings,
  { vectorizer, featureNames, ids }: Partial<Pick<Learned, "vectorizer" | "featureNames" | "ids">>,
): Fitted {
  checkNames(name, "ids", ids, x.rows, "documents");
  checkNames(name, "featureNames", featureNames, x.columns, "columns");
  const space = decompose(name, x, settings);
  const coordinates = project(x, space, settings.projection);
  const ratios = explainedVarianceRatio(x, space);
  return complete({ vectorizer, featureNames, ids, space, ratios, coordinates });
}

/** Copies names, which are those of who gave them, and adds what follows from the rest. */
export function complete(learned: Learned): Fitted {
  const { featureNames, ids = [], coordinates } = learned;
  return {
    ...learned,
    featureNames: featureNames && [...featureNames],
    ids: learned.ids && [...ids],
    places: new Map(ids.map((id, place) => [id, place])),
    units: unitRows(coordinates),
  };
}

/** Reads what stands for a matrix as a sparse one of double precision. */
export function toSparse(name: string, x: SparseMatrix | MatrixInput): SparseMatrix<Float64Array> {
  if (!(x instanceof SparseMatrix)) {
    return SparseMatrix.fromDense(Matrix.from(toMatrix(name, x), "float64"));
  }
  const { rows, columns, rowStarts, columnIndices, values } = x;
  return new SparseMatrix(rows, columns, rowStarts, columnIndices, Float64Array.from(values));
}

/** The place of a document that is named by its place or its id. */
export function indexOf(
  name: string,
  { ids, places, coordinates }: Fitted,
  document: number | string,
): number {
  if (typeof document === "string") {
    const index = places.get(document);
    if (index !== undefined) return index;
    const why = ids ? `among ${ids.length} documents` : "where documents have no ids";
    throw new RangeError(`${name}: there is no ${describe(document)} ${why}`);
  }
  if (Number.isInteger(document) && document >= 0 && document < coordinates.rows) return document;
  throw new RangeError(
    `${name}: expected a document from 0 to ${coordinates.rows - 1}, got ${describe(document)}`,
  );
}

export function checkCount(name: string, of: string, count: number): void {
  if (Number.isSafeInteger(count) && count >= 1) return;
  throw new RangeError(`${name}: expected 1 or more ${of}, got ${describe(count)}`);
}

/** Throws unless there are no names, or as many as needed, all different. */
export function checkNames(
  name: string,
  what: string,
  names: readonly string[] | undefined,
  count: number,
  of: string,
): void {
  if (names === undefined) return;
  if (!Array.isArray(names)) {
    throw new TypeError(`${name}: expected an array of ${what}, got ${describe(names)}`);
  }
  if (names.length !== count) {
    throw new RangeError(`${name}: expected ${what} for ${count} ${of}, got ${names.length}`);
  }
  const seen = new Set<unknown>();
  for (const [i, one] of names.entries()) {
    if (typeof one !== "string") {
      throw new TypeError(`${name}: expected ${what} to be texts, got ${describe(one)} at ${i}`);
    }
    if (seen.has(one)) throw new RangeError(`${name}: ${what} has ${describe(one)} twice`);
    seen.add(one);
  }
}
