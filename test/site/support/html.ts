// What the tests of static pages read of them. Their builders write attributes in double quotes.

/** Where the links of a page lead. */
export function addressesIn(html: string): string[] {
  return matches(html, /<a\b[^>]*?\shref="([^"]*)"/g);
}

/** What a page loads: scripts, style sheets, icons, pictures. */
export function resourcesIn(html: string): string[] {
  const loaded = matches(html, /<(?:script|img|iframe|source|video|audio)\b[^>]*?\ssrc="([^"]*)"/g);
  return [...loaded, ...matches(html, /<link\b[^>]*?\shref="([^"]*)"/g)];
}

/** What an address on the page may name after its #. */
export function idsIn(html: string): Set<string> {
  return new Set(matches(html, /\sid="([^"]*)"/g));
}

function matches(html: string, pattern: RegExp): string[] {
  return Array.from(html.matchAll(pattern), ([, value]) => value.replaceAll("&amp;", "&"));
}
