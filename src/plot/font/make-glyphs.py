"""Writes glyphs.ts: the letters of DejaVu Sans as small pictures, 16 shades each.

    python3 make-glyphs.py > glyphs.ts        (Debian: python3-pil, fonts-dejavu-core)
"""

import base64

from PIL import ImageFont

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
SIZE = 20
CHARACTERS = [chr(c) for c in range(32, 127)] + list("×·–—…≥≤≈∞σ")

font = ImageFont.truetype(FONT, SIZE)
ascent, descent = font.getmetrics()

print(
    f"""// Written by make-glyphs.py from DejaVu Sans {SIZE} px, which derives from Bitstream Vera:
// Copyright (c) 2003 by Bitstream, Inc. All Rights Reserved. Bitstream Vera is a trademark of
// Bitstream, Inc. DejaVu changes are in public domain. Free to use, copy, modify and distribute
// under the terms of https://dejavu-fonts.github.io/License.html, as part of other software.

/** Pixels from the top of a line to the base of its letters, and from there to its bottom. */
export const ASCENT = {ascent};
export const DESCENT = {descent};

/**
 * For each character: pixels to the next one, the place of its picture right of the start and
 * above the base line, the width of the picture, and its pixels row by row, 4 bits of opacity
 * each, two in a byte, in base64.
 */
// prettier-ignore
export const GLYPHS: Record<string, [advance: number, left: number, top: number, width: number, bits: string]> = {{"""
)
for character in CHARACTERS:
    mask, (left, top) = font.getmask2(character, mode="L")
    width, height = mask.size
    pixels = [round(value / 17) for value in bytes(mask)] if width else []
    pixels += [0] * (len(pixels) % 2)
    packed = bytes(16 * a + b for a, b in zip(pixels[::2], pixels[1::2]))
    key = character.replace("\\", "\\\\").replace('"', '\\"')
    bits = base64.b64encode(packed).decode()
    advance = round(font.getlength(character))
    print(f'  "{key}": [{advance}, {left}, {ascent - top}, {width if height else 0}, "{bits}"],')
print("};")
