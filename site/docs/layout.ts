import { header } from "./header.ts";
import { escapeHtml } from "./html.ts";
import type { Heading } from "./markdown.ts";
import type { Page } from "./pages.ts";

/** The page at place `i` as an HTML file. */
export function layout(page: Page, i: number, pages: readonly Page[]): string {
  const title = escapeHtml(page.title);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<meta name="description" content="${page.description.replaceAll('"', "&quot;")}" />
<title>${title} · wasm-svd</title>
<link rel="icon" href="../icon.svg" />
<link rel="stylesheet" href="guide.css" />
<script src="../theme.js"></script>
</head>
<body>
<a class="skip" href="#page">Skip to the page</a>
${HEADER}
<div class="guide">
${navigation(page, pages)}
<main id="page" tabindex="-1">
${page.html}
${neighbours(pages[i - 1], pages[i + 1])}
</main>
${contents(page.headings)}
</div>
</body>
</html>
`;
}

const HEADER = header({ current: "Guide", address: (path) => path });

function navigation(page: Page, pages: readonly Page[]): string {
  const links = pages.map(({ name, short }) => {
    const current = name === page.name ? ' aria-current="page"' : "";
    return `<li><a href="${name}.html"${current}>${escapeHtml(short)}</a></li>`;
  });
  return `<nav class="pages" aria-label="Guide"><ul>${links.join("")}</ul></nav>`;
}

function contents(headings: readonly Heading[]): string {
  const entries = headings.filter(({ level }) => level <= 3);
  if (entries.length < 2) return "";
  const links = entries.map(({ level, id, text }) => {
    return `<li class="level-${level}"><a href="#${id}">${escapeHtml(text)}</a></li>`;
  });
  return `<nav class="contents" aria-label="On this page"><p>On this page</p><ul>${links.join("")}</ul></nav>`;
}

function neighbours(previous: Page | undefined, next: Page | undefined): string {
  const link = (page: Page | undefined, rel: string, word: string) =>
    page === undefined
      ? ""
      : `<a rel="${rel}" href="${page.name}.html"><span>${word}</span> ${escapeHtml(page.short)}</a>`;
  return `<nav class="neighbours" aria-label="Previous and next page">
${link(previous, "prev", "← Before")}
${link(next, "next", "Next →")}
</nav>`;
}
