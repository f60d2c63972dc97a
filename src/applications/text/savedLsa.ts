import { describe } from "../../errors.ts";
import { Matrix } from "../../matrix.ts";
import { checkNames, complete, type Fitted } from "./lsaState.ts";
import type { RestoreOptions } from "./savedVectorizer.ts";
import { type SavedTfidfVectorizer, TfidfVectorizer } from "./tfidfVectorizer.ts";

/** An `LSA` as plain data. */
export interface SavedLSA {
  readonly projection: "weighted" | "whitened";
  /** null if it was not taught by texts. */
  readonly vectorizer: SavedTfidfVectorizer | null;
  /** The terms by column, if there are any: null if the vectorizer has them. */
  readonly featureNames: readonly string[] | null;
  readonly ids: readonly string[] | null;
  readonly singularValues: readonly number[];
  readonly explainedVarianceRatio: readonly number[];
  /** topics × terms, by rows. */
  readonly components: readonly number[];
  /** documents × topics, by rows. */
  readonly coordinates: readonly number[];
}

export function saveLsa(
  { vectorizer, featureNames, ids, space, ratios, coordinates }: Fitted,
  projection: SavedLSA["projection"],
): SavedLSA {
  return {
    projection,
    vectorizer: vectorizer?.toJSON() ?? null,
    featureNames: featureNames ? [...featureNames] : null,
    ids: ids ? [...ids] : null,
    singularValues: Array.from(space.singularValues),
    explainedVarianceRatio: Array.from(ratios),
    components: Array.from(space.components.data),
    coordinates: Array.from(coordinates.data),
  };
}

export function restoreLsa(name: string, saved: SavedLSA, options: RestoreOptions): Fitted {
  checkSavedLsa(name, saved);
  const { featureNames, ids } = saved;
  const k = saved.singularValues.length;
  const documents = saved.coordinates.length / k;
  const terms = saved.components.length / k;
  const coordinates = new Matrix(documents, k, Float64Array.from(saved.coordinates));
  checkNames(name, "ids", ids ?? undefined, documents, "documents");
  checkNames(name, "featureNames", featureNames ?? undefined, terms, "columns");
  return complete({
    vectorizer: saved.vectorizer ? TfidfVectorizer.fromJSON(saved.vectorizer, options) : undefined,
    featureNames: featureNames ?? undefined,
    ids: ids ?? undefined,
    space: {
      singularValues: Float64Array.from(saved.singularValues),
      components: new Matrix(k, terms, Float64Array.from(saved.components)),
    },
    ratios: Float64Array.from(saved.explainedVarianceRatio),
    coordinates,
  });
}

/** Throws unless the parts of what was saved fit together. */
function checkSavedLsa(name: string, saved: SavedLSA): void {
  if (typeof saved !== "object" || (saved as unknown) === null) {
    throw new TypeError(`${name}: expected what toJSON gives, got ${describe(saved)}`);
  }
  const numbers = [
    "singularValues",
    "explainedVarianceRatio",
    "components",
    "coordinates",
  ] as const;
  for (const key of numbers) {
    const list: unknown = saved[key];
    if (Array.isArray(list) && list.every((x) => Number.isFinite(x))) continue;
    throw new TypeError(`${name}: expected ${key} to be a list of numbers, got ${describe(list)}`);
  }
  const { vectorizer, singularValues, explainedVarianceRatio, components, coordinates } = saved;
  const k = singularValues.length;
  const terms = vectorizer ? vectorizer.featureNames.length : components.length / k;
  const fits =
    explainedVarianceRatio.length === k &&
    Number.isInteger(terms) &&
    components.length === k * terms &&
    Number.isInteger(coordinates.length / k);
  if (fits) return;
  throw new RangeError(
    `${name}: ${k} topics of ${terms} terms do not have ${components.length} weights and ${coordinates.length} coordinates`,
  );
}
