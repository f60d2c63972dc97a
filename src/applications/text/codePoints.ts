/** Whether a text has units from which on the order of UTF-16 is not that of code points. */
const HIGH_UNITS = /[\ud800-\uffff]/;

/** Sorts texts by their code points, as Python does: JavaScript sorts by units of UTF-16. */
export function sortByCodePoints(texts: string[]): string[] {
  return texts.some((text) => HIGH_UNITS.test(text)) ? texts.sort(compareCodePoints) : texts.sort();
}

function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; ++i) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Puts surrogates, which stand for U+10000 and above, behind U+E000 … U+FFFF (M. Scherer, UTF-16 for processing, 2004). */
function rank(unit: number): number {
  if (unit >= 0xe000) return unit - 0x800;
  return unit >= 0xd800 ? unit + 0x2000 : unit;
}
