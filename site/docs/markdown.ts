import MarkdownIt from "markdown-it";
import { drawFigure } from "./figures/figures.ts";
import { highlight } from "./highlight.ts";
import { escapeHtml } from "./html.ts";

export interface Heading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
}

/** What the rules below take from and leave in the environment of one rendering. */
interface Environment {
  readonly headings: Heading[];
  readonly links: ReadonlyMap<string, string>;
  /** Code in a link or a heading is no link of its own. */
  inside: number;
}

const markdown = new MarkdownIt({ html: false, typographer: false, highlight });
const { rules } = markdown.renderer;

/** Renders a page. Inline code that is a public name is a link to its reference. */
export function renderMarkdown(
  source: string,
  links: ReadonlyMap<string, string>,
): { html: string; headings: Heading[] } {
  const environment: Environment = { headings: [], links, inside: 0 };
  const html = markdown.render(source, { ...environment });
  return { html, headings: environment.headings };
}

rules.heading_open = (tokens, i, _options, env) => {
  const { headings } = env as unknown as Environment;
  (env as unknown as Environment).inside++;
  const level = Number(tokens[i].tag.slice(1));
  const text = (tokens[i + 1].children ?? []).map(({ content }) => content).join("");
  const id = unused(slug(text), headings);
  headings.push({ level, id, text });
  return `<h${level} id="${id}">`;
};

rules.heading_close = (tokens, i, _options, env) => {
  const environment = env as unknown as Environment;
  environment.inside--;
  const { id, text } = environment.headings[environment.headings.length - 1];
  const anchor = `<a class="anchor" href="#${id}" aria-label="Link to ${escapeHtml(text)}">#</a>`;
  return ` ${anchor}</${tokens[i].tag}>\n`;
};

rules.link_open = (tokens, i, options, env, self) => {
  (env as unknown as Environment).inside++;
  // Links between the sources hold where they are read as such, and here.
  const href = String(tokens[i].attrGet("href") ?? "");
  tokens[i].attrSet("href", href.replace(/^([\w-]+)\.md(?=#|$)/, "$1.html"));
  return self.renderToken(tokens, i, options);
};

rules.link_close = (tokens, i, options, env, self) => {
  (env as unknown as Environment).inside--;
  return self.renderToken(tokens, i, options);
};

rules.code_inline = (tokens, i, _options, env) => {
  const { links, inside } = env as unknown as Environment;
  const code = `<code>${escapeHtml(tokens[i].content)}</code>`;
  const href = inside === 0 ? links.get(tokens[i].content) : undefined;
  return href === undefined ? code : `<a class="name" href="${href}">${code}</a>`;
};

// Wide tables are moved by themselves, not the page; with the keyboard, too.
rules.table_open = () => '<div class="table" tabindex="0" role="region" aria-label="Table"><table>';
rules.table_close = () => "</table></div>\n";

const { fence } = rules;
rules.fence = (tokens, i, options, env, self) => {
  const { info, content } = tokens[i];
  if (info === "figure") return drawFigure(content.trim());
  return fence(tokens, i, options, env, self).replace("<pre>", '<pre tabindex="0">');
};

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}

function unused(id: string, headings: readonly Heading[]): string {
  const taken = headings.filter((one) => one.id === id || one.id.replace(/-\d+$/, "") === id);
  return taken.length === 0 ? id : `${id}-${taken.length + 1}`;
}
