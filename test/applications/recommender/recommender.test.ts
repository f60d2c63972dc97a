import { describe, expect, it } from "vitest";
import { NonFiniteError } from "../../../src/errors.ts";
import {
  evaluate,
  type Rating,
  Recommender,
  type RecommenderMethod,
  type RecommenderOptions,
} from "../../../src/applications/recommender.ts";
import { knownRatings } from "../../support/knownRatings.ts";
import { random } from "../../support/random.ts";

const METHODS: RecommenderMethod[] = [
  ...(["funk", "als", "soft-impute", "mean-filled"] as const),
  ...(["biases", "item-mean", "user-mean", "mean"] as const),
];

/** 30 users who like the first or the second half of 20 films, and a few ratings of each. */
function twoTastes(): Rating[] {
  const { uniform } = random(1);
  return Array.from({ length: 30 * 20 }, (_, k) => ({
    user: `u${Math.floor(k / 20)}`,
    item: k % 20,
    rating: (Math.floor(k / 20) % 2 === 0) === k % 20 < 10 ? 5 : 1,
  })).filter(() => uniform() < 0.5);
}

describe("a fit", () => {
  const ratings = twoTastes();

  it("stops some epochs after the one that predicts the held ratings best", () => {
    const known = knownRatings({ users: 100, items: 80, train: 2500, test: 1, seed: 4 });
    const seen: number[] = [];
    const model = new Recommender({ factors: 20, regularization: 0.001, patience: 3 }).fit(
      known.train,
      { onProgress: ({ epoch }) => seen.push(epoch) },
    );
    const errors = model.history.map(({ validationRmse = NaN }) => validationRmse);
    expect(seen).toEqual(errors.map((_, i) => i + 1));
    expect(errors.length).toBeLessThan(40);
    expect(model.bestEpoch).toBe(errors.indexOf(Math.min(...errors)) + 1);
    expect(errors.length).toBe(model.bestEpoch + 3);
  });

  it.each(METHODS)("gives the same bits again, and after JSON: %s", (method) => {
    const [first, second] = [1, 2].map(() => new Recommender({ method, factors: 3 }).fit(ratings));
    const saved = JSON.parse(JSON.stringify(first)) as ReturnType<Recommender["toJSON"]>;
    const restored = Recommender.fromJSON(saved);
    for (const other of [second, restored]) {
      expect(other.userFactors).toEqual(first.userFactors);
      expect(other.itemFactors).toEqual(first.itemFactors);
      expect(other.history).toEqual(first.history);
      expect(other.recommend("u3", 20)).toEqual(first.recommend("u3", 20));
      expect(other.predict("u3", 7)).toBe(first.predict("u3", 7));
    }
    expect(JSON.stringify(restored)).toBe(JSON.stringify(first));
  });

  it.each(["float32", "float64"] as const)("finds the tastes, %s", (dtype) => {
    for (const method of ["funk", "als"] as const) {
      const model = new Recommender({ method, factors: 2, validation: 0, dtype }).fit(ratings);
      expect(model.predict("u0", 3) - model.predict("u0", 13), method).toBeGreaterThan(3);
      expect(model.predict("u1", 13) - model.predict("u1", 3), method).toBeGreaterThan(3);
      const like3 = model.similarItems(3, 9).map(({ item }) => Number(item));
      expect(
        like3.every((item) => item < 10),
        method,
      ).toBe(true);
      const best = model.recommend("u1", 3).map(({ item }) => Number(item));
      expect(
        best.every((item) => item >= 10),
        method,
      ).toBe(true);
      expect(model.userFactors.data.BYTES_PER_ELEMENT).toBe(dtype === "float32" ? 4 : 8);
    }
  });

  it("takes columns as it takes objects", () => {
    const columns = {
      users: ratings.map(({ user }) => user),
      items: ratings.map(({ item }) => item),
      ratings: Float64Array.from(ratings, ({ rating }) => rating),
    };
    const [a, b] = [ratings, columns].map((x) => new Recommender({ factors: 3 }).fit(x));
    expect(b.userFactors).toEqual(a.userFactors);
  });

  it("counts the last of several ratings of a pair", () => {
    const last = ratings[ratings.length - 1];
    const twice = [{ ...last, rating: -100 }, ...ratings];
    const [a, b] = [ratings, [...ratings.slice(0, -1), { ...last, rating: -100 }, last]].map((x) =>
      new Recommender({ method: "als", factors: 3 }).fit(x),
    );
    expect(b.userFactors).toEqual(a.userFactors);
    expect(new Recommender({ method: "mean" }).fit(twice).mean).toBeCloseTo(
      new Recommender({ method: "mean" }).fit(ratings).mean,
      12,
    );
  });

  it.each(METHODS)("gets along with hardly any ratings: %s", (method) => {
    const options = { method, factors: 3, ...(method === "soft-impute" && { lambda: 0.1 }) };
    for (const few of [
      [{ user: "a", item: "x", rating: 3 }],
      [1, 2, 3, 4].map((item) => ({ user: "a", item, rating: item })),
      [1, 2, 3, 4].map((item) => ({ user: item % 2, item, rating: 4 })),
    ]) {
      const model = new Recommender(options).fit(few);
      for (const { user, item, rating } of few) {
        expect(Math.abs(model.predict(user, item) - rating), JSON.stringify(few)).toBeLessThan(2);
      }
      expect(model.recommend("a", 5).length).toBeLessThanOrEqual(5);
    }
  });

  it("cuts predictions to the range of ratings, to another, or not at all", () => {
    const apart = { user: "u0", item: 3 };
    const predict = (clip?: RecommenderOptions["clip"]) =>
      new Recommender({ method: "als", factors: 2, validation: 0, regularization: 1e-3, clip })
        .fit(ratings.map((one) => ({ ...one, rating: one.rating + Number(one.item) * 1e-3 })))
        .predict(apart.user, apart.item);
    expect(predict([2, 3])).toBe(3);
    expect(predict()).toBeGreaterThan(4);
    expect(predict()).toBeLessThanOrEqual(5.019);
    expect(predict(false)).toBeGreaterThan(4);
  });
});

describe("somebody new", () => {
  const ratings = twoTastes();
  const fit = () => new Recommender({ method: "als", factors: 2, validation: 0 }).fit(ratings);

  it("gets what all like best, by the biases alone", () => {
    const model = fit();
    expect(model.predict("nobody", "nothing")).toBe(model.mean);
    expect(model.predict("nobody", 3)).toBe(model.mean + model.itemBiases[model.items.indexOf(3)]);
    expect(model.predict("u0", "nothing")).toBe(
      model.mean + model.userBiases[model.users.indexOf("u0")],
    );
    expect(model.recommend("nobody", 100).length).toBe(20);
  });

  it("is folded in by some ratings, and the model stays as it is", () => {
    const model = fit();
    const before = JSON.stringify(model);
    const profile = model.foldIn([
      { item: 1, rating: 5 },
      { item: 15, rating: 1 },
      { item: "unknown", rating: 1 },
    ]);
    expect(model.predict(profile, 4)).toBeGreaterThan(4);
    expect(model.predict(profile, 14)).toBeLessThan(2);
    const all = model.recommend(profile, 20).map(({ item }) => item);
    expect(all.length).toBe(18);
    expect(all).not.toContain(1);
    expect(model.recommend(profile, 20, { excludeSeen: false }).length).toBe(20);
    expect(JSON.stringify(model)).toBe(before);
  });

  it("is what least squares on the known items make of the same ratings", () => {
    const model = fit();
    const own = ratings.filter(({ user }) => user === "u4");
    const { factors, bias } = model.foldIn(own);
    // A row of the last half step of "als" differs from it only by what the items moved since then.
    const at = model.users.indexOf("u4");
    expect(bias).toBeCloseTo(model.userBiases[at], 2);
    Array.from(factors).forEach((x, j) => expect(x).toBeCloseTo(model.userFactors.get(at, j), 2));
  });

  it("comes in with new ratings, of new items too", () => {
    const model = fit();
    const others = model.userFactors.row(0).slice();
    model.partialFit([
      { user: "new", item: 1, rating: 5 },
      { user: "new", item: 15, rating: 1 },
      { user: "u2", item: "sequel", rating: 5 },
      { user: "u3", item: "sequel", rating: 1 },
    ]);
    expect(model.users).toContain("new");
    expect(model.predict("new", 4)).toBeGreaterThan(4);
    expect(model.predict("new", "sequel")).toBeGreaterThan(model.predict("u5", "sequel") + 1);
    expect(model.recommend("new", 30).map(({ item }) => item)).not.toContain(15);
    expect(model.userFactors.row(0)).toEqual(others);
  });
});

describe("implicit feedback", () => {
  const plays = twoTastes().filter(({ rating }) => rating === 5);
  const options = { method: "als", implicit: true, factors: 2 } as const;

  it("is ranked by taste", () => {
    const model = new Recommender(options).fit(plays);
    for (const { user, item } of [
      { user: "u0", item: 0 },
      { user: "u1", item: 10 },
    ]) {
      const known = new Set(plays.filter((one) => one.user === user).map((one) => one.item));
      const rest = 10 - known.size;
      const best = model.recommend(user, rest).map((one) => Number(one.item));
      expect(best.every((one) => one >= item && one < item + 10)).toBe(true);
    }
    expect(model.mean).toBe(0);
    expect(new Set(model.userBiases)).toEqual(new Set([0]));
  });

  it("has to be counts", () => {
    const negative = [{ user: 1, item: 1, rating: -1 }];
    expect(() => new Recommender(options).fit(negative)).toThrow(
      "Recommender.fit: expected counts > 0 with implicit, got -1 at place 0",
    );
    expect(() => new Recommender({ implicit: true })).toThrow(
      'Recommender: expected method to be "als" with implicit, got "funk"',
    );
  });
});

describe("errors", () => {
  const one = [{ user: "a", item: "x", rating: 3 }];

  it("name the member that needs a fit", () => {
    const model = new Recommender();
    for (const [member, call] of [
      ["predict", () => model.predict("a", "x")],
      ["recommend", () => model.recommend("a")],
      ["similarItems", () => model.similarItems("x")],
      ["foldIn", () => model.foldIn([])],
      ["partialFit", () => model.partialFit(one)],
      ["toJSON", () => JSON.stringify(model)],
      ["history", () => model.history],
    ] as const) {
      const message = `Recommender.${member}: expected a fitted model; call fit first`;
      expect(call, member).toThrow(new Error(message));
    }
  });

  it.each([
    [{ factors: 0 }, "expected factors to be an integer >= 1, got 0"],
    [{ method: "magic" as never }, 'expected method to be "funk", "als", "soft-impute"'],
    [{ validation: 1 }, "expected validation to be from 0 to below 1, got 1"],
    [{ regularization: 0 }, "expected regularization to be a number > 0, got 0"],
    [{ learningRate: NaN }, "expected learningRate to be a number > 0, got NaN"],
    [{ clip: [2, 1] as const }, "expected clip to be false or [smallest, largest]"],
    [{ seed: 0.5 }, "expected seed to be a whole number, got 0.5"],
    [{ dtype: "int8" as never }, 'expected dtype to be "float32" or "float64", got "int8"'],
  ])("of the option %o", (options, message) => {
    expect(() => new Recommender(options)).toThrow(RangeError);
    expect(() => new Recommender(options)).toThrow(`Recommender: ${message}`);
  });

  it("say what is wrong with ratings", () => {
    const fit = (ratings: unknown) => () => new Recommender().fit(ratings as Rating[]);
    expect(fit([])).toThrow("Recommender.fit: expected at least one rating, got none");
    expect(fit(7)).toThrow("expected an iterable of { user, item, rating }");
    expect(fit([7])).toThrow("expected place 0 to be { user, item, rating }, got 7");
    expect(fit([{ user: null, item: 1, rating: 1 }])).toThrow("the user at place 0");
    expect(fit([{ user: 1, item: 1, rating: "5" }])).toThrow('a number, got "5"');
    expect(fit({ users: [1], items: [], ratings: [1] })).toThrow("got 1, 0 and 1");
    const nan = fit([...one, { user: "b", item: "y", rating: NaN }]);
    expect(nan).toThrow(NonFiniteError);
    expect(nan).toThrow("expected finite ratings, got NaN at place 1 (user b, item y)");
  });

  it("say when the learning rate is too large", () => {
    const model = new Recommender({ learningRate: 100, validation: 0 });
    expect(() => model.fit(twoTastes())).toThrow("grew without bounds in epoch");
  });

  it("say what a method cannot do", () => {
    const model = new Recommender({ method: "biases" }).fit(one);
    expect(() => model.similarItems("x")).toThrow('expected a method with factors, got "biases"');
    expect(() => model.foldIn(one)).toThrow('expected a model of "funk" or "als", got "biases"');
    const funk = new Recommender().fit(one);
    expect(() => funk.similarItems("y")).toThrow('expected an item that was rated, got "y"');
    expect(() => funk.recommend("a", -1)).toThrow("expected n to be an integer >= 0, got -1");
    const wide = Array.from({ length: 3000 }, (_, k) => ({ user: k, item: k, rating: 1 }));
    const soft = new Recommender({ method: "soft-impute" });
    expect(() => soft.fit(wide)).toThrow("a dense matrix, of 4000000 entries at most");
  });

  it("say what is no saved model", () => {
    expect(() => Recommender.fromJSON({} as never)).toThrow(
      "Recommender.fromJSON: expected what Recommender.toJSON returned, got an object",
    );
    const saved = new Recommender().fit(one).toJSON();
    const broken = { ...saved, users: { ...saved.users, biases: [] } };
    expect(() => Recommender.fromJSON(broken)).toThrow("users.biases to have 1 numbers, got 0");
  });

  it("of progress end the fit", () => {
    const onProgress = () => {
      throw new Error("enough");
    };
    expect(() => new Recommender().fit(one, { onProgress })).toThrow("enough");
  });
});

describe("evaluate", () => {
  it("measures a model whose predictions are known", () => {
    const train = [
      { user: "a", item: "x", rating: 4 },
      { user: "a", item: "y", rating: 2 },
      { user: "b", item: "x", rating: 4 },
      { user: "b", item: "z", rating: 2 },
    ];
    const model = new Recommender({ method: "item-mean" }).fit(train);
    // To a, only z is new; to b, only y; to c, all: x, then y and z.
    const { rmse, mae, ...ranks } = evaluate(
      model,
      [
        { user: "a", item: "z", rating: 3 },
        { user: "b", item: "y", rating: 2 },
        { user: "c", item: "y", rating: 5 },
      ],
      { k: 2 },
    );
    expect(rmse).toBeCloseTo(Math.sqrt((1 + 0 + 9) / 3), 6);
    expect(mae).toBeCloseTo((1 + 0 + 3) / 3, 6);
    expect(ranks.precisionAtK).toBeCloseTo((0.5 + 0.5) / 2, 12);
    expect(ranks.recallAtK).toBeCloseTo(1, 12);
    expect(ranks.ndcgAtK).toBeCloseTo((1 + 1 / Math.log2(3)) / 2, 12);
  });
});
