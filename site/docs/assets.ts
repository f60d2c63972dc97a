import { readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../../scripts/lib/files.mjs";

const read = (file: string) => readFileSync(path.join(ROOT, "site", file), "utf8");

/** What the pages of the guide and of the reference do by themselves: keep the choice of a theme. */
export const SCRIPT = read("docs/theme.js");

const BASE = read("src/shell/base.css");

/** Style sheets of this folder, on that of the explorer. */
export function styles(...names: string[]): string {
  return BASE + names.map((name) => read(`docs/${name}`)).join("");
}

/** A style sheet of this folder, on the colours of the explorer alone. */
export function stylesOnColours(name: string): string {
  const [colours] = /:root \{[^}]*?(?= {2}font:)/.exec(BASE) ?? [];
  if (colours === undefined) throw new Error("base.css: expected colours before the font in :root");
  return `${colours}}\n${read(`docs/${name}`)}`;
}
