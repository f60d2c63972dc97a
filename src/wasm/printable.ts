/**
 * Reads bytes out of text. The alphabet has the s bytes 0 … s − 1 and two more characters: the first of them says that
 * s is to be added to what follows, the second 2s. What scripts/lib/printable.mjs writes.
 */
export function decode(text: string, alphabet: string): Uint8Array<ArrayBuffer> {
  const single = alphabet.length - 2;
  const indices = new Uint8Array(128);
  for (let i = 0; i < alphabet.length; ++i) indices[alphabet.charCodeAt(i)] = i;
  const bytes = new Uint8Array(text.length);
  let length = 0;
  for (let i = 0; i < text.length; ++i) {
    let byte = indices[text.charCodeAt(i)];
    if (byte >= single) byte = (byte - single + 1) * single + indices[text.charCodeAt(++i)];
    bytes[length++] = byte;
  }
  return bytes.subarray(0, length);
}
