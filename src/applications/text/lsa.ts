import type { Matrix } from "../../matrix.ts";
import type { MatrixInput } from "../../matrixInput.ts";
import type { SparseMatrix } from "../../sparse/sparseMatrix.ts";
import { project } from "./latentSpace.ts";
import {
  checkLsaOptions,
  type LSADocumentOptions,
  type LSAMatrixOptions,
  type LSAOptions,
  type LSASettings,
} from "./lsaOptions.ts";
import { checkCount, type Fitted, indexOf, learn, toSparse } from "./lsaState.ts";
import { cosine, cosines, nearest, type Neighbour, unitRows } from "./ranking.ts";
import { restoreLsa, type SavedLSA, saveLsa } from "./savedLsa.ts";
import type { RestoreOptions } from "./savedVectorizer.ts";
import { type Topic, topicsOf } from "./topics.ts";

/**
 * Latent semantic analysis: the k directions in which documents differ most by the words that they use, and the documents in
 * the space of these topics. There, documents are near each other that are about the same, also where they have no word in
 * common: words that occur with the same others point the same way.
 *
 * Texts become the rows of X, documents × terms, by a `TfidfVectorizer`; `svds` finds X ≈ U · diag(s) · Vt. Similarities
 * are cosines between rows of X·V. A document that is empty or has no word that was learned is a row of zeros: its
 * similarity to all others is 0. In double precision, whatever `fitMatrix` is given.
 *
 * S. Deerwester, S. Dumais, G. Furnas, T. Landauer, R. Harshman, Indexing by latent semantic analysis, J. Am. Soc. Inf.
 * Sci. 41 (1990) 391–407.
 *
 * @example
 * ```ts
 * import { LSA } from "wasm-svd";
 *
 * const texts = [
 *   "the ship sailed over the ocean",
 *   "a boat on the ocean",
 *   "the boat and the ship",
 *   "trees grow in the forest",
 *   "the forest has old trees",
 * ];
 * const lsa = new LSA({ components: 2, vectorizer: { stopWords: "english" } }).fit(texts);
 * lsa.similarity(0, 1); // 1, as both are about the sea alone
 * lsa.query("old forest", 2).map(({ index }) => index); // [3, 4]
 * ```
 */
export class LSA {
  /** What the workers of a pool know it by, whatever a minifier calls it. */
  static readonly name = "LSA";

  readonly #settings: LSASettings;
  #fitted: Fitted | undefined;

  /** @throws {@link TypeError} or {@link RangeError} if an option is none of those above. */
  constructor(options: LSAOptions = {}) {
    this.#settings = checkLsaOptions(options);
  }

  /**
   * Learns the topics of documents, which are read once.
   *
   * @throws The errors of `TfidfVectorizer.fit` and `svds`; {@link RangeError} if there are more components than documents or
   * terms, or not as many ids as documents.
   */
  fit(documents: Iterable<string>, options: LSADocumentOptions = {}): this {
    this.#fitTexts("LSA.fit", documents, options);
    return this;
  }

  /** Learns as `fit`, and returns the `coordinates` of the documents. */
  fitTransform(
    documents: Iterable<string>,
    options: LSADocumentOptions = {},
  ): Matrix<Float64Array> {
    return this.#fitTexts("LSA.fitTransform", documents, options).coordinates;
  }

  /**
   * Learns the topics of counts or weights of your own: documents × terms, or whatever rows and columns are.
   *
   * @throws {@link NonFiniteError} if an entry is NaN or ±Infinity, and as `fit`.
   */
  fitMatrix(x: SparseMatrix | MatrixInput, options: LSAMatrixOptions = {}): this {
    const { featureNames, ids } = options;
    const counts = toSparse("LSA.fitMatrix", x);
    this.#fitted = learn("LSA.fitMatrix", counts, this.#settings, { ids, featureNames });
    return this;
  }

  /** Puts other texts where they belong among the topics, with the weights of terms as learned: documents × topics. */
  transform(documents: Iterable<string>): Matrix<Float64Array> {
    return this.#projectTexts("transform", documents);
  }

  /** The same of rows of numbers, documents × terms. */
  transformMatrix(x: SparseMatrix | MatrixInput): Matrix<Float64Array> {
    const { space } = this.#state("transformMatrix");
    return project(toSparse("LSA.transformMatrix", x), space, this.#settings.projection);
  }

  /** The k largest singular values of X. */
  get singularValues(): Float64Array {
    return this.#state("singularValues").space.singularValues;
  }

  /** Which part of the variance of the documents each topic has; of all topics together, the sum. */
  get explainedVarianceRatio(): Float64Array {
    return this.#state("explainedVarianceRatio").ratios;
  }

  /** The weight of each term in each topic: topics × terms, rows of length 1. */
  get components(): Matrix<Float64Array> {
    return this.#state("components").space.components;
  }

  /** Where the documents stand that were learned from: documents × topics. */
  get coordinates(): Matrix<Float64Array> {
    return this.#state("coordinates").coordinates;
  }

  /** The terms, in the order of the columns; undefined if `fitMatrix` was given none. */
  get featureNames(): readonly string[] | undefined {
    const { vectorizer, featureNames } = this.#state("featureNames");
    return vectorizer ? vectorizer.featureNames : featureNames;
  }

  /**
   * How near two of the documents are to each other, from −1 to 1.
   *
   * @param a - A place, counted from 0, or an id.
   * @throws {@link RangeError} if there is no such document.
   */
  similarity(a: number | string, b: number | string): number {
    const state = this.#state("similarity");
    const [i, j] = [a, b].map((document) => indexOf("LSA.similarity", state, document));
    return cosine(state.units, i, state.units, j, state.coordinates.columns);
  }

  /**
   * The documents that are nearest to one of them, the nearest first.
   *
   * @param document - A place, counted from 0, or an id.
   * @param count - How many at most, 10 by default.
   */
  neighbours(document: number | string, count = 10): Neighbour[] {
    const state = this.#state("neighbours");
    const i = indexOf("LSA.neighbours", state, document);
    checkCount("LSA.neighbours", "documents", count);
    const similarities = cosines(state.units, i, state.units, state.coordinates.columns);
    return nearest(similarities, count, state.ids, i);
  }

  /**
   * The documents that are nearest to a text, the nearest first.
   *
   * @param count - How many at most, 10 by default.
   */
  query(text: string, count = 10): Neighbour[] {
    checkCount("LSA.query", "documents", count);
    const units = unitRows(this.#projectTexts("query", [text]));
    const state = this.#state("query");
    return nearest(cosines(units, 0, state.units, state.coordinates.columns), count, state.ids);
  }

  /**
   * The first topics, with the terms that weigh most in each: those above 0 stand together against those below.
   *
   * @param count - How many topics at most, 10 by default.
   * @param words - How many terms of each at most, 10 by default. Without names, they are numbers of columns.
   */
  topics(count = 10, words = 10): Topic[] {
    const { space, ratios } = this.#state("topics");
    checkCount("LSA.topics", "topics", count);
    checkCount("LSA.topics", "terms", words);
    return topicsOf(space, ratios, this.featureNames, count, words);
  }

  /** All that was learned as plain data, for `JSON.stringify`: k · (documents + terms) numbers. */
  toJSON(): SavedLSA {
    return saveLsa(this.#state("toJSON"), this.#settings.projection);
  }

  /**
   * @param options - The tokenizer, if it is a function.
   * @throws {@link TypeError} or {@link RangeError} if that is not what `toJSON` gives, or the function is missing.
   */
  static fromJSON(saved: SavedLSA, options: RestoreOptions = {}): LSA {
    const fitted = restoreLsa("LSA.fromJSON", saved, options);
    const { projection, singularValues } = saved;
    const { vectorizer } = fitted;
    const components = singularValues.length;
    const lsa = new LSA({ components, projection, ...(vectorizer && { vectorizer }) });
    lsa.#fitted = fitted;
    return lsa;
  }

  #fitTexts(name: string, documents: Iterable<string>, { ids }: LSADocumentOptions): Fitted {
    const { vectorizer } = this.#settings;
    // Whatever fails from here on, the vectorizer is no longer what was learned with.
    this.#fitted = undefined;
    const x = vectorizer.fitTransform(documents);
    this.#fitted = learn(name, x, this.#settings, { ids, vectorizer });
    return this.#fitted;
  }

  #projectTexts(member: string, documents: Iterable<string>): Matrix<Float64Array> {
    const { vectorizer, space } = this.#state(member);
    if (vectorizer) {
      return project(vectorizer.transform(documents), space, this.#settings.projection);
    }
    throw new TypeError(
      `LSA.${member}: expected it to have learned from texts, not from a matrix; transformMatrix takes rows of numbers`,
    );
  }

  #state(member: string): Fitted {
    if (this.#fitted) return this.#fitted;
    throw new Error(`LSA.${member}: expected fit, fitTransform or fitMatrix before, got none`);
  }
}
