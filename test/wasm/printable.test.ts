import { expect, it } from "vitest";
import { ALPHABET, printable } from "../../scripts/lib/printable.mjs";
import { decode } from "../../src/wasm/printable.ts";

it("every byte, and every pair of bytes, is what it was before it was text", () => {
  const bytes = new Uint8Array(2 * 65_536);
  for (let i = 0; i < 65_536; ++i) bytes.set([i & 255, i >> 8], 2 * i);
  const text = printable(bytes);
  expect(decode(text, ALPHABET)).toEqual(bytes);
  expect(text).toMatch(/^[ !#%&(-;=-[\]-_a-~]*$/); // nothing of " ' ` \ $ <
});

it("no bytes are no text", () => {
  expect(printable(new Uint8Array(0))).toBe("");
  expect(decode("", ALPHABET)).toEqual(new Uint8Array(0));
});
