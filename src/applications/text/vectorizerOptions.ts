import { describe } from "../../errors.ts";

/**
 * What cuts a text into words: `"words"`, `"segmenter"`, a regular expression that matches each of them (or, if it has a
 * group, catches each in the group), or a function.
 */
export type Tokenizer = "words" | "segmenter" | RegExp | ((text: string) => readonly string[]);

export interface CountVectorizerOptions {
  /**
   * How a text is cut into words, after `lowercase` and `stripAccents`:
   *
   * - `"words"` (default): runs of two or more letters, digits and underscores of any script, as scikit-learn's
   *   `(?u)\b\w\w+\b`;
   * - `"segmenter"`: words by the rules of a language, also of those that put no blanks between them, by `Intl.Segmenter`;
   * - a regular expression or a function of your own.
   */
  readonly tokenizer?: Tokenizer;

  /** Of `"segmenter"`: a language such as `"ja"`; by default that of the engine. */
  readonly locale?: string;

  /** Whether capitals count as small letters; true by default. */
  readonly lowercase?: boolean;

  /**
   * Whether to take the accents off letters (é → e, й → и) and to write ligatures and wide forms as plain letters, before words
   * are cut; false by default. These are the marks U+0300 … U+036F, of Latin, Greek and Cyrillic; other scripts stay whole.
   */
  readonly stripAccents?: boolean;

  /**
   * Words to leave out, as the tokenizer gives them, that is, in small letters. `"english"` is the list of 318 that scikit-learn
   * has. By default none.
   */
  readonly stopWords?: "english" | readonly string[];

  /** Terms are runs of so many words, from the first number to the second: [1, 2] is words and pairs. [1, 1] by default. */
  readonly ngramRange?: readonly [least: number, most: number];

  /**
   * Terms in fewer documents are left out: a count if it is an integer (1 by default, which leaves out none), a part of all
   * documents if it is a fraction below 1.
   */
  readonly minDf?: number;

  /**
   * Terms in more documents are left out: a count if it is an integer, a part of all documents if it is a fraction below 1; by
   * default `Infinity`. 1 is one document: JavaScript cannot tell it from the 1.0 that stands for all of them in Python.
   */
  readonly maxDf?: number;

  /** Only so many terms, those that occur most often; of equals, the first in the alphabet. By default all. */
  readonly maxFeatures?: number;

  /** The terms in the order of the columns. No others are learned, and none of these is left out. */
  readonly vocabulary?: readonly string[];

  /** Whether a term counts once in a document, however often it occurs there; false by default. */
  readonly binary?: boolean;
}

/** All options of `CountVectorizer`, checked. */
export interface CountSettings {
  readonly tokenizer: Tokenizer;
  readonly locale: string | undefined;
  readonly lowercase: boolean;
  readonly stripAccents: boolean;
  readonly stopWords: "english" | readonly string[] | undefined;
  readonly ngramRange: readonly [least: number, most: number];
  readonly minDf: number;
  readonly maxDf: number;
  readonly maxFeatures: number;
  readonly vocabulary: readonly string[] | undefined;
  readonly binary: boolean;
}

/** Returns all options, or throws. */
export function checkCountOptions(name: string, options: CountVectorizerOptions): CountSettings {
  if (typeof options !== "object" || (options as unknown) === null) {
    throw new TypeError(`${name}: expected options, got ${describe(options)}`);
  }
  const { tokenizer = "words", locale, lowercase = true, stripAccents = false } = options;
  const { stopWords, ngramRange = [1, 1], minDf = 1, maxDf = Infinity } = options;
  const { maxFeatures = Infinity, vocabulary, binary = false } = options;
  checkTokenizer(name, tokenizer);
  if (locale !== undefined && typeof locale !== "string") {
    throw new TypeError(`${name}: expected a language as locale, got ${describe(locale)}`);
  }
  for (const [what, value] of Object.entries({ lowercase, stripAccents, binary })) {
    checkSwitch(name, what, value);
  }
  if (stopWords !== undefined && stopWords !== "english") checkWords(name, "stopWords", stopWords);
  checkRange(name, ngramRange);
  checkFrequency(name, "minDf", minDf, 0);
  if (maxDf !== Infinity) checkFrequency(name, "maxDf", maxDf, 1);
  if (maxFeatures !== Infinity && !(Number.isSafeInteger(maxFeatures) && maxFeatures >= 1)) {
    throw new RangeError(
      `${name}: expected maxFeatures to be an integer >= 1, got ${describe(maxFeatures)}`,
    );
  }
  if (vocabulary !== undefined) checkVocabulary(name, vocabulary);
  return {
    ...{ tokenizer, locale, lowercase, stripAccents, stopWords, ngramRange },
    ...{ minDf, maxDf, maxFeatures, vocabulary, binary },
  };
}

export function checkSwitch(name: string, what: string, value: unknown): void {
  if (typeof value === "boolean") return;
  throw new TypeError(`${name}: expected ${what} to be true or false, got ${describe(value)}`);
}

function checkTokenizer(name: string, tokenizer: unknown): void {
  const known = tokenizer === "words" || tokenizer === "segmenter";
  if (known || typeof tokenizer === "function") return;
  if (!isRegExp(tokenizer)) {
    throw new TypeError(
      `${name}: expected tokenizer to be "words", "segmenter", a RegExp or a function, got ${describe(tokenizer)}`,
    );
  }
  // Beside an alternative that is empty, every pattern matches, and tells its groups.
  const groups = new RegExp(`${tokenizer.source}|`, tokenizer.flags).exec("")!.length - 1;
  if (groups <= 1) return;
  throw new RangeError(
    `${name}: expected a tokenizer with one group at most, got ${groups} in ${String(tokenizer)}`,
  );
}

/** By name and not by class: in a vm context or an iframe, RegExp is another one. */
export function isRegExp(value: unknown): value is RegExp {
  return Object.prototype.toString.call(value) === "[object RegExp]";
}

function checkWords(name: string, what: string, words: unknown): void {
  if (!Array.isArray(words)) {
    const english = what === "stopWords" ? '"english" or ' : "";
    throw new TypeError(
      `${name}: expected ${what} to be ${english}an array of words, got ${describe(words)}`,
    );
  }
  const at = words.findIndex((word) => typeof word !== "string");
  if (at < 0) return;
  throw new TypeError(`${name}: expected ${what}[${at}] to be a word, got ${describe(words[at])}`);
}

function checkRange(name: string, range: readonly number[]): void {
  const pair = Array.isArray(range) && range.length === 2;
  if (pair && range.every(Number.isSafeInteger) && range[0] >= 1 && range[0] <= range[1]) return;
  const got = Array.isArray(range) ? `[${range.join(", ")}]` : describe(range);
  throw new RangeError(
    `${name}: expected ngramRange to be two integers >= 1 in ascending order, got ${got}`,
  );
}

function checkFrequency(name: string, what: string, value: unknown, least: number): void {
  if (typeof value === "number" && value > 0 && value < 1) return;
  if (Number.isSafeInteger(value) && (value as number) >= least) return;
  throw new RangeError(
    `${name}: expected ${what} to be an integer >= ${least} or a fraction between 0 and 1, got ${describe(value)}`,
  );
}

function checkVocabulary(name: string, vocabulary: readonly string[]): void {
  checkWords(name, "vocabulary", vocabulary);
  if (vocabulary.length === 0) {
    throw new RangeError(`${name}: expected a vocabulary with terms, got none`);
  }
  const seen = new Set<string>();
  for (const term of vocabulary) {
    if (seen.has(term)) {
      throw new RangeError(
        `${name}: expected each term of the vocabulary once, got ${describe(term)} again`,
      );
    }
    seen.add(term);
  }
}
