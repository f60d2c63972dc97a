import { describe, expect, it } from "vitest";
import {
  mae,
  ndcgAtK,
  precisionAtK,
  recallAtK,
  rmse,
} from "../../../src/applications/recommender.ts";
import { trainTestSplit } from "../../../src/applications/recommender.ts";

describe("metrics", () => {
  it("of ratings", () => {
    expect(rmse([1, 2, 3], [1, 4, 2])).toBeCloseTo(Math.sqrt(5 / 3), 14);
    expect(mae([1, 2, 3], [1, 4, 2])).toBe(1);
    expect(() => rmse([], [])).toThrow("rmse: expected two lists of one length >= 1, got 0 and 0");
    expect(() => mae([1], [1, 2])).toThrow(
      "mae: expected two lists of one length >= 1, got 1 and 2",
    );
  });

  it("of ranks", () => {
    const ranked = ["a", "b", "c", "d"];
    const relevant = new Set(["b", "d", "x"]);
    expect(precisionAtK(ranked, relevant, 2)).toBe(0.5);
    expect(precisionAtK(ranked, relevant)).toBe(0.2);
    expect(recallAtK(ranked, relevant, 4)).toBeCloseTo(2 / 3, 14);
    expect(recallAtK(ranked, new Set<string>(), 4)).toBe(0);
    const discount = (place: number) => 1 / Math.log2(place + 1);
    const best = discount(1) + discount(2) + discount(3);
    expect(ndcgAtK(ranked, relevant, 4)).toBeCloseTo((discount(2) + discount(4)) / best, 13);
    expect(ndcgAtK(ranked, relevant, 1)).toBe(0);
    expect(ndcgAtK(ranked, new Set<string>(), 4)).toBe(0);
    expect(() => ndcgAtK(ranked, relevant, 0)).toThrow("ndcgAtK: expected k to be an integer >= 1");
  });
});

describe("trainTestSplit", () => {
  const ratings = Array.from({ length: 1000 }, (_, k) => ({ user: k % 7, item: k, rating: k }));

  it("parts ratings, each in one of the two", () => {
    const { train, test } = trainTestSplit(ratings, { test: 0.25, seed: 3 });
    expect(test.ratings.length).toBe(250);
    expect([...Array.from(train.items), ...Array.from(test.items)].sort((a, b) => +a - +b)).toEqual(
      ratings.map(({ item }) => item),
    );
    expect(Array.from(test.users)).toEqual(Array.from(test.items, (item) => Number(item) % 7));
    // Nowhere near the front or the end only.
    const mean = test.ratings as Float64Array;
    expect(mean.reduce((a, b) => a + b) / 250).toBeGreaterThan(450);
    expect(mean.reduce((a, b) => a + b) / 250).toBeLessThan(550);
  });

  it("does so by the seed", () => {
    const [a, b, c] = [1, 1, 2].map((seed) => trainTestSplit(ratings, { seed }).test.items);
    expect(b).toEqual(a);
    expect(c).not.toEqual(a);
    expect(() => trainTestSplit(ratings, { test: 1 })).toThrow(
      "trainTestSplit: expected test to be above 0 and below 1, got 1",
    );
  });
});
