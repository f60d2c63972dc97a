import { readdirSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { Page, Response } from "playwright";
import { expect, it } from "vitest";
import { ROOT } from "../../scripts/lib/files.mjs";
import { eventually } from "./support/eventually.ts";
import { serveSite } from "./support/visit.ts";

const site = serveSite();

/** What a careful server allows. Without inline scripts, and without eval but of WebAssembly. */
const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; " +
  "worker-src 'self' blob:; img-src 'self' data: blob:";

const links = (page: Page) => page.getByRole("navigation", { name: "Panels" }).getByRole("link");
const heading = (page: Page) => page.getByRole("heading", { level: 1 }).innerText();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? "");
const background = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

/** The panels that the page has links to: as many as there are. */
async function panelsOf(page: Page): Promise<{ title: string; hash: string }[]> {
  await links(page).first().waitFor();
  const panels = await links(page).evaluateAll((all) =>
    all.map((a) => ({ title: a.textContent ?? "", hash: (a as HTMLAnchorElement).hash })),
  );
  const folders = readdirSync(path.join(ROOT, "site/src/panels"), { withFileTypes: true });
  expect(panels.length).toBe(folders.filter((entry) => entry.isDirectory()).length);
  return panels;
}

/** Whether it is this panel that the page shows; returns its heading. */
async function expectShown(page: Page, panel: { title: string; hash: string }): Promise<string> {
  await expect.poll(() => page.title()).toBe(`${panel.title} · wasm-svd`);
  expect(new URL(page.url()).hash).toBe(panel.hash);
  const current = page.locator('nav [aria-current="page"]');
  await expect.poll(() => current.allInnerTexts()).toEqual([panel.title]);
  await page.locator(".loading").waitFor({ state: "detached" });
  return heading(page);
}

it("opens each panel by its link, under a strict policy; nothing overflows a phone", async () => {
  const page = await site.open("#/matrix", { screen: "phone" });
  await page.route("**/*", async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      headers: { ...response.headers(), "content-security-policy": POLICY },
    });
  });
  await page.reload();
  const panels = await panelsOf(page);
  const headings = new Set<string>();
  for (const [at, panel] of panels.entries()) {
    const { title } = panel;
    const link = links(page).nth(at);
    await page.evaluate(() => scrollTo(0, 200));
    await link.click();
    const shown = await expectShown(page, panel);
    headings.add(shown);
    if (at === 0) continue;
    // The heading is read out, and what was scrolled down to is not where the new panel begins.
    await expect.poll(() => focused(page)).toBe(shown);
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide, `${title} is wider than the phone`).toBeLessThanOrEqual(390);
    // The strip keeps the current link in view.
    await eventually(async () => {
      const { x = -1, width = 0 } = (await link.boundingBox()) ?? {};
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(390);
    });
  }
  expect(headings.size).toBe(panels.length);
  await page.goBack();
  await expectShown(page, panels[panels.length - 2]);
  await page.goForward();
  await expectShown(page, panels[panels.length - 1]);
  await site.keep(page, "shell-phone");
});

it("can be walked through by keyboard: skip link, links, and the links at the end", async () => {
  const page = await site.open("#/text");
  await page.locator(".loading").waitFor({ state: "detached" });
  await page.keyboard.press("Tab");
  await expect.poll(() => focused(page)).toBe("Skip to the panel");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.evaluate(() => document.activeElement?.nodeName)).toBe("MAIN");
  expect(new URL(page.url()).hash).toBe("#/text");

  const panels = await panelsOf(page);
  for (const [at, panel] of panels.entries()) {
    await links(page).nth(at).focus();
    await page.keyboard.press("Enter");
    await expectShown(page, panel);
  }
  for (const panel of panels.slice(0, -1).reverse()) {
    await page.locator('[rel="prev"]').focus();
    await page.keyboard.press("Enter");
    await expectShown(page, panel);
  }
  await expect.poll(() => page.locator('[rel="prev"]').count()).toBe(0);
  await page.locator('[rel="next"]').click();
  await expectShown(page, panels[1]);
});

it("has a light and a dark theme, and remembers which", async () => {
  const page = await site.open("#/machine", { colorScheme: "dark" });
  const theme = (name: string) => page.getByRole("radio", { name });
  await theme("auto").waitFor();
  expect(await theme("auto").isChecked()).toBe(true);
  const dark = await background(page);
  await page.locator("label", { has: theme("light") }).click();
  const light = await background(page);
  expect(light).toBe("rgb(255, 255, 255)");
  expect(dark).not.toBe(light);

  // Before the page's own script comes, so that nothing flashes.
  await page.route("**/assets/*.js", (route) =>
    route.fulfill({ contentType: "text/javascript", body: "" }),
  );
  await page.reload();
  expect(await background(page)).toBe(light);
  expect(await page.locator("#app").innerHTML()).toBe("");
  await page.unroute("**/assets/*.js");
  await page.reload();
  await expect.poll(() => theme("light").isChecked()).toBe(true);

  await theme("light").focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => theme("dark").isChecked()).toBe(true);
  expect(await background(page)).toBe(dark);
  await page.emulateMedia({ colorScheme: "light" });
  expect(await background(page)).toBe(dark);
});

it("says so when a panel throws, or its code does not come; the others still open", async () => {
  const page = await site.open("#/matrix");
  const answer = async (body: string) => {
    await page.unrouteAll();
    await page.route(/assets\/panel-.*\.js/, (route) =>
      route.fulfill({ contentType: "text/javascript", body }),
    );
  };
  const alert = page.getByRole("alert");
  await answer('export default function Panel() { throw new Error("out of cheese"); }');
  await links(page).filter({ hasText: "Faces" }).click();
  await expect.poll(() => alert.innerText()).toContain("stopped (out of cheese)");
  await answer('throw new Error("half a file");');
  await links(page).filter({ hasText: "Noise" }).click();
  await expect.poll(() => alert.innerText()).toContain("not be loaded (half a file)");
  await page.unrouteAll();
  await links(page).filter({ hasText: "2 × 2" }).click();
  await page.locator(".matrix-ellipse").waitFor();
  await expect.poll(() => alert.count()).toBe(0);
});

it("says without JavaScript what it is", async () => {
  const page = await site.open("#/matrix");
  const html = await (await page.request.get(site.origin)).text();
  expect(html).toMatch(/<noscript>[^]*needs JavaScript[^]*<\/noscript>/);
  expect(html).not.toMatch(/<script(?![^>]* src=)/);
});

it("shows the ellipse after little script, before the library is there", async () => {
  const page = await site.open("#/faces");
  await page.goto("about:blank");
  const scripts: Response[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.push(response);
  });
  // The library is held back until the ellipse has been seen.
  let letIt = () => {};
  const seen = new Promise<void>((resolve) => (letIt = resolve));
  await page.route(/assets\/.*\.js/, async (route) => {
    const response = await route.fetch();
    if ((await response.body()).length > LARGE) await seen;
    await route.fulfill({ response });
  });
  await page.goto(`${site.origin}/#/matrix`);
  await page.locator(".matrix-ellipse").waitFor();
  const first = await compressed(scripts);
  expect(await page.getByRole("table").count()).toBe(0);
  letIt();
  await page.getByRole("table", { name: "Size" }).waitFor();
  const all = await compressed(scripts);
  console.log(`script, compressed: ${first} bytes until the ellipse, ${all} until its numbers`);
  expect(first).toBeGreaterThan(5_000);
  expect(first).toBeLessThan(40_000);
  expect(all).toBeGreaterThan(100_000);
});

/** Bytes of a script from which on it is the library. */
const LARGE = 100_000;

async function compressed(responses: Response[]): Promise<number> {
  const bodies = await Promise.all(responses.map((response) => response.body()));
  return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
}
