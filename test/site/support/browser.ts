import path from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright";
import { preview } from "vite";
import { CHROMIUM_FLAGS, findChromium, ISOLATED } from "../../../scripts/lib/chromium.mjs";
import { ROOT } from "../../../scripts/lib/files.mjs";

const SCREENS = {
  desktop: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} satisfies Record<string, BrowserContextOptions>;

export type Screen = keyof typeof SCREENS;

/** A server of the site that was built, and a browser. */
export interface Visitor {
  readonly origin: string;
  /** Takes a page as a new one would be; it may have been used and given back before. */
  take(screen: Screen): Promise<Page>;
  giveBack(page: Page, screen: Screen): Promise<void>;
}

/** Milliseconds to wait for anything on a page: what takes a second on an idle machine may take half a minute on a busy one. */
const PATIENCE = 90_000;

let visitor: Promise<Visitor> | undefined;

/**
 * The one of this worker, for all its test files: a browser takes a second to begin, a page another, but a page that
 * is there shows the next address in a third of that. Both end with the worker.
 */
export function theVisitor(): Promise<Visitor> {
  return (visitor ??= begin());
}

async function begin(): Promise<Visitor> {
  const server = await preview({
    root: path.join(ROOT, "site"),
    logLevel: "error",
    preview: { port: 0, strictPort: false, headers: ISOLATED },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const origin = `http://localhost:${address.port}`;
  const executablePath = findChromium();
  const browser: Browser = await chromium.launch({
    args: CHROMIUM_FLAGS,
    ...(executablePath !== undefined && { executablePath }),
  });
  const idle: Record<Screen, Page[]> = { desktop: [], phone: [] };
  return {
    origin,
    async take(screen) {
      const page = idle[screen].pop();
      if (page) return page;
      // Of its own context, so that what one page remembers is not known to the next.
      const context = await browser.newContext(SCREENS[screen]);
      context.setDefaultTimeout(PATIENCE);
      return context.newPage();
    },
    async giveBack(page, screen) {
      page.removeAllListeners();
      await page.unrouteAll({ behavior: "ignoreErrors" });
      // What still runs there ends, and what the next visit shows is loaded anew.
      await page.goto(`${origin}/icon.svg`);
      await page.evaluate(() => localStorage.clear());
      await page.context().clearPermissions();
      await page.setViewportSize(SCREENS[screen].viewport);
      await page.mouse.move(0, 0);
      idle[screen].push(page);
    },
  };
}
