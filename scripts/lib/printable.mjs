/**
 * Characters that stand in a string of JavaScript and in a page as they are: those of ASCII from the space to ~, but
 * for those that end a string, begin an escape or a substitution, or begin the end of a script.
 */
export const ALPHABET = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))
  .filter((character) => !"\"'`\\$<".includes(character))
  .join("");

/** Bytes that have a character of their own; the last two characters say that another one follows. */
const SINGLE = ALPHABET.length - 2;

/**
 * Writes bytes as text, the small ones, of which a module has most, in one character and the others in two. base64 takes
 * 14 % more, and 30 % more once compressed (brotli: 130 %): there the same byte is not always the same text.
 *
 * @param {Uint8Array} bytes
 */
export function printable(bytes) {
  const codes = Array.from({ length: 256 }, (_, byte) => {
    const prefix = byte < SINGLE ? "" : ALPHABET[SINGLE + (byte < 2 * SINGLE ? 0 : 1)];
    return prefix + ALPHABET[byte % SINGLE];
  });
  return Array.from(bytes, (byte) => codes[byte]).join("");
}
