import { ASCENT, DESCENT, GLYPHS } from "./font/glyphs.ts";
import type { Canvas, Colour } from "./canvas.ts";

/** Pixels from the top of a line of text to its bottom. */
export const LINE_HEIGHT = ASCENT + DESCENT;

/** The width of `text` in pixels. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += glyph(character)[0];
  return width;
}

/** Draws `text` in one line, with its top left corner at (x, y). */
export function drawText(canvas: Canvas, x: number, y: number, text: string, colour: Colour): void {
  for (const character of text) {
    const [advance, left, top, width, bits] = glyph(character);
    const bytes = atob(bits);
    const pixels = width === 0 ? 0 : 2 * bytes.length;
    for (let i = 0; i < pixels; ++i) {
      const byte = bytes.charCodeAt(i >> 1);
      const opacity = (i % 2 === 0 ? byte >> 4 : byte & 15) / 15;
      const column = x + left + (i % width);
      const row = y + ASCENT - top + Math.floor(i / width);
      if (opacity > 0) canvas.blend(column, row, colour, opacity);
    }
    x += advance;
  }
}

/** `text` cut to `width` pixels, with an ellipsis where something is missing. */
export function fitText(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  const characters = [...text];
  while (characters.length > 0 && textWidth(`${characters.join("")}…`) > width) characters.pop();
  return `${characters.join("")}…`;
}

function glyph(character: string) {
  return GLYPHS[character] ?? GLYPHS["?"];
}
