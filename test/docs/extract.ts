import { readFileSync } from "node:fs";
import path from "node:path";
import { filesBelow, ROOT } from "../../scripts/lib/files.mjs";

/** A block of code in a page or in a comment. */
export interface Example {
  /** File, relative to the repository, and line of the first line of code. */
  readonly place: string;
  readonly code: string;
}

/** The ```ts blocks of README.md and the guide, and those behind the `@example`s of src/. */
export function extractExamples(): Example[] {
  const pages = filesBelow(path.join(ROOT, "site/guide")).filter((file) => file.endsWith(".md"));
  const sources = filesBelow(path.join(ROOT, "src")).filter((file) => file.endsWith(".ts"));
  return [
    ...blocksOf("README.md"),
    ...[...pages, ...sources].flatMap((file) => blocksOf(path.relative(ROOT, file))),
  ];
}

function blocksOf(file: string): Example[] {
  const text = readFileSync(path.join(ROOT, file), "utf8");
  const blocks = text.matchAll(
    /^([ \t]*(?:\* ?)?)```ts[ \t]*\n([^]*?)^[ \t]*(?:\* ?)?```[ \t]*$/gm,
  );
  return Array.from(blocks, ({ index, 1: prefix, 2: body }) => {
    const line = text.slice(0, index).split("\n").length + 1;
    // In a comment the lines start as the fence does: " * ".
    const margin = prefix.trimEnd();
    const code = body.split("\n").map((row) => {
      return row.startsWith(margin) ? row.slice(margin.length).replace(/^ /, margin && "") : row;
    });
    return { place: `${file}:${line}`, code: code.join("\n") };
  });
}
