import { describe, expect, it } from "vitest";
import {
  CountVectorizer,
  type CountVectorizerOptions,
  type SavedTfidfVectorizer,
  SparseMatrix,
  TfidfVectorizer,
  type TfidfVectorizerOptions,
} from "../../../src/index.ts";
import reference from "../../fixtures/text/text.json" with { type: "json" };
import { random } from "../../support/random.ts";

const { texts, sets, accents } = reference.scripts;

/** Texts of words that are drawn from a few; some of them are empty. */
function drawn(seed: number, count: number): string[] {
  const { integer } = random(seed);
  const word = () => ["ship", "boat", "ocean", "tree", "forest", "leaf", "𝒳𝒴", "ﬀﬀ"][integer(0, 7)];
  return Array.from({ length: count }, () => Array.from({ length: integer(0, 9) }, word).join(" "));
}

describe("CountVectorizer", () => {
  it.each(sets)("counts words of many scripts as scikit-learn, with $options", (set) => {
    const vectorizer = new CountVectorizer(set.options as CountVectorizerOptions);
    const counts = vectorizer.fitTransform(texts);
    expect(vectorizer.featureNames).toEqual(set.terms);
    expect(counts.toMatrix().toArray()).toEqual(set.counts);
  });

  it("takes accents off as scikit-learn", () => {
    const vectorizer = new CountVectorizer({ stripAccents: true });
    const counts = vectorizer.fitTransform([...texts.slice(0, 5), ...texts.slice(9)]);
    expect(vectorizer.featureNames).toEqual(accents.terms);
    expect(counts.toMatrix().toArray()).toEqual(accents.counts);
  });

  it("leaves letters of other scripts whole when it takes accents off", () => {
    const vectorizer = new CountVectorizer({ stripAccents: true }).fit(["한국어 がっこう हिन्दी"]);
    expect(vectorizer.featureNames).toContain("한국어");
    expect(vectorizer.featureNames).toContain("がっこう");
  });

  it.each<[string, CountVectorizerOptions, string[]]>([
    ["a pattern", { tokenizer: /[a-z]+/i }, ["a", "b", "cd", "e"]],
    ["a pattern with a group", { tokenizer: /([a-z])\b/g }, ["a", "b", "d"]],
    ["a sticky pattern", { tokenizer: /[a-z]+-?/y }, ["a-", "b", "cd", "e"]],
    ["a function", { tokenizer: (text) => text.split(" ") }, ["a-b", "cd", "e1"]],
    ["nothing", {}, ["cd", "e1"]],
  ])("cuts words by %s", (_, options, terms) => {
    expect(new CountVectorizer(options).fit(["A-b cd e1"]).featureNames).toEqual(terms);
  });

  it("cuts words that no blanks part by the rules of their language", () => {
    const vectorizer = new CountVectorizer({ tokenizer: "segmenter", locale: "ja" });
    const counts = vectorizer.fitTransform(["私は学生です。", "学生は日本にいます。"]);
    expect(vectorizer.featureNames).toContain("学生");
    expect(counts.toMatrix().column(vectorizer.vocabulary.get("学生")!)).toEqual(
      Float64Array.of(1, 1),
    );
  });

  it("says so where the engine has no segmenter", () => {
    const { Segmenter } = Intl;
    try {
      Object.assign(Intl, { Segmenter: undefined });
      expect(() => new CountVectorizer({ tokenizer: "segmenter" })).toThrow(
        new TypeError(
          "CountVectorizer: this engine has no Intl.Segmenter; give a RegExp or a function as tokenizer",
        ),
      );
    } finally {
      Object.assign(Intl, { Segmenter });
    }
  });

  it("takes a count as a count and a fraction as a part", () => {
    const documents = ["aa bb cc", "aa bb", "aa", "aa dd"];
    const terms = (options: CountVectorizerOptions) =>
      new CountVectorizer(options).fit(documents).featureNames;
    expect(terms({ minDf: 2 })).toEqual(["aa", "bb"]);
    expect(terms({ minDf: 0.5 })).toEqual(["aa", "bb"]);
    expect(terms({ maxDf: 1 })).toEqual(["cc", "dd"]);
    expect(terms({ maxDf: 0.99 })).toEqual(["bb", "cc", "dd"]);
    expect(terms({ maxFeatures: 3 })).toEqual(["aa", "bb", "cc"]);
    expect(terms({ stopWords: ["aa"], ngramRange: [2, 2] })).toEqual(["bb cc"]);
  });

  it("counts the terms of a given vocabulary, in its order, without fit", () => {
    const vectorizer = new CountVectorizer({ vocabulary: ["ship", "boat", "raft"] });
    const counts = vectorizer.transform(["a boat, a ship, a boat", "an ocean"]);
    expect(counts.toMatrix().toArray()).toEqual([
      [1, 2, 0],
      [0, 0, 0],
    ]);
    expect(vectorizer.fitTransform(["a raft"]).toMatrix().toArray()).toEqual([[0, 0, 1]]);
  });

  it("reads documents from a generator, once", () => {
    function* documents() {
      yield "one two";
      yield "two";
    }
    expect(new CountVectorizer().fitTransform(documents()).toMatrix().toArray()).toEqual([
      [1, 1],
      [0, 1],
    ]);
  });

  it("knows words that objects have as members", () => {
    const vectorizer = new CountVectorizer().fit(["constructor __proto__ toString"]);
    expect(vectorizer.featureNames).toEqual(["__proto__", "constructor", "tostring"]);
  });
});

describe("TfidfVectorizer", () => {
  it.each([1, 2, 3])("has rows of length 1, or of zeros (seed %i)", (seed) => {
    const documents = [...drawn(seed, 30), ""];
    for (const norm of ["l2", "l1"] as const) {
      const x = new TfidfVectorizer({ norm, sublinearTf: seed === 2 }).fitTransform(documents);
      documents.forEach((text, i) => {
        const row = x.values.subarray(x.rowStarts[i], x.rowStarts[i + 1]);
        const length = row.reduce((sum, value) => sum + (norm === "l1" ? value : value ** 2), 0);
        expect(Math.abs(length - (text === "" ? 0 : 1)), `row ${i}`).toBeLessThan(1e-14);
      });
    }
  });

  it.each([4, 5])("has the rows in another order if the documents are (seed %i)", (seed) => {
    const documents = drawn(seed, 20);
    const x = new TfidfVectorizer().fitTransform(documents).toMatrix().toArray();
    const reversed = new TfidfVectorizer().fitTransform(documents.toReversed()).toMatrix();
    expect(reversed.toArray()).toEqual(x.toReversed());
  });

  it("gives texts of words that it does not know rows of zeros", () => {
    const x = new TfidfVectorizer().fit(["a ship", "the boat"]).transform(["", "xyz", "ship"]);
    expect(x.toMatrix().toArray()).toEqual([
      [0, 0, 0],
      [0, 0, 0],
      [0, 1, 0],
    ]);
    expect(x).toBeInstanceOf(SparseMatrix);
  });

  it.each<TfidfVectorizerOptions>([
    {},
    { tokenizer: /(?<=^| )(\S+)/u, stripAccents: true, norm: "l1", smoothIdf: false },
    { ngramRange: [1, 3], minDf: 0.1, maxDf: 25, maxFeatures: 40, sublinearTf: true },
    { vocabulary: ["tree", "boat"], useIdf: false, binary: true },
    { tokenizer: "segmenter", locale: "en", stopWords: "english", norm: "none" },
    { stopWords: ["ship"], lowercase: false },
  ])("is the same after a turn through JSON, with %o", (options) => {
    const vectorizer = new TfidfVectorizer(options).fit(drawn(6, 30));
    const json = JSON.stringify(vectorizer);
    const restored = TfidfVectorizer.fromJSON(JSON.parse(json) as SavedTfidfVectorizer);
    expect(JSON.stringify(restored)).toBe(json);
    expect(restored.transform(drawn(7, 30))).toEqual(vectorizer.transform(drawn(7, 30)));
    // It can also be taught anew, as it was.
    expect(restored.fitTransform(drawn(8, 30))).toEqual(vectorizer.fitTransform(drawn(8, 30)));
  });

  it("has to be given a function again", () => {
    const tokenizer = (text: string) => text.split(" ");
    const saved = new TfidfVectorizer({ tokenizer }).fit(["a b", "b"]).toJSON();
    expect(() => TfidfVectorizer.fromJSON(saved)).toThrow(
      new TypeError(
        "TfidfVectorizer.fromJSON: its tokenizer is a function, which cannot be saved and has to be given again: fromJSON(saved, { tokenizer })",
      ),
    );
    const restored = TfidfVectorizer.fromJSON(saved, { tokenizer });
    expect(restored.transform(["b a"]).nonZeros).toBe(2);
    expect(() =>
      CountVectorizer.fromJSON(new CountVectorizer().fit(["ab"]).toJSON(), { tokenizer }),
    ).toThrow("expected no tokenizer, as what was saved has its own");
  });
});

describe("the vectorizers refuse", () => {
  it.each<[TfidfVectorizerOptions | null, string]>([
    [null, "TfidfVectorizer: expected options, got null"],
    [{ minDf: 1.5 }, "minDf to be an integer >= 0 or a fraction between 0 and 1, got 1.5"],
    [{ maxDf: 0 }, "maxDf to be an integer >= 1 or a fraction between 0 and 1, got 0"],
    [{ maxDf: NaN }, "maxDf to be an integer >= 1 or a fraction between 0 and 1, got NaN"],
    [{ maxFeatures: 0 }, "expected maxFeatures to be an integer >= 1, got 0"],
    [{ ngramRange: [2, 1] }, "two integers >= 1 in ascending order, got [2, 1]"],
    [{ ngramRange: 2 as never }, "two integers >= 1 in ascending order, got 2"],
    [{ stopWords: "german" as never }, 'expected stopWords to be "english" or an array of words'],
    [{ stopWords: ["a", 1 as never] }, "expected stopWords[1] to be a word, got 1"],
    [{ tokenizer: "letters" as never }, '"segmenter", a RegExp or a function, got "letters"'],
    [{ tokenizer: /(a)(b)/ }, "one group at most, got 2 in /(a)(b)/"],
    [{ locale: 1 as never }, "expected a language as locale, got 1"],
    [{ vocabulary: [] }, "expected a vocabulary with terms, got none"],
    [{ vocabulary: ["a", "a"] }, 'expected each term of the vocabulary once, got "a" again'],
    [{ lowercase: 1 as never }, "expected lowercase to be true or false, got 1"],
    [{ useIdf: "no" as never }, 'expected useIdf to be true or false, got "no"'],
    [{ norm: "max" as never }, 'expected norm to be "l2", "l1" or "none", got "max"'],
  ])("the options %o", (options, message) => {
    expect(() => new TfidfVectorizer(options as TfidfVectorizerOptions)).toThrow(message);
  });

  it.each<[unknown, TfidfVectorizerOptions, string]>([
    ["one text", {}, 'TfidfVectorizer.fit: expected a list of texts, got "one text"'],
    [null, {}, "TfidfVectorizer.fit: expected a list of texts, got null"],
    [["a", 1], {}, "TfidfVectorizer.fit: expected texts, got 1 at 1"],
    [[], {}, "TfidfVectorizer.fit: expected documents with words, got none"],
    [["the", "of"], { stopWords: "english" }, "are all of them stop words?"],
    [["aa", "bb"], { minDf: 2 }, "none of 2 terms is in at least 2 of 2 documents"],
    [["aa", "aa"], { maxDf: 0.9 }, "none of 1 terms is in 1 to 1.8 of 2 documents"],
    [["aa"], { minDf: 2, maxDf: 1 }, "maxDf 1 of 1 documents are fewer than minDf 2"],
    [["aa"], { vocabulary: ["bb"], smoothIdf: false }, 'but "bb" is in none'],
    [["aa"], { tokenizer: () => "aa" as never }, 'to return an array of words, got "aa"'],
    [["aa"], { tokenizer: () => [1 as never] }, "to return words, got 1 at 0"],
  ])("the documents %o", (documents, options, message) => {
    expect(() => new TfidfVectorizer(options).fit(documents as string[])).toThrow(message);
  });

  it("to work before fit", () => {
    const tfidf = new TfidfVectorizer();
    const message = (member: string) =>
      new Error(`TfidfVectorizer.${member}: expected fit or fitTransform before, got neither`);
    expect(() => tfidf.transform(["a"])).toThrow(message("transform"));
    expect(() => tfidf.featureNames).toThrow(message("featureNames"));
    expect(() => tfidf.vocabulary).toThrow(message("vocabulary"));
    expect(() => tfidf.idf).toThrow(message("idf"));
    expect(() => tfidf.toJSON()).toThrow(message("toJSON"));
    expect(() => new CountVectorizer().transform(["a"])).toThrow("CountVectorizer.transform: ");
  });

  it("what was not saved by toJSON", () => {
    const saved = new TfidfVectorizer().fit(["aa bb"]).toJSON();
    const restore = (change: object) => () => TfidfVectorizer.fromJSON({ ...saved, ...change });
    expect(() => TfidfVectorizer.fromJSON(null as never)).toThrow("expected what toJSON gives");
    expect(restore({ featureNames: [1] })).toThrow("expected featureNames to be terms");
    expect(restore({ idf: [1] })).toThrow("expected 2 numbers as idf, got an array of length 1");
    expect(restore({ idf: null })).toThrow("expected 2 numbers as idf, got null");
    expect(restore({ norm: "l3" })).toThrow('got "l3"');
    expect(restore({ tokenizer: "x" })).toThrow('got "x"');
  });
});
