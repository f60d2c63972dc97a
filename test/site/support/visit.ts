import { mkdirSync } from "node:fs";
import path from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright";
import { preview, type PreviewServer } from "vite";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { CHROMIUM_FLAGS, findChromium } from "../../../scripts/lib/chromium.mjs";
import { ROOT } from "../../../scripts/lib/files.mjs";

/** Where the screenshots are kept. */
const SCREENSHOTS = path.join(ROOT, "build/screenshots");

/** By these headers a page is cross-origin isolated, and has shared memory. */
const ISOLATED = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

const VIEWPORTS = {
  desktop: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} satisfies Record<string, BrowserContextOptions>;

export interface VisitOptions {
  readonly screen?: keyof typeof VIEWPORTS;
  readonly colorScheme?: "light" | "dark";
}

/** The site that was built, on a server, with a browser for the tests of a file. */
export interface Site {
  /**
   * Opens a page of the site, such as "#/image" or "docs/". After each test, all of them are closed, and none may have
   * written an error to its console, thrown one, or asked another server for anything.
   */
  open(address: string, options?: VisitOptions): Promise<Page>;
  /** Keeps a picture of the whole page as `build/screenshots/NAME.png`. */
  keep(page: Page, name: string): Promise<void>;
  readonly origin: string;
}

/** To be called where a test file begins. `isolated`: whether the pages are cross-origin isolated. */
export function serveSite({ isolated = true } = {}): Site {
  let server: PreviewServer;
  let browser: Browser;
  let origin = "";
  const pages: Page[] = [];
  const wrong: string[] = [];

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    server = await preview({
      root: path.join(ROOT, "site"),
      logLevel: "error",
      preview: { port: 0, strictPort: false, headers: isolated ? ISOLATED : {} },
    });
    const address = server.httpServer.address();
    if (address === null || typeof address === "string") throw new Error("the server has no port");
    origin = `http://localhost:${address.port}`;
    const executablePath = findChromium();
    browser = await chromium.launch({
      args: CHROMIUM_FLAGS,
      ...(executablePath !== undefined && { executablePath }),
    });
  });

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  afterEach(async () => {
    await Promise.all(pages.splice(0).map((page) => page.context().close()));
    expect(wrong.splice(0)).toEqual([]);
  });

  return {
    get origin() {
      return origin;
    },
    async open(address, { screen = "desktop", colorScheme = "light" } = {}) {
      const context = await browser.newContext({ ...VIEWPORTS[screen], colorScheme });
      const page = await context.newPage();
      pages.push(page);
      page.on("console", (message) => {
        if (message.type() === "error") wrong.push(`console: ${message.text()}`);
      });
      page.on("pageerror", (error) => wrong.push(`thrown: ${error.message}`));
      page.on("request", (request) => {
        const { protocol, origin: asked } = new URL(request.url());
        const own = asked === origin || protocol === "data:" || protocol === "blob:";
        if (!own) wrong.push(`request: ${request.url()}`);
      });
      await page.goto(`${origin}/${address}`);
      return page;
    },
    async keep(page, name) {
      await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`), fullPage: true });
    },
  };
}
