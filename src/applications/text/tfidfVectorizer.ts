import { describe } from "../../errors.ts";
import type { SparseMatrix } from "../../sparse/sparseMatrix.ts";
import {
  type RestoreOptions,
  restoredOptions,
  saveCounter,
  type SavedCountVectorizer,
} from "./savedVectorizer.ts";
import { TermCounter } from "./termCounter.ts";
import { checkSwitch, type CountVectorizerOptions } from "./vectorizerOptions.ts";
import { inverseDocumentFrequencies, weigh, type Weights } from "./weights.ts";

export interface TfidfVectorizerOptions extends CountVectorizerOptions {
  /** Whether to weigh terms by `idf`, the rare ones more; true by default. */
  readonly useIdf?: boolean;
  /** Whether idf is 1 + ln((1 + m) / (1 + df)) (default) or 1 + ln(m / df), for a term in df of m documents. */
  readonly smoothIdf?: boolean;
  /** Whether a term that occurs n times counts 1 + ln n instead of n; false by default. */
  readonly sublinearTf?: boolean;
  /** What rows are divided by: the root of the sum of the squares (`"l2"`, default), the sum (`"l1"`), or nothing. */
  readonly norm?: "l2" | "l1" | "none";
}

/** A `TfidfVectorizer` as plain data. */
export interface SavedTfidfVectorizer extends SavedCountVectorizer {
  readonly useIdf: boolean;
  readonly smoothIdf: boolean;
  readonly sublinearTf: boolean;
  readonly norm: "l2" | "l1" | "none";
  /** null without `useIdf`. */
  readonly idf: readonly number[] | null;
}

/**
 * Weighs words: texts become the rows of a sparse matrix, documents × terms, whose entries are how often a term occurs in a
 * document, times how rare it is among documents. Rows have length 1, so that products of rows are cosines; a document
 * without a known term is a row of zeros. As scikit-learn's `TfidfVectorizer`: the same options, terms, order and entries
 * (to 10⁻¹⁴).
 *
 * G. Salton, C. Buckley, Term-weighting approaches in automatic text retrieval, Inf. Process. Manag. 24 (1988) 513–523.
 *
 * @example
 * ```ts
 * import { TfidfVectorizer } from "wasm-svd";
 *
 * const vectorizer = new TfidfVectorizer();
 * const a = vectorizer.fitTransform(["A rose is a rose.", "What is it?"]);
 * vectorizer.featureNames; // ["is", "it", "rose", "what"]
 * vectorizer.idf; // Float64Array [1, 1.4054…, 1.4054…, 1.4054…]
 * a.get(0, 2); // 0.9421…
 * ```
 */
export class TfidfVectorizer {
  readonly #counter: TermCounter;
  readonly #useIdf: boolean;
  readonly #smoothIdf: boolean;
  readonly #sublinearTf: boolean;
  readonly #norm: Weights["norm"];
  #idf: Float64Array | undefined;

  /**
   * @throws {@link TypeError} or {@link RangeError} if an option is none of those above, or the engine has no
   * `Intl.Segmenter`.
   */
  constructor(options: TfidfVectorizerOptions = {}) {
    this.#counter = new TermCounter("TfidfVectorizer", options);
    const { useIdf = true, smoothIdf = true, sublinearTf = false, norm = "l2" } = options;
    for (const [what, value] of Object.entries({ useIdf, smoothIdf, sublinearTf })) {
      checkSwitch("TfidfVectorizer", what, value);
    }
    if (!["l2", "l1", "none"].includes(norm)) {
      throw new TypeError(
        `TfidfVectorizer: expected norm to be "l2", "l1" or "none", got ${describe(norm)}`,
      );
    }
    this.#useIdf = useIdf;
    this.#smoothIdf = smoothIdf;
    this.#sublinearTf = sublinearTf;
    this.#norm = norm;
  }

  /**
   * Learns the terms of documents, which are read once, and how rare they are.
   *
   * @throws {@link TypeError} if one is no text.
   * @throws {@link RangeError} if there are no terms, `minDf` and `maxDf` leave none, or with `smoothIdf: false` a term of a
   * given vocabulary is in no document.
   */
  fit(documents: Iterable<string>): this {
    this.#fit("fit", documents);
    return this;
  }

  /** Learns as `fit`, and returns the documents × terms. */
  fitTransform(documents: Iterable<string>): SparseMatrix<Float64Array> {
    return this.#weigh(this.#fit("fitTransform", documents));
  }

  /** Weighs other documents by what was learned, documents × terms; terms not learned count nowhere. */
  transform(documents: Iterable<string>): SparseMatrix<Float64Array> {
    if (this.#useIdf) this.#requireIdf("transform");
    return this.#weigh(this.#counter.transform("transform", documents));
  }

  /** The terms, in the order of the columns. */
  get featureNames(): readonly string[] {
    return this.#counter.featureNames("featureNames");
  }

  /** The column of each term. */
  get vocabulary(): ReadonlyMap<string, number> {
    return this.#counter.vocabulary("vocabulary");
  }

  /** The factor of each term; 1 for all without `useIdf`. */
  get idf(): Float64Array {
    if (!this.#useIdf) return new Float64Array(this.#counter.featureNames("idf").length).fill(1);
    return this.#requireIdf("idf").slice();
  }

  /** Options, terms and weights as plain data, for `JSON.stringify`. A tokenizer that is a function is not in it. */
  toJSON(): SavedTfidfVectorizer {
    return {
      ...saveCounter(this.#counter.settings, this.#counter.featureNames("toJSON")),
      useIdf: this.#useIdf,
      smoothIdf: this.#smoothIdf,
      sublinearTf: this.#sublinearTf,
      norm: this.#norm,
      idf: this.#useIdf ? Array.from(this.#requireIdf("toJSON")) : null,
    };
  }

  /**
   * @param options - The tokenizer, if it is a function.
   * @throws {@link TypeError} or {@link RangeError} if that is not what `toJSON` gives, or the function is missing.
   */
  static fromJSON(saved: SavedTfidfVectorizer, options: RestoreOptions = {}): TfidfVectorizer {
    const name = "TfidfVectorizer.fromJSON";
    const counting = restoredOptions(name, saved, options);
    const { useIdf, smoothIdf, sublinearTf, norm, idf, featureNames } = saved;
    const vectorizer = new TfidfVectorizer({ ...counting, useIdf, smoothIdf, sublinearTf, norm });
    vectorizer.#counter.restore(featureNames);
    if (!useIdf) return vectorizer;
    if (idf?.length !== featureNames.length || !idf.every((x) => Number.isFinite(x))) {
      throw new RangeError(
        `${name}: expected ${featureNames.length} numbers as idf, got ${describe(idf)}`,
      );
    }
    vectorizer.#idf = Float64Array.from(idf);
    return vectorizer;
  }

  #fit(member: string, documents: Iterable<string>): SparseMatrix<Float64Array> {
    const name = `TfidfVectorizer.${member}`;
    const counts = this.#counter.fitTransform(member, documents);
    if (this.#useIdf) {
      const terms = this.#counter.featureNames(member);
      this.#idf = inverseDocumentFrequencies(name, counts, this.#smoothIdf, terms);
    }
    return counts;
  }

  #weigh(counts: SparseMatrix<Float64Array>): SparseMatrix<Float64Array> {
    return weigh(counts, { idf: this.#idf, sublinearTf: this.#sublinearTf, norm: this.#norm });
  }

  #requireIdf(member: string): Float64Array {
    if (this.#idf) return this.#idf;
    throw new Error(`TfidfVectorizer.${member}: expected fit or fitTransform before, got neither`);
  }
}
