import type { SvdsProgress } from "../../decompositions/svds.ts";
import { describe } from "../../errors.ts";
import { TfidfVectorizer, type TfidfVectorizerOptions } from "./tfidfVectorizer.ts";

export interface LSAOptions {
  /** How many topics: by default 100, or as many as there can be if that is fewer. */
  readonly components?: number;

  /**
   * Where documents stand in the space of topics, X being documents × terms, X ≈ U · diag(s) · Vt:
   *
   * - `"weighted"` (default): the rows of X·V = U·diag(s), as scikit-learn's `TruncatedSVD` has them. Their inner products are
   *   those of the rows of X, as far as the topics know them; the first topics count most;
   * - `"whitened"`: the rows of X·V·diag(s)⁻¹ = U, the pseudo-documents of Deerwester et al. Each topic counts the same, also
   *   the last one, which may be noise. A topic whose singular value is rounding error is 0 for all documents.
   */
  readonly projection?: "weighted" | "whitened";

  /** How texts become rows: a vectorizer, which `fit` teaches anew, or the options of one. */
  readonly vectorizer?: TfidfVectorizer | TfidfVectorizerOptions;

  /** Of the random start of `svds`, a safe integer. By default 0. */
  readonly seed?: number;

  /** The largest residual of a topic relative to s₁, as in `svds`; 10⁻¹⁰ by default. */
  readonly tolerance?: number;

  /** Called whenever `svds` has a residual to tell. It may throw, to stop. */
  readonly onProgress?: (progress: SvdsProgress) => void;
}

export interface LSADocumentOptions {
  /** A name for each document, all different, by which the methods then know it and in which they answer. */
  readonly ids?: readonly string[];
}

export interface LSAMatrixOptions extends LSADocumentOptions {
  /** What the columns stand for. */
  readonly featureNames?: readonly string[];
}

/** All options of `LSA`, checked; those of `svds` it checks itself. */
export interface LSASettings {
  readonly components: number | undefined;
  readonly projection: "weighted" | "whitened";
  readonly vectorizer: TfidfVectorizer;
  readonly search: Pick<LSAOptions, "seed" | "tolerance" | "onProgress">;
}

/** Returns all options, or throws. */
export function checkLsaOptions(options: LSAOptions): LSASettings {
  if (typeof options !== "object" || (options as unknown) === null) {
    throw new TypeError(`LSA: expected options, got ${describe(options)}`);
  }
  const { components, projection = "weighted", vectorizer = {}, ...rest } = options;
  if (components !== undefined && !(Number.isSafeInteger(components) && components >= 1)) {
    throw new RangeError(
      `LSA: expected components to be an integer >= 1, got ${describe(components)}`,
    );
  }
  if (projection !== "weighted" && projection !== "whitened") {
    throw new TypeError(
      `LSA: expected projection to be "weighted" or "whitened", got ${describe(projection)}`,
    );
  }
  const { seed, tolerance, onProgress } = rest;
  return {
    components,
    projection,
    vectorizer:
      vectorizer instanceof TfidfVectorizer ? vectorizer : new TfidfVectorizer(vectorizer),
    search: {
      ...(seed !== undefined && { seed }),
      ...(tolerance !== undefined && { tolerance }),
      ...(onProgress !== undefined && { onProgress }),
    },
  };
}
