import { type Theme, THEMES } from "../src/shell/themes.ts";

export interface HeaderOptions {
  readonly current: "Guide" | "Reference";
  /** How the page writes an address that is relative to docs/. */
  readonly address: (path: string) => string;
  /** HTML beside the choice of a theme. */
  readonly aside?: string;
}

/** The header of the explorer, with the parts of the site in place of its panels. */
export function header({ current, address, aside = "" }: HeaderOptions): string {
  const link = (path: string, name: string) => {
    const here = name === current ? ' aria-current="true"' : "";
    return `<li><a href="${address(path)}"${here}>${name}</a></li>`;
  };
  return `<header class="top">
<a class="name" href="${address("../index.html")}"><img src="${address("../icon.svg")}" alt="" width="28" height="28" />wasm-svd</a>
<nav aria-label="Parts of the site"><ul class="strip">
${link("../index.html", "Explorer")}
${link("index.html", "Guide")}
${link("api/index.html", "Reference")}
</ul></nav>
<div class="aside">${aside}${themeChoice()}</div>
</header>`;
}

/** What src/shell/themeChoice.tsx makes, for public/theme.js. */
function themeChoice(): string {
  const buttons = (Object.keys(THEMES) as Theme[]).map((name) => {
    const checked = name === "auto" ? " checked" : "";
    return `<label title="Theme: ${name}"><input class="unseen" type="radio" name="theme" value="${name}"${checked} />
<svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true"><path d="${THEMES[name]}" /></svg>
<span class="unseen">${name}</span></label>`;
  });
  return `<fieldset class="theme"><legend class="unseen">Theme</legend>${buttons.join("")}</fieldset>`;
}
