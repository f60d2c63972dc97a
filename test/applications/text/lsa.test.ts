import { describe, expect, it } from "vitest";
import {
  LSA,
  type LSAOptions,
  Matrix,
  NonFiniteError,
  type SavedLSA,
  SparseMatrix,
  svd,
  TfidfVectorizer,
} from "../../../src/index.ts";
import { random } from "../../support/random.ts";

const TEXTS = [
  "the ship sailed over the ocean",
  "a boat on the ocean",
  "the boat and the ship",
  "trees grow in the forest",
  "",
  "the forest has old trees",
  "old trees and leaves",
];
const options: LSAOptions = { components: 2, vectorizer: { stopWords: "english" } };

function counts(seed: number, rows: number, columns: number): Matrix<Float64Array> {
  const { integer } = random(seed);
  const data = Float64Array.from({ length: rows * columns }, () => Math.max(0, integer(-3, 4)));
  return new Matrix(rows, columns, data);
}

describe("LSA", () => {
  it("finds documents near that have no word in common", () => {
    const lsa = new LSA(options).fit(TEXTS);
    // Texts 1 and 2 of the sea, 3 and 6 of trees.
    expect(lsa.similarity(0, 2)).toBeGreaterThan(0.99);
    expect(lsa.similarity(3, 6)).toBeGreaterThan(0.99);
    expect(Math.abs(lsa.similarity(1, 6))).toBeLessThan(1e-10);
    expect(
      lsa
        .query("leaves", 3)
        .map(({ index }) => index)
        .sort(),
    ).toEqual([3, 5, 6]);
    expect(
      lsa
        .query("sailed", 3)
        .map(({ index }) => index)
        .sort(),
    ).toEqual([0, 1, 2]);
  });

  it("puts texts without a known word into the middle, near nothing", () => {
    const lsa = new LSA(options).fit(TEXTS);
    expect([...lsa.coordinates.row(4)]).toEqual([0, 0]);
    expect(lsa.similarity(4, 0)).toBe(0);
    expect(lsa.similarity(4, 4)).toBe(0);
    expect(lsa.neighbours(4).map(({ similarity }) => similarity)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(lsa.query("zebra", 2)).toEqual([
      { index: 0, similarity: 0 },
      { index: 1, similarity: 0 },
    ]);
    expect(lsa.transform(["", "zebra"]).toArray()).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it.each(["weighted", "whitened"] as const)(
    "puts the same texts to the same place, %s",
    (projection) => {
      const lsa = new LSA({ ...options, projection });
      const coordinates = lsa.fitTransform(TEXTS);
      expect(lsa.coordinates).toEqual(coordinates);
      expect(lsa.transform(TEXTS)).toEqual(coordinates);
      expect(lsa.transform([TEXTS[3]]).toArray()).toEqual([[...coordinates.row(3)]]);
    },
  );

  it.each([1, 2, 3])("is the decomposition that svd computes (seed %i)", (seed) => {
    const x = counts(seed, 12, 9);
    const { U, s, Vt } = svd(x);
    const weighted = new LSA({ components: 9 }).fitMatrix(x);
    const whitened = new LSA({ components: 9, projection: "whitened" }).fitMatrix(x);
    for (let k = 0; k < 9; ++k) {
      expect(weighted.singularValues[k]).toBeCloseTo(s[k], 12);
      for (let i = 0; i < 12; ++i) {
        expect(whitened.coordinates.get(i, k)).toBeCloseTo(U.get(i, k), 10);
        expect(weighted.coordinates.get(i, k)).toBeCloseTo(U.get(i, k) * s[k], 10);
      }
      for (let j = 0; j < 9; ++j) {
        expect(weighted.components.get(k, j)).toBeCloseTo(Vt.get(k, j), 10);
      }
    }
    // All topics have all of the variance.
    const sum = weighted.explainedVarianceRatio.reduce((total, ratio) => total + ratio, 0);
    expect(sum).toBeCloseTo(1, 12);
  });

  it("has cosines as similarities", () => {
    const x = counts(4, 10, 30);
    const lsa = new LSA({ components: 10 }).fitMatrix(x);
    const dot = (i: number, j: number) => x.row(i).reduce((sum, a, k) => sum + a * x.get(j, k), 0);
    for (let i = 0; i < 10; ++i) {
      expect(lsa.similarity(i, i)).toBeCloseTo(1, 14);
      for (let j = 0; j < i; ++j) {
        // With all topics, those of the rows themselves.
        const cosine = dot(i, j) / Math.sqrt(dot(i, i) * dot(j, j));
        expect(lsa.similarity(i, j)).toBeCloseTo(cosine, 12);
        expect(lsa.similarity(j, i)).toBe(lsa.similarity(i, j));
      }
      const others = lsa.neighbours(i);
      expect(others.map(({ index }) => index).sort()).toEqual(
        Array.from({ length: 10 }, (_, j) => j).filter((j) => j !== i),
      );
      const similarities = others.map(({ similarity }) => similarity);
      expect(similarities).toEqual(similarities.toSorted((a, b) => b - a));
      expect(similarities[0]).toBe(lsa.similarity(i, others[0].index));
    }
  });

  it("has the rows in another order if the documents are", () => {
    const there = new LSA(options).fit(TEXTS);
    const back = new LSA(options).fit(TEXTS.toReversed());
    for (let i = 0; i < TEXTS.length; ++i) {
      for (let j = 0; j < TEXTS.length; ++j) {
        const reversed = back.similarity(TEXTS.length - 1 - i, TEXTS.length - 1 - j);
        expect(there.similarity(i, j)).toBeCloseTo(reversed, 12);
      }
    }
  });

  it("names documents, topics and terms", () => {
    const ids = ["sea", "beach", "port", "wood", "void", "grove", "park"];
    const lsa = new LSA(options).fit(TEXTS, { ids });
    expect(lsa.similarity("wood", "park")).toBe(lsa.similarity(3, 6));
    expect(
      lsa
        .neighbours("sea", 2)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(["beach", "port"]);
    const topics = lsa.topics(5, 3);
    expect(topics.length).toBe(2);
    for (const [i, { singularValue, terms }] of topics.entries()) {
      expect(singularValue).toBe(lsa.singularValues[i]);
      expect(terms.length).toBe(3);
      for (const { term, weight } of terms) {
        expect(weight).toBe(lsa.components.get(i, lsa.featureNames!.indexOf(term)));
      }
      const magnitudes = terms.map(({ weight }) => Math.abs(weight));
      expect(magnitudes).toEqual(magnitudes.toSorted((a, b) => b - a));
      expect(magnitudes[0]).toBe(Math.max(...lsa.components.row(i).map(Math.abs)));
    }
  });

  it("takes as many topics as there can be by default", () => {
    expect(new LSA().fit(TEXTS).singularValues.length).toBe(7);
    expect(new LSA().fitMatrix([[1, 0, 2]]).singularValues.length).toBe(1);
  });

  it("is 0 in topics that are rounding error, if they are divided by it", () => {
    const lsa = new LSA({ components: 3, projection: "whitened" });
    const coordinates = lsa.fit(["one two", "one two", "three", "three four"]).coordinates;
    expect(coordinates.columns).toBe(3);
    const same = new LSA({ components: 3, projection: "whitened" }).fit(["aa bb", "aa bb", "cc"]);
    expect([...same.coordinates.column(2)]).toEqual([0, 0, 0]);
    expect(same.similarity(0, 1)).toBeCloseTo(1, 14);
  });

  it("learns from a matrix with names, in either precision", () => {
    const x = SparseMatrix.fromDense(
      Matrix.from(
        [
          [1, 2, 0],
          [0, 1, 3],
        ],
        "float32",
      ),
    );
    const lsa = new LSA({ components: 1 }).fitMatrix(x, { featureNames: ["a", "b", "c"] });
    expect(lsa.coordinates.data).toBeInstanceOf(Float64Array);
    expect(lsa.topics(1, 1)[0].terms[0].term).toBe("c");
    expect(new LSA({ components: 1 }).fitMatrix(x).topics(1, 1)[0].terms[0].term).toBe("2");
    expect(lsa.transformMatrix(x)).toEqual(lsa.coordinates);
    const message =
      "LSA.query: expected it to have learned from texts, not from a matrix; transformMatrix takes rows of numbers";
    expect(() => lsa.query("a")).toThrow(new TypeError(message));
    const restored = LSA.fromJSON(JSON.parse(JSON.stringify(lsa)) as SavedLSA);
    expect(restored.toJSON()).toEqual(lsa.toJSON());
    expect(restored.transformMatrix(x)).toEqual(lsa.coordinates);
  });

  it.each(["weighted", "whitened"] as const)(
    "is the same after a turn through JSON, %s",
    (projection) => {
      const vectorizer = new TfidfVectorizer({ tokenizer: /[a-z]+/, sublinearTf: true });
      const ids = TEXTS.map((_, i) => `text ${i}`);
      const lsa = new LSA({ components: 3, projection, vectorizer }).fit(TEXTS, { ids });
      const json = JSON.stringify(lsa);
      const restored = LSA.fromJSON(JSON.parse(json) as SavedLSA);
      expect(JSON.stringify(restored)).toBe(json);
      expect(restored.transform(["an old ship"])).toEqual(lsa.transform(["an old ship"]));
      expect(restored.query("an old ship")).toEqual(lsa.query("an old ship"));
      expect(restored.topics()).toEqual(lsa.topics());
      expect(restored.fit(TEXTS, { ids }).toJSON()).toEqual(lsa.toJSON());
    },
  );
});

describe("LSA refuses", () => {
  it.each<[LSAOptions | null, string]>([
    [null, "LSA: expected options, got null"],
    [{ components: 0 }, "LSA: expected components to be an integer >= 1, got 0"],
    [{ components: 1.5 }, "LSA: expected components to be an integer >= 1, got 1.5"],
    [{ projection: "u" as never }, 'projection to be "weighted" or "whitened", got "u"'],
    [{ vectorizer: { norm: "l0" as never } }, "TfidfVectorizer: expected norm"],
  ])("the options %o", (given, message) => {
    expect(() => new LSA(given as LSAOptions)).toThrow(message);
  });

  it("more components than there can be", () => {
    expect(() => new LSA({ components: 8 }).fit(TEXTS)).toThrow(
      /^LSA\.fit: expected at most 7 components of 7 documents × \d+ terms, got 8$/,
    );
    expect(() => new LSA().fitMatrix(Matrix.zeros(0, 3))).toThrow(
      "LSA.fitMatrix: expected documents with terms, got 0 documents × 3 terms",
    );
  });

  it("documents that there are not", () => {
    const lsa = new LSA(options).fit(TEXTS);
    expect(() => lsa.similarity(0, 7)).toThrow(
      "LSA.similarity: expected a document from 0 to 6, got 7",
    );
    expect(() => lsa.neighbours(-1)).toThrow("LSA.neighbours: expected a document from 0 to 6");
    expect(() => lsa.neighbours("sea")).toThrow('no "sea" where documents have no ids');
    expect(() => lsa.neighbours(0, 0)).toThrow(
      "LSA.neighbours: expected 1 or more documents, got 0",
    );
    expect(() => lsa.query("sea", 0.5)).toThrow("LSA.query: expected 1 or more documents, got 0.5");
    expect(() => lsa.topics(0)).toThrow("LSA.topics: expected 1 or more topics, got 0");
    expect(() => lsa.query(1 as never)).toThrow("expected texts, got 1 at 0");
  });

  it("ids that are too few, not texts, or the same", () => {
    const fit = (ids: unknown) => () => new LSA(options).fit(TEXTS, { ids: ids as string[] });
    expect(fit(["a"])).toThrow("LSA.fit: expected ids for 7 documents, got 1");
    expect(fit([..."abcdef", 7])).toThrow("LSA.fit: expected ids to be texts, got 7 at 6");
    expect(fit([..."abcdefa"])).toThrow('LSA.fit: ids has "a" twice');
    expect(fit("abc")).toThrow('LSA.fit: expected an array of ids, got "abc"');
  });

  it("numbers that are not finite", () => {
    expect(() => new LSA().fitMatrix([[1, NaN]])).toThrow(NonFiniteError);
    const lsa = new LSA().fitMatrix([[1, 2]]);
    expect(() => lsa.transformMatrix([[1, Infinity]])).toThrow(NonFiniteError);
    expect(() => lsa.transformMatrix([[1]])).toThrow(RangeError);
  });

  it("to work before fit", () => {
    const lsa = new LSA();
    const calls = {
      transform: () => lsa.transform(["a"]),
      query: () => lsa.query("a"),
      neighbours: () => lsa.neighbours(0),
      coordinates: () => lsa.coordinates,
      toJSON: () => lsa.toJSON(),
    };
    for (const [member, call] of Object.entries(calls)) {
      expect(call).toThrow(
        `LSA.${member}: expected fit, fitTransform or fitMatrix before, got none`,
      );
    }
  });

  it("what was not saved by toJSON", () => {
    const saved = new LSA(options).fit(TEXTS).toJSON();
    const restore = (change: object) => () => LSA.fromJSON({ ...saved, ...change });
    expect(() => LSA.fromJSON(null as never)).toThrow("LSA.fromJSON: expected what toJSON gives");
    expect(restore({ components: undefined })).toThrow("components to be a list of numbers");
    expect(restore({ coordinates: [1] })).toThrow("do not have");
    expect(restore({ singularValues: [] })).toThrow("do not have");
    expect(restore({ ids: ["a"] })).toThrow("expected ids for 7 documents, got 1");
    expect(restore({ projection: 1 })).toThrow('"weighted" or "whitened", got 1');
  });
});
