// The checker of examples must itself be able to fail.
import { describe, expect, it } from "vitest";
import { agrees, parseExpected } from "./expected.ts";

const rows = { toArray: () => [[1, 0], [0, 1]] }; // prettier-ignore

describe("a comment with a value", () => {
  it.each<[comment: string, right: unknown, wrong: unknown]>([
    ["6", 6, 7],
    ["6", 6 + 1e-13, 6 + 1e-9],
    ["0.12, the shortest solution", 0.12, 0.13],
    ["-0.5", -0.5, 0.5],
    ["−0.5", -0.5, 0.5],
    ["NaN", NaN, 0],
    ["6.7082…, that is √45", Math.sqrt(45), 6.7094],
    ["≈ 6.71", Math.sqrt(45), 6.73],
    ["≈ 3e-16", 3.4e-16, 5e-16],
    ["< 1e-14", -3e-16, 2e-14],
    ["< 1e-14", 3e-16, NaN],
    ["true", true, 1],
    ["undefined", undefined, null],
    ['"auto"; see below', "auto", "qr"],
    ["[1, 2]", Float64Array.of(1, 2), [1, 2, 3]],
    ["[1, 2, …]", [1, 2, 3], [1, 3, 3]],
    ["[]", [], [1]],
    ["[[1, 0], [0, 1]]", rows, [[1, 0], [0, 2]]], // prettier-ignore
    ["Float64Array [1, 2]", Float64Array.of(1, 2), [1, 2]],
    ["Float32Array [0.1]", Float32Array.of(0.1), Float64Array.of(0.1)],
    ["{ rank: 1, s: [3, 0] }", { rank: 1, s: [3, 0], x: 5 }, { rank: 2, s: [3, 0] }],
  ])("%s", (comment, right, wrong) => {
    const expected = parseExpected(comment);
    expect(expected).toBeDefined();
    expect(agrees(right, expected!)).toBe(true);
    expect(agrees(wrong, expected!)).toBe(false);
  });
});

describe("a comment without a value", () => {
  it.each([
    "the same bits on every machine from now on",
    "A = U Σ Vᵀ, with s = [2, 1]",
    "5 singular values",
    "Matrix of 3 rows",
    "",
  ])("%s", (comment) => expect(parseExpected(comment)).toBeUndefined());
});

it.each(["[1, 2", "Float64Array [1 2]", "≈ a third", "{ rank }"])("rejects %s", (comment) => {
  expect(() => parseExpected(comment)).toThrow(SyntaxError);
});
