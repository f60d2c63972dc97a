// A million ratings of 6,000 users and 4,000 items, of which it is known how well they can be predicted.
import { describe, expect, it } from "vitest";
import { Recommender, rmse } from "../../../src/applications/recommender.ts";
import { knownRatings } from "../../support/knownRatings.ts";

describe("a million ratings", () => {
  const size = { users: 6000, items: 4000, train: 1_000_000, test: 200_000 };
  const known = knownRatings({ ...size, seed: 1 });
  const { train, test } = known;
  const errorOf = (model: Recommender) =>
    rmse(
      test.ratings,
      Array.from(test.users, (u, k) => model.predict(u, test.items[k])),
    );

  // 5 factors and a bias of each user and item, but for a basis of the factors: to estimate so many numbers from noise
  // costs least squares that much, in the mean. It is 2.95 % of the noise by itself.
  const numbers = 6 * (size.users + size.items) - 25;
  const attainable = known.floor * Math.sqrt(1 + numbers / size.train);

  it.each(["funk", "als"] as const)("are predicted nearly as well as they can be, %s", (method) => {
    const options = { factors: 5, regularization: 0.01, validation: 0 };
    const error = errorOf(new Recommender({ method, ...options }).fit(train));
    expect(error).toBeLessThanOrEqual(1.003 * attainable);
    expect(error).toBeLessThanOrEqual(1.0325 * known.floor);
    for (const method of ["biases", "item-mean", "user-mean", "mean"] as const) {
      expect(errorOf(new Recommender({ method }).fit(train)), method).toBeGreaterThan(1.3 * error);
    }
  });
});
