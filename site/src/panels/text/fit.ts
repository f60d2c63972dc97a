import { type JobOptions, LSA, type LSAOptions } from "wasm-svd";
import { pool } from "../../pool.ts";
import { loadSpeeches, type Speech, titleOf } from "./data.ts";

export const VECTORIZER = {
  // Not the "ve" of "we've".
  tokenizer: /\p{L}{3,}/u,
  stopWords: "english",
  sublinearTf: true,
  minDf: 3,
  maxDf: 0.5,
} satisfies LSAOptions["vectorizer"];

/** The speeches, and what was learned of them. */
export interface Fitted {
  readonly speeches: readonly Speech[];
  readonly lsa: LSA;
}

export async function fitTopics(components: number, options: JobOptions): Promise<Fitted> {
  const speeches = await loadSpeeches(options);
  options.onProgress?.({ phase: "counting words", done: 0, total: 0 });
  const texts = speeches.map(({ text }) => text);
  const ids = speeches.map(titleOf);
  const settings = { components, vectorizer: VECTORIZER };
  const lsa = await pool().fit(LSA, settings, [texts, { ids }], options);
  return { speeches, lsa };
}
