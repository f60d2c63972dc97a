export { CountVectorizer } from "./text/countVectorizer.ts";
export type { RestoreOptions, SavedCountVectorizer } from "./text/savedVectorizer.ts";
export {
  type SavedTfidfVectorizer,
  TfidfVectorizer,
  type TfidfVectorizerOptions,
} from "./text/tfidfVectorizer.ts";
export type { CountVectorizerOptions, Tokenizer } from "./text/vectorizerOptions.ts";
export { LSA } from "./text/lsa.ts";
export type { LSADocumentOptions, LSAMatrixOptions, LSAOptions } from "./text/lsaOptions.ts";
export type { Neighbour } from "./text/ranking.ts";
export type { SavedLSA } from "./text/savedLsa.ts";
export type { Topic } from "./text/topics.ts";
