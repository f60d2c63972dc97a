import { describe } from "../../errors.ts";
import { ENGLISH_STOP_WORDS } from "./stopWords.ts";
import type { CountSettings } from "./vectorizerOptions.ts";

/** What Python's `\w` stands for: `\p{N}` and `\p{L}` are the characters for which `str.isalnum()` holds. */
const WORDS = /[\p{L}\p{N}_]{2,}/gu;

const ACCENTS = /[\u0300-\u036f]/g;

/** Returns what makes a list of terms of a text. */
export function analyzerOf(
  name: string,
  settings: CountSettings,
): (text: string) => readonly string[] {
  const { lowercase, stripAccents, stopWords, ngramRange } = settings;
  const tokenize = tokenizerOf(name, settings);
  const left = stopWords && new Set(stopWords === "english" ? ENGLISH_STOP_WORDS : stopWords);
  return (text) => {
    const lower = lowercase ? text.toLowerCase() : text;
    const words = tokenize(stripAccents ? withoutAccents(lower) : lower);
    return ngrams(left ? words.filter((word) => !left.has(word)) : words, ngramRange);
  };
}

/** Composed again at the end, for the sake of scripts whose letters NFKD takes apart, such as Hangul. */
function withoutAccents(text: string): string {
  return text.normalize("NFKD").replace(ACCENTS, "").normalize("NFC");
}

function tokenizerOf(
  name: string,
  { tokenizer, locale }: CountSettings,
): (text: string) => readonly string[] {
  if (tokenizer === "words") return (text) => text.match(WORDS) ?? [];
  if (tokenizer === "segmenter") return segmenterOf(name, locale);
  if (typeof tokenizer === "function") return checked(name, tokenizer);
  const flags = tokenizer.flags.replace("y", "");
  const all = new RegExp(tokenizer.source, flags.includes("g") ? flags : `${flags}g`);
  return (text) =>
    Array.from(text.matchAll(all), (match) => (match.length > 1 ? (match[1] ?? "") : match[0]));
}

function segmenterOf(name: string, locale: string | undefined): (text: string) => string[] {
  // Firefox has it since 2024 only.
  if (!(Intl as Partial<typeof Intl>).Segmenter) {
    throw new TypeError(
      `${name}: this engine has no Intl.Segmenter; give a RegExp or a function as tokenizer`,
    );
  }
  const segmenter = new Intl.Segmenter(locale, { granularity: "word" });
  return (text) => {
    const words: string[] = [];
    for (const { segment, isWordLike } of segmenter.segment(text)) {
      if (isWordLike) words.push(segment);
    }
    return words;
  };
}

function checked(
  name: string,
  tokenize: (text: string) => readonly string[],
): (text: string) => readonly string[] {
  return (text) => {
    const words: unknown = tokenize(text);
    if (!Array.isArray(words)) {
      throw new TypeError(
        `${name}: expected the tokenizer to return an array of words, got ${describe(words)}`,
      );
    }
    const at = words.findIndex((word) => typeof word !== "string");
    if (at < 0) return words as string[];
    throw new TypeError(
      `${name}: expected the tokenizer to return words, got ${describe(words[at])} at ${at}`,
    );
  };
}

function ngrams(
  words: readonly string[],
  [least, most]: readonly [number, number],
): readonly string[] {
  if (most === 1) return words;
  const terms: string[] = [];
  for (let start = 0; start < words.length; ++start) {
    const end = Math.min(start + most, words.length);
    let term = "";
    for (let i = start; i < end; ++i) {
      term = i === start ? words[i] : `${term} ${words[i]}`;
      if (i - start + 1 >= least) terms.push(term);
    }
  }
  return terms;
}
