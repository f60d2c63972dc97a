import { expect, it } from "vitest";
import { table } from "../../src/plot/table.ts";

it("sets numbers right and words left, below their headings", () => {
  const text = table([
    { heading: "k", cells: ["5", "100"] },
    { heading: "why", cells: ["asked", ""], align: "left" },
    { heading: "PSNR", cells: ["18.1 dB", "∞"] },
  ]);
  expect(text).toBe(
    [
      "  k  why       PSNR",
      "───  ─────  ───────",
      "  5  asked  18.1 dB",
      "100               ∞",
      "",
    ].join("\n"),
  );
});

it("counts an accent and its letter as one", () => {
  const lines = table([{ heading: "σₖ", cells: ["e\u0301", "abc"] }]).split("\n");
  expect(lines.slice(0, 3)).toEqual([" σₖ", "───", "  e\u0301"]);
});

it("has only headings where there are no rows", () => {
  expect(table([{ heading: "k", cells: [] }])).toBe("k\n─\n");
});
