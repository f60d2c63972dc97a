import { join } from "node:path";
import { LSA, type LSAOptions, type TfidfVectorizerOptions } from "../../applications/text.ts";
import { writeNpy } from "../../io/npy.ts";
import type { Arguments, Command } from "../command.ts";
import { type Documents, DOCUMENT_OPTIONS, readDocuments, readText } from "../documents.ts";
import { JobError, UsageError } from "../errors.ts";
import { writeOutputs } from "../files.ts";
import { compact } from "../format.ts";
import type { Io } from "../io.ts";
import { type Expected, numberOf, POSITIVE_INTEGER } from "../numbers.ts";
import { Progress } from "../progress.ts";
import { REPORT_OPTIONS, writeReport } from "../report.ts";
import { type Answers, lsaReport } from "./lsaReport.ts";

export const lsaTexts: Command = {
  name: "lsa",
  summary: "topics of texts, and which texts are about the same",
  operand: "PATH",
  description: `Latent semantic analysis: counts the words of texts, weighs them by tf-idf, and finds the topics in
which the texts differ most. Prints the words of the first topics, those that stand together (+) against
others (−), and which texts are nearest to a question or to one of the texts.
PATH: a folder of .txt files, a .csv file with a column of texts, or with --lines a .txt file.`,
  options: {
    components: { short: "k", value: "N", help: "how many topics to find (default: 100)" },
    topics: { value: "N", help: "how many of them to print (default: 5)" },
    words: { value: "N", help: "words to print of each (default: 12)" },
    query: { value: "TEXT", help: "print the texts that are nearest to this one" },
    similar: {
      value: "NAME",
      help: "print the texts that are nearest to this of them, or its number",
    },
    "stop-words": { value: "FILE", help: "words to leave out, or 'english' for a list of them" },
    ngrams: { value: "A,B", help: "runs of A to B words as terms (default: 1,1)" },
    "min-df": {
      value: "N",
      help: "terms in fewer texts are left out (default: 1); or a part, such as 0.01",
    },
    "max-df": { value: "N", help: "terms in more texts are left out; or a part, such as 0.5" },
    sublinear: { help: "a word that occurs n times counts 1 + ln n" },
    ...DOCUMENT_OPTIONS,
    output: {
      short: "o",
      value: "DIR",
      help: "write model.json and coordinates.npy, texts × topics",
    },
    ...REPORT_OPTIONS,
  },
  examples: [
    "wasm-svd lsa speeches/ --stop-words english --sublinear --min-df 2",
    'wasm-svd lsa reviews.csv --column review --query "too small"',
    "wasm-svd lsa abstracts.txt --lines --similar 12 --plot topics.svg",
  ],
  run,
};

async function run(args: Arguments, io: Io): Promise<void> {
  const { operand: path = "", options } = args;
  const numbers = {
    topics: numberOf("--topics", options.topics, POSITIVE_INTEGER) ?? 5,
    words: numberOf("--words", options.words, POSITIVE_INTEGER) ?? 12,
  };
  const progress = new Progress(io);
  const settings = await settingsOf(options, progress);
  const documents = await readDocuments(path, options, progress);
  const similar = options.similar === undefined ? undefined : placeOf(options.similar, documents);

  const start = io.now();
  const lsa = fit(path, documents, settings, progress);
  const elapsed = io.now() - start;
  const answers: Answers = {
    topics: lsa.topics(numbers.topics, numbers.words),
    ...(options.query !== undefined && {
      query: { text: options.query, found: lsa.query(options.query) },
    }),
    ...(similar !== undefined && {
      similar: { name: documents.names[similar], found: lsa.neighbours(similar) },
    }),
  };
  const written = options.output === undefined ? [] : await writeModel(options.output, lsa);
  await writeReport(args, lsaReport({ path, documents, lsa, answers, elapsed, written }), io);
}

async function settingsOf(
  { components, ...options }: Arguments["options"],
  progress: Progress,
): Promise<LSAOptions> {
  const k = numberOf("-k", components, POSITIVE_INTEGER);
  const minDf = numberOf("--min-df", options["min-df"], FREQUENCY);
  const maxDf = numberOf("--max-df", options["max-df"], FREQUENCY);
  const vectorizer: TfidfVectorizerOptions = {
    sublinearTf: "sublinear" in options,
    ...(options.ngrams !== undefined && { ngramRange: rangeOf(options.ngrams) }),
    ...(options["stop-words"] !== undefined && {
      stopWords: await stopWordsOf(options["stop-words"]),
    }),
    ...(minDf !== undefined && { minDf }),
    ...(maxDf !== undefined && { maxDf }),
  };
  return {
    vectorizer,
    ...(k !== undefined && { components: k }),
    onProgress: ({ iteration, residual }) => {
      progress.update(() => `iteration ${iteration}: residual ${compact(residual)} of σ₁`);
    },
  };
}

const FREQUENCY: Expected = {
  what: "a whole number from 1, or a part above 0 and below 1",
  holds: (value) => (value > 0 && value < 1) || POSITIVE_INTEGER.holds(value),
};

function rangeOf(text: string): [number, number] {
  const [, least, most] = /^(\d+),(\d+)$/.exec(text) ?? [];
  if (Number(least) >= 1 && Number(least) <= Number(most)) return [Number(least), Number(most)];
  throw new UsageError(`--ngrams ${text}: expected two whole numbers from 1, such as 1,2`);
}

async function stopWordsOf(file: string): Promise<"english" | string[]> {
  if (file === "english") return file;
  return (await readText(file)).split(/\s+/).filter((word) => word !== "");
}

/** The place of a text that is named, or numbered from 1. */
function placeOf(text: string, { names }: Documents): number {
  const at = names.indexOf(text);
  if (at >= 0) return at;
  const number = /^\d+$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= names.length) return number - 1;
  throw new UsageError(
    `--similar ${text}: expected the name of a text, such as ${names[0]}, or a number up to ${names.length}`,
  );
}

function fit(path: string, { names, texts }: Documents, settings: LSAOptions, progress: Progress) {
  function* told() {
    for (const [i, text] of texts.entries()) {
      progress.update(() => `counting words, ${i} of ${texts.length} texts`);
      yield text;
    }
    progress.step("looking for topics");
  }
  try {
    return new LSA(settings).fit(told(), { ids: names });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // What does not fit the texts are the numbers that were typed.
    throw new UsageError(`${path}: ${error.message.replace(/^\w+\.\w+: /, "")}`, { cause: error });
  }
}

async function writeModel(folder: string, lsa: LSA): Promise<string[]> {
  const files = [
    { name: "model.json", content: `${modelOf(lsa)}\n` },
    { name: "coordinates.npy", content: writeNpy(lsa.coordinates) },
  ];
  await writeOutputs(folder, files);
  return files.map(({ name }) => join(folder, name));
}

function modelOf(lsa: LSA): string {
  try {
    return JSON.stringify(lsa);
  } catch (error) {
    // Engines have no texts longer than some 2²⁹ letters.
    if (!(error instanceof RangeError)) throw error;
    const { rows, columns } = lsa.components;
    throw new JobError(
      `${rows} topics of ${columns} terms are too many for model.json: choose a larger --min-df or a smaller -k`,
      { cause: error },
    );
  }
}
