import { describe } from "../../errors.ts";
import {
  type CountSettings,
  type CountVectorizerOptions,
  isRegExp,
  type Tokenizer,
} from "./vectorizerOptions.ts";

/** A `CountVectorizer` as plain data. */
export interface SavedCountVectorizer {
  /** A function cannot be saved. */
  readonly tokenizer:
    "words" | "segmenter" | "function" | { readonly source: string; readonly flags: string };
  readonly locale: string | null;
  readonly lowercase: boolean;
  readonly stripAccents: boolean;
  readonly stopWords: "english" | readonly string[] | null;
  readonly ngramRange: readonly [least: number, most: number];
  readonly minDf: number;
  /** null is no limit. */
  readonly maxDf: number | null;
  readonly maxFeatures: number | null;
  readonly binary: boolean;
  /** Whether the terms were given, not learned. */
  readonly givenVocabulary: boolean;
  readonly featureNames: readonly string[];
}

/** What cannot be saved, to be given again. */
export interface RestoreOptions {
  /** The function that cuts texts into words, if it was one. */
  readonly tokenizer?: (text: string) => readonly string[];
}

export function saveCounter(
  settings: CountSettings,
  featureNames: readonly string[],
): SavedCountVectorizer {
  const { tokenizer, locale, stopWords, maxDf, maxFeatures, vocabulary } = settings;
  const { lowercase, stripAccents, ngramRange, minDf, binary } = settings;
  return {
    tokenizer: savedTokenizer(tokenizer),
    locale: locale ?? null,
    lowercase,
    stripAccents,
    stopWords: typeof stopWords === "object" ? [...stopWords] : (stopWords ?? null),
    ngramRange: [...ngramRange],
    minDf,
    maxDf: maxDf === Infinity ? null : maxDf,
    maxFeatures: maxFeatures === Infinity ? null : maxFeatures,
    binary,
    givenVocabulary: vocabulary !== undefined,
    featureNames: [...featureNames],
  };
}

/** The options of what was saved; whether they make sense, the constructor says. */
export function restoredOptions(
  name: string,
  saved: SavedCountVectorizer,
  { tokenizer }: RestoreOptions,
): CountVectorizerOptions {
  if (typeof saved !== "object" || (saved as unknown) === null) {
    throw new TypeError(`${name}: expected what toJSON gives, got ${describe(saved)}`);
  }
  const { featureNames, locale, stopWords, maxDf, maxFeatures, givenVocabulary } = saved;
  const { lowercase, stripAccents, ngramRange, minDf, binary } = saved;
  if (!Array.isArray(featureNames) || featureNames.some((term) => typeof term !== "string")) {
    throw new TypeError(`${name}: expected featureNames to be terms, got others`);
  }
  if (tokenizer !== undefined && saved.tokenizer !== "function") {
    throw new TypeError(`${name}: expected no tokenizer, as what was saved has its own, got one`);
  }
  return {
    tokenizer: saved.tokenizer === "function" ? given(name, tokenizer) : restored(saved.tokenizer),
    ...{ lowercase, stripAccents, ngramRange, minDf, binary },
    ...(locale !== null && { locale }),
    ...(stopWords !== null && { stopWords }),
    ...(maxDf !== null && { maxDf }),
    ...(maxFeatures !== null && { maxFeatures }),
    ...(givenVocabulary && { vocabulary: featureNames as string[] }),
  };
}

function savedTokenizer(tokenizer: Tokenizer): SavedCountVectorizer["tokenizer"] {
  if (typeof tokenizer === "function") return "function";
  return isRegExp(tokenizer) ? { source: tokenizer.source, flags: tokenizer.flags } : tokenizer;
}

function restored(saved: Exclude<SavedCountVectorizer["tokenizer"], "function">): Tokenizer {
  if (typeof saved === "string") return saved;
  return new RegExp(saved.source, saved.flags);
}

function given(
  name: string,
  tokenizer: RestoreOptions["tokenizer"],
): NonNullable<RestoreOptions["tokenizer"]> {
  if (tokenizer) return tokenizer;
  throw new TypeError(
    `${name}: its tokenizer is a function, which cannot be saved and has to be given again: fromJSON(saved, { tokenizer })`,
  );
}
