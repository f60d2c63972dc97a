// A page and a worker that use the package go through a bundler without any configuration, and
// compute in a browser. Other bundlers see the same: one ES module without imports.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright";
import { build, createLogger, preview } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CHROMIUM_FLAGS, findChromium } from "../../scripts/lib/chromium.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PAGE = fileURLToPath(new URL("./page", import.meta.url));

let outDir: string;
const warnings: string[] = [];

beforeAll(async () => {
  execFileSync(process.execPath, ["scripts/build.mjs"], { cwd: ROOT, stdio: "pipe" });
  outDir = mkdtempSync(path.join(tmpdir(), "wasm-svd-page-"));
  const customLogger = createLogger("warn");
  customLogger.warn = (message) => void warnings.push(message);
  await build({
    root: PAGE,
    configFile: false,
    customLogger,
    logLevel: "warn",
    build: {
      outDir,
      emptyOutDir: true,
      // How long a part of the bundler took says something of the machine.
      rolldownOptions: { checks: { bundlerTimings: false, pluginTimings: false } },
    },
  });
});

afterAll(() => rmSync(outDir, { recursive: true, force: true }));

it("is bundled without a warning", () => {
  expect(warnings).toEqual([]);
});

it("computes in a page and in a worker, at the first call", async () => {
  const server = await preview({ root: PAGE, configFile: false, build: { outDir } });
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
  try {
    const page = await browser.newPage();
    const errors: Error[] = [];
    page.on("pageerror", (error) => errors.push(error));
    await page.goto(server.resolvedUrls?.local[0] ?? "");
    const text = await page.waitForFunction(() => document.body.textContent, { timeout: 20_000 });
    const values = JSON.parse(String(await text.jsonValue())) as Record<
      "page" | "worker",
      number[]
    >;
    for (const [first, second] of [values.page, values.worker]) {
      expect(first).toBeCloseTo(Math.sqrt(45), 12);
      expect(second).toBeCloseTo(Math.sqrt(5), 12);
    }
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
    await server.close();
  }
});
