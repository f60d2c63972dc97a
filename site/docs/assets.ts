import { readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../../scripts/lib/files.mjs";

const read = (file: string) => readFileSync(path.join(ROOT, "site", file), "utf8");

const BASE = read("src/shell/base.css");
const HEADER = read("src/shell/header.css");

/** Style sheets of this folder, on those of the explorer. */
export function styles(...names: string[]): string {
  return BASE + HEADER + names.map((name) => read(`docs/${name}`)).join("");
}

/** A style sheet of this folder, on the colours and the header of the explorer, beside other styles for the rest. */
export function stylesOnColours(name: string): string {
  const [colours] = /:root \{[^}]*?(?= {2}font:)/.exec(BASE) ?? [];
  const [unseen] = /\.unseen \{[^}]*\}/.exec(BASE) ?? [];
  if (colours === undefined || unseen === undefined) {
    throw new Error("base.css: expected colours before the font in :root, and .unseen");
  }
  return `${colours}}\n${unseen}\n${HEADER}\n${read(`docs/${name}`)}`;
}
