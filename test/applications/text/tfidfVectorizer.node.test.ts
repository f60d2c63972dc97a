import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Matrix, TfidfVectorizer, type TfidfVectorizerOptions } from "../../../src/index.ts";
import reference from "../../fixtures/text/text.json" with { type: "json" };
import { fnv1a } from "../../support/hash.ts";
import { speechTexts } from "../../support/speeches.ts";

const all = speechTexts().map(({ text }) => text);
const sets = reference.sets.map((set) => ({ ...set, title: JSON.stringify(set.options) }));

/** The vector that make.py multiplies with. */
function vector(length: number): Matrix<Float64Array> {
  const data = Float64Array.from({ length }, (_, j) => (((j * 7919) % 1009) - 504) / 504);
  return new Matrix(length, 1, data);
}

function expectNear(actual: number, expected: number, scale: number, what: string): void {
  expect(Math.abs(actual - expected), what).toBeLessThanOrEqual(1e-12 * scale);
}

describe.each(sets)("tf-idf of $documents speeches with $title, against scikit-learn", (set) => {
  const texts = all.slice(0, set.documents);
  const vectorizer = new TfidfVectorizer(set.options as TfidfVectorizerOptions);
  const x = vectorizer.fitTransform(texts);
  const { featureNames } = vectorizer;

  it("has the same terms in the same order", () => {
    const { count, hash, some } = set.terms;
    const places = some.map((_, i) => Math.floor((i * (count - 1)) / (some.length - 1)));
    expect(places.map((at) => featureNames[at])).toEqual(some);
    expect(featureNames.length).toBe(count);
    expect(createHash("sha256").update(featureNames.join("\n")).digest("hex")).toBe(hash);
    expect(vectorizer.vocabulary.get(some[3])).toBe(places[3]);
  });

  it("has the same entries", () => {
    expect([x.rows, x.columns]).toEqual(set.shape);
    expect(x.nonZeros).toBe(set.nonZeros);
    for (const { row, columns, values } of set.rows) {
      columns.forEach((column, k) => {
        expectNear(x.get(row, column), values[k], values[k], `(${row}, ${column})`);
      });
    }
    const { data } = x.multiply(vector(x.columns));
    // Sums of up to 5,000 terms, each up to the length of its row.
    const norms = rowSums(x);
    set.product.forEach((expected, i) => expectNear(data[i], expected, norms[i], `row ${i}`));
  });

  it("weighs the same texts the same later", () => {
    const y = vectorizer.transform(texts);
    expect(y.columns).toBe(x.columns);
    for (const key of ["rowStarts", "columnIndices", "values"] as const) {
      expect(fnv1a(y[key]), key).toBe(fnv1a(x[key]));
    }
  });
});

function rowSums({ rows, rowStarts, values }: ReturnType<TfidfVectorizer["transform"]>): number[] {
  return Array.from({ length: rows }, (_, i) =>
    values.subarray(rowStarts[i], rowStarts[i + 1]).reduce((sum, value) => sum + value, 0),
  );
}
