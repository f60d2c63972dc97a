import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright";
import { afterEach, beforeAll, expect } from "vitest";
import { ROOT } from "../../../scripts/lib/files.mjs";
import { type Screen, theVisitor, type Visitor } from "./browser.ts";

/** Where the screenshots are kept. */
const SCREENSHOTS = path.join(ROOT, "build/screenshots");

export interface VisitOptions {
  readonly screen?: Screen;
  readonly colorScheme?: "light" | "dark";
}

/** The site that was built, on a server, with a browser for the tests of a file. */
export interface Site {
  /**
   * Opens a page of the site, such as "#/image" or "docs/". After each test, all of them are left, and none may have
   * written an error to its console, thrown one, or asked another server for anything.
   */
  open(address: string, options?: VisitOptions): Promise<Page>;
  /** Keeps a picture of the whole page as `build/screenshots/NAME.png`. */
  keep(page: Page, name: string): Promise<void>;
  readonly origin: string;
}

/** To be called where a test file begins. */
export function serveSite(): Site {
  let visitor: Visitor;
  const opened: { readonly page: Page; readonly screen: Screen }[] = [];
  const wrong: string[] = [];

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    visitor = await theVisitor();
  });

  afterEach(async ({ task }) => {
    // Where something failed, nobody knows what state a page is in.
    const failed = task.result?.state === "fail";
    await Promise.all(
      opened.splice(0).map(({ page, screen }) => {
        return failed ? page.context().close() : visitor.giveBack(page, screen);
      }),
    );
    expect(wrong.splice(0)).toEqual([]);
  });

  return {
    get origin() {
      return visitor.origin;
    },
    async open(address, { screen = "desktop", colorScheme = "light" } = {}) {
      const page = await visitor.take(screen);
      opened.push({ page, screen });
      page.on("console", (message) => {
        if (message.type() === "error") wrong.push(`console: ${message.text()}`);
      });
      page.on("pageerror", (error) => wrong.push(`thrown: ${error.message}`));
      page.on("request", (request) => {
        const { protocol, origin } = new URL(request.url());
        const own = origin === visitor.origin || protocol === "data:" || protocol === "blob:";
        if (!own) wrong.push(`request: ${request.url()}`);
      });
      await page.emulateMedia({ colorScheme, reducedMotion: "no-preference" });
      await page.goto(`${visitor.origin}/${address}`);
      return page;
    },
    async keep(page, name) {
      await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`), fullPage: true });
    },
  };
}
