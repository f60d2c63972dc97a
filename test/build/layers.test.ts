// The layers are kept by the linter; this keeps the linter. Each text takes the place of a file.
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";
import { describe, expect, it } from "vitest";

/** Without the rules that need types: these take ten times as long, and none of them is asked about here. */
const eslint = new ESLint({ overrideConfig: tseslint.configs.disableTypeChecked });

const RULES = ["no-restricted-imports", "no-restricted-syntax", "no-console"];

describe("the linter", () => {
  it.each([
    ["assembly/kernels/dot.ts", 'export { svd } from "../drivers/svd";'],
    ["assembly/kernels/gemm/tile.ts", 'export { qr } from "../../factorizations/qr";'],
    ["assembly/factorizations/reflection.ts", 'import { svd } from "../drivers/svd"; svd();'],
    ["assembly/factorizations/reflection.ts", "export const zero: v128 = 0;"],
    ["assembly/drivers/svd.ts", 'export * from "../index";'],
    ["assembly/kernels/dot.ts", "if (ASC_FEATURE_RELAXED_SIMD) unreachable();"],
    ["src/wasm/arena.ts", 'export * from "../decompositions/svd.ts";'],
    ["src/decompositions/svd.ts", 'export * from "../index.ts";'],
    ["src/applications/images/psnr.ts", 'export * from "../../wasm/engine.ts";'],
    ["src/applications/images/psnr.ts", 'export type { Engine } from "../../wasm/engine.ts";'],
    ["src/io/npy.ts", 'export * from "../wasm/engine.ts";'],
    ["src/io/npy.ts", 'export * from "node:fs";'],
    ["src/matrix.ts", 'export * from "node:fs";'],
    ["src/matrix.ts", 'console.warn("a library does not print");'],
    ["src/cli/main.ts", 'export * from "../wasm/engine.ts";'],
  ])("in %s, forbids %s", async (filePath, text) => {
    expect(await complaints(filePath, text)).toHaveLength(1);
  });

  it.each([
    ["assembly/kernels/dot.ts", 'export * from "../simd"; export const zero: v128 = 0;'],
    ["assembly/drivers/svd.ts", 'export * from "../kernels/dot"; export * from "../precision";'],
    ["assembly/simd.ts", "if (ASC_FEATURE_RELAXED_SIMD) unreachable();"],
    ["src/solvers/pinv.ts", 'export * from "../decompositions/svd.ts";'],
    ["src/applications/images/psnr.ts", 'export * from "../../decompositions/svd.ts";'],
    ["src/cli/main.ts", 'export * from "../index.ts"; console.log("a tool does");'],
  ])("in %s, allows %s", async (filePath, text) => {
    expect(await complaints(filePath, text)).toEqual([]);
  });
});

async function complaints(filePath: string, text: string): Promise<string[]> {
  const [{ messages }] = await eslint.lintText(text, { filePath });
  return messages
    .filter(({ ruleId, fatal }) => fatal || RULES.includes(String(ruleId)))
    .map(({ message }) => message);
}
