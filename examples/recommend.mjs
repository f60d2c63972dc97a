// Recommendations: generated ratings of films by people of four tastes, predicted by factors and biases, next to means.
import { evaluate, Recommender, trainTestSplit } from "wasm-svd";

const GENRES = {
  space: [
    "Starfall",
    "The Long Orbit",
    "Red Dust",
    "Ion",
    "Last Signal",
    "Void Runner",
    "Perihelion",
  ],
  romance: [
    "Paris, Again",
    "The Letter",
    "Slow Waltz",
    "Two Umbrellas",
    "Lake House",
    "June",
    "Yours",
  ],
  crime: [
    "The Ninth Alibi",
    "Harbour",
    "Cold Ledger",
    "Inside Man’s Son",
    "Fog",
    "Two Keys",
    "Decoy",
  ],
  family: [
    "Otter & Co",
    "The Paper Kite",
    "Grandma’s Robot",
    "Snow Day",
    "Pip",
    "Big Small Bear",
    "Nest",
  ],
};
const genres = Object.keys(GENRES);
const films = Object.entries(GENRES).flatMap(([genre, titles]) =>
  titles.map((title) => ({ title, genre })),
);

/** The same numbers on every machine: a linear congruential generator, as good as it needs to be here. */
let state = 1;
function uniform() {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
}
const about = (/** @type {number} */ spread) =>
  spread * (uniform() + uniform() + uniform() + uniform() - 2);

// Everybody loves one genre and dislikes another; some are stricter than others, and some films better.
const quality = films.map(() => about(1));
/** @type {{ user: string, item: string, rating: number }[]} */
const ratings = [];
for (let person = 0; person < 400; ++person) {
  const loved = Math.floor(4 * uniform());
  const disliked = (loved + 1 + Math.floor(3 * uniform())) % 4;
  const mood = about(0.8);
  films.forEach(({ title, genre }, i) => {
    if (uniform() < 0.4) return;
    const taste = genre === genres[loved] ? 1.2 : genre === genres[disliked] ? -1.2 : 0;
    const rating = Math.round(2 * (3.2 + quality[i] + mood + taste + about(0.5))) / 2;
    ratings.push({
      user: `person ${person}`,
      item: title,
      rating: Math.min(5, Math.max(0.5, rating)),
    });
  });
}

const { train, test } = trainTestSplit(ratings, { test: 0.2, seed: 1 });
console.log(
  `${ratings.length} ratings of 400 people and ${films.length} films, 20 % of them to test with\n`,
);

console.log("RMSE on the test");
const model = new Recommender({ method: "als", factors: 4 }).fit(train);
const others = /** @type {const} */ (["biases", "item-mean", "user-mean", "mean"]).map((method) =>
  new Recommender({ method }).fit(train),
);
for (const one of [model, ...others]) {
  console.log(`  ${(one.options.method ?? "").padEnd(9)}  ${evaluate(one, test).rmse.toFixed(3)}`);
}

const genreOf = new Map(films.map(({ title, genre }) => [title, genre]));
const line = (/** @type {string | number} */ item, /** @type {number} */ number) =>
  console.log(`  ${number.toFixed(2)}  ${item} (${genreOf.get(String(item))})`);

console.log("\nNobody knows her, but she liked Ion and Red Dust, and not June:");
const she = model.foldIn([
  { item: "Ion", rating: 5 },
  { item: "Red Dust", rating: 4.5 },
  { item: "June", rating: 1.5 },
]);
for (const { item, rating } of model.recommend(she, 5)) line(item, rating);

console.log("\nMost like The Paper Kite, by the cosine of their factors:");
for (const { item, similarity } of model.similarItems("The Paper Kite", 5)) line(item, similarity);
