// How near to the noise the models come: the same on every engine.
import { describe, expect, it } from "vitest";
import {
  Recommender,
  type RecommenderOptions,
  rmse,
} from "../../../src/applications/recommender.ts";
import { knownRatings } from "../../support/knownRatings.ts";

const BASELINES = ["biases", "item-mean", "user-mean", "mean"] as const;

/** As many numbers as there are ratings for, and no prior beyond what they say. */
const KNOWN: RecommenderOptions = { factors: 5, regularization: 0.01, validation: 0 };

function testError(options: RecommenderOptions, { train, test }: ReturnType<typeof knownRatings>) {
  const model = new Recommender(options).fit(train);
  return rmse(
    test.ratings,
    Array.from(test.users, (u, k) => model.predict(u, test.items[k])),
  );
}

describe("the error on ratings that were not seen", () => {
  // 80 % missing: 20 % of 1,500 × 1,200.
  const known = knownRatings({ users: 1500, items: 1200, train: 360_000, test: 40_000, seed: 2 });

  it.each(["funk", "als"] as const)("is within 3 percent of the noise, %s", (method) => {
    const error = testError({ ...KNOWN, method }, known);
    expect(error).toBeLessThanOrEqual(1.03 * known.floor);
    for (const baseline of BASELINES) {
      expect(testError({ method: baseline }, known), baseline).toBeGreaterThan(1.3 * error);
    }
  });

  it.each(["funk", "als"] as const)("is within 6 percent of it by default, %s", (method) => {
    expect(testError({ method }, known)).toBeLessThanOrEqual(1.06 * known.floor);
  });

  it("is smaller with factors than with biases, and with means filled in than with means", () => {
    const small = knownRatings({ users: 150, items: 100, train: 6000, test: 1500, seed: 3 });
    const [soft, als, biases] = (["soft-impute", "als", "biases"] as const).map((method) =>
      testError({ method, factors: 5 }, small),
    );
    expect(soft).toBeLessThan(0.95 * biases);
    expect(als).toBeLessThan(0.95 * biases);
    const filled = testError({ method: "mean-filled", factors: 5 }, small);
    expect(filled).toBeLessThan(testError({ method: "item-mean" }, small));
    expect(filled).toBeGreaterThan(als);
  });
});
