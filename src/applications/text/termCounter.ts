import { SparseMatrix } from "../../sparse/sparseMatrix.ts";
import { analyzerOf } from "./analyzer.ts";
import { chooseTerms } from "./chooseTerms.ts";
import { countTerms, type TermCounts } from "./countTerms.ts";
import {
  checkCountOptions,
  type CountSettings,
  type CountVectorizerOptions,
} from "./vectorizerOptions.ts";

/** Learns terms and counts them: what both vectorizers do first. */
export class TermCounter {
  readonly #name: string;
  readonly settings: CountSettings;
  readonly #analyze: (text: string) => readonly string[];
  #featureNames: readonly string[] | undefined;
  #vocabulary: ReadonlyMap<string, number> | undefined;

  /** @param name - Of the class that its errors are those of. */
  constructor(name: string, options: CountVectorizerOptions) {
    this.#name = name;
    this.settings = checkCountOptions(name, options);
    this.#analyze = analyzerOf(name, this.settings);
    if (this.settings.vocabulary) this.restore(this.settings.vocabulary);
  }

  /** The terms, by column. */
  featureNames(member: string): readonly string[] {
    this.#requireTerms(member);
    return this.#featureNames!;
  }

  /** The column of each term. */
  vocabulary(member: string): ReadonlyMap<string, number> {
    this.#requireTerms(member);
    return this.#vocabulary!;
  }

  fitTransform(member: string, documents: Iterable<string>): SparseMatrix<Float64Array> {
    if (this.settings.vocabulary) return this.transform(member, documents);
    const name = `${this.#name}.${member}`;
    const found = new Map<string, number>();
    const counted = countTerms(name, documents, this.#analyze, found, true);
    const terms = [...found.keys()];
    this.restore(chooseTerms(name, terms, counted, this.settings));
    const columns = Int32Array.from(terms, (term) => this.#vocabulary!.get(term) ?? -1);
    return this.#matrix(counted, columns);
  }

  transform(member: string, documents: Iterable<string>): SparseMatrix<Float64Array> {
    this.#requireTerms(member);
    const known = this.#vocabulary as Map<string, number>;
    const name = `${this.#name}.${member}`;
    return this.#matrix(countTerms(name, documents, this.#analyze, known, false));
  }

  /** Takes terms that were learned before. */
  restore(featureNames: readonly string[]): void {
    this.#featureNames = [...featureNames];
    this.#vocabulary = new Map(featureNames.map((term, column) => [term, column]));
  }

  /** @param columns - The column of each term that was counted, −1 to leave it out; by default as counted. */
  #matrix({ rowStarts, ...counted }: TermCounts, columns?: Int32Array): SparseMatrix<Float64Array> {
    const starts = new Uint32Array(rowStarts.length);
    const indices = new Uint32Array(counted.columns.length);
    const values = new Float64Array(counted.columns.length);
    let kept = 0;
    for (let i = 0; i + 1 < rowStarts.length; ++i) {
      for (let k = rowStarts[i]; k < rowStarts[i + 1]; ++k) {
        const column = columns ? columns[counted.columns[k]] : counted.columns[k];
        if (column < 0) continue;
        indices[kept] = column;
        values[kept] = this.settings.binary ? 1 : counted.counts[k];
        ++kept;
      }
      starts[i + 1] = kept;
    }
    return SparseMatrix.fromCSR(
      rowStarts.length - 1,
      this.#featureNames!.length,
      starts,
      indices.subarray(0, kept),
      values.subarray(0, kept),
    );
  }

  #requireTerms(member: string): void {
    if (this.#featureNames) return;
    throw new Error(`${this.#name}.${member}: expected fit or fitTransform before, got neither`);
  }
}
