// A pool in a page that no bundler has seen, with and without cross-origin isolation, and under a content security policy.
import { execFileSync } from "node:child_process";
import { createReadStream, existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { type Browser, chromium, type Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM_FLAGS, findChromium, ISOLATED } from "../../scripts/lib/chromium.mjs";
import { ROOT } from "../../scripts/lib/files.mjs";

const PAGE = path.join(ROOT, "test/build/poolPage");

const TYPES: Record<string, string> = { ".html": "text/html", ".js": "text/javascript" };

const POLICY = {
  "Content-Security-Policy":
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src data:",
};

let browser: Browser;
const servers: Server[] = [];

beforeAll(async () => {
  execFileSync(process.execPath, ["scripts/build.mjs"], { cwd: ROOT, stdio: "pipe" });
  const executablePath = findChromium();
  browser = await chromium.launch({
    args: CHROMIUM_FLAGS,
    ...(executablePath !== undefined && { executablePath }),
  });
});

afterAll(async () => {
  await browser.close();
  for (const server of servers) server.close();
});

/** Serves the page and dist/ with some headers, and opens it. */
async function open(headers: Record<string, string>): Promise<Page> {
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? "/", "http://localhost").pathname.replace(
      /\/$/,
      "/index.html",
    );
    const file = path.join(name.startsWith("/dist/") ? ROOT : PAGE, name);
    if (!existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": TYPES[path.extname(file)] ?? "", ...headers });
    createReadStream(file).pipe(response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const page = await browser.newPage();
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction(() => document.body.textContent === "ready");
  return page;
}

/** Calls a function that the page offers. */
async function call<R>(page: Page, name: string, argument: unknown): Promise<R> {
  const run = ([name, argument]: readonly [string, unknown]) =>
    (window as never as Record<string, (x: unknown) => unknown>)[name](argument);
  return (await page.evaluate(run, [name, argument] as const)) as R;
}

interface Watched {
  readonly tasks: readonly number[];
  readonly longestPause: number;
  readonly progress: readonly number[];
  readonly time: number;
  readonly largest: number;
  readonly isolated: boolean;
}

describe.each([
  { name: "that is cross-origin isolated", headers: ISOLATED, isolated: true },
  { name: "that is not isolated", headers: {}, isolated: false },
])("in a page $name", ({ headers, isolated }) => {
  let page: Page;
  beforeAll(async () => {
    page = await open(headers);
  });
  afterAll(() => page.close());

  it("1,024 × 1,024 leaves the thread of the page free, and progress never goes back", async () => {
    // A machine that does other things, too, may stop the page for a while: the best of three.
    const runs: Watched[] = [];
    for (let i = 0; i < 3 && !runs.some(isSmooth); ++i) runs.push(await call(page, "watch", 1024));
    const run = runs[runs.length - 1];
    console.log(
      `1,024 × 1,024 in ${run.time.toFixed(0)} ms; long tasks: ${run.tasks.join() || "none"}; ` +
        `longest pause ${run.longestPause.toFixed(0)} ms; ${run.progress.length} reports`,
    );
    expect(run.isolated).toBe(isolated);
    expect(run.tasks.filter((duration) => duration > 50)).toEqual([]);
    expect(run.largest).toBeGreaterThan(1);
    for (const { progress } of runs) {
      expect(progress.length).toBeGreaterThan(5);
      expect([...progress].sort((x, y) => x - y)).toEqual(progress);
    }
  });

  it("cancelling takes less than 100 ms", async () => {
    const { name, rejected, rank, next } = await call<Record<string, number>>(page, "cancel", 1500);
    console.log(
      `rejected after ${rejected.toFixed(1)} ms, the next job done after ${next.toFixed(0)} ms`,
    );
    expect(name).toBe("AbortError");
    expect(rejected).toBeLessThan(100);
    expect(rank).toBe(1);
  });
});

function isSmooth({ tasks }: Watched): boolean {
  return tasks.every((duration) => duration <= 50);
}

describe("under a content security policy without blob:", () => {
  it("jobs reject, and say what helps", async () => {
    const page = await open(POLICY);
    const { error } = await call<{ error: string }>(page, "compute", "blob");
    expect(error).toMatch(
      /^Error: rank: the worker stopped: .*createWorker that runs wasm-svd\/worker$/,
    );
    await page.close();
  });

  it("a worker from a file computes", async () => {
    const page = await open({ ...POLICY, ...ISOLATED });
    expect(await call(page, "compute", "file")).toEqual({ rank: 1 });
    await page.close();
  });
});
