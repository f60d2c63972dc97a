// Writes the documentation into a folder: node --import ./scripts/lib/typescript.mjs site/docs/build.ts FOLDER
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { styles } from "./assets.ts";
import { layout } from "./layout.ts";
import { readPages } from "./pages.ts";
import { writeReference } from "./reference.ts";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("build.ts: expected a folder to write to");
mkdirSync(folder, { recursive: true });

const links = await writeReference(path.join(folder, "api"));
const pages = readPages(links);
pages.forEach((page, i) => {
  writeFileSync(path.join(folder, `${page.name}.html`), layout(page, i, pages));
});
writeFileSync(path.join(folder, "guide.css"), styles("guide.css", "prose.css", "figures.css"));
