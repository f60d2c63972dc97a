import { readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../../scripts/lib/files.mjs";
import { renderMarkdown, type Heading } from "./markdown.ts";

/** A page of the guide. */
export interface Page {
  /** Of its file, without the ending. */
  readonly name: string;
  readonly title: string;
  /** In the navigation, where the title is too long. */
  readonly short: string;
  /** Its first paragraph, as text. */
  readonly description: string;
  readonly html: string;
  readonly headings: readonly Heading[];
}

const FOLDER = path.join(ROOT, "site/guide");

/**
 * Renders the pages in the order of `order.json`.
 *
 * @param links - Where the reference describes each public name, relative to the guide.
 */
export function readPages(links: ReadonlyMap<string, string>): Page[] {
  const order = JSON.parse(readFileSync(path.join(FOLDER, "order.json"), "utf8")) as {
    name: string;
    short: string;
  }[];
  return order.map(({ name, short }) => {
    const source = readFileSync(path.join(FOLDER, `${name}.md`), "utf8");
    const { html, headings } = renderMarkdown(source, links);
    const [first, ...rest] = headings;
    if (first?.level !== 1) throw new Error(`${name}.md: expected its title as first heading`);
    const [, paragraph = ""] = /<p>([^]*?)<\/p>/.exec(html) ?? [];
    const description = paragraph.replace(/<[^>]+>/g, "").replace(/\s+/g, " ");
    return { name, title: first.text, short, description, html, headings: rest };
  });
}
