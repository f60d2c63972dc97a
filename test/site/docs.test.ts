// The guide and the reference, as they were built: npm run site:build.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright";
import { beforeAll, describe, expect, it } from "vitest";
import { filesBelow, ROOT } from "../../scripts/lib/files.mjs";
import { addressesIn, idsIn, resourcesIn } from "./support/html.ts";
import { serveSite } from "./support/visit.ts";

const SITE = path.join(ROOT, "build/site");
const DOCS = path.join(SITE, "docs");

const order = JSON.parse(readFileSync(path.join(ROOT, "site/guide/order.json"), "utf8")) as {
  name: string;
  short: string;
}[];
const site = serveSite();
const pages = new Map<string, string>();

beforeAll(() => {
  if (!existsSync(DOCS))
    throw new Error("there is no build/site/docs: npm run site:build makes it");
  for (const file of filesBelow(DOCS).filter((name) => name.endsWith(".html"))) {
    pages.set(file, readFileSync(file, "utf8"));
  }
});

/** The file that an address on a page leads to, and the place in it; undefined if it leads elsewhere. */
function targetOf(from: string, address: string): { file: string; anchor: string } | undefined {
  if (/^(https?|mailto|data):/.test(address)) return undefined;
  const [place, anchor = ""] = address.split("#");
  const file = place === "" ? from : path.join(path.dirname(from), decodeURIComponent(place));
  return { file, anchor: decodeURIComponent(anchor) };
}

describe("the pages", () => {
  it("are all there, one after the other", () => {
    order.forEach(({ name }, i) => {
      const text = pages.get(path.join(DOCS, `${name}.html`)) ?? "";
      expect(text, name).toContain("<h1 ");
      for (const { name: other, short } of order) {
        expect(text).toMatch(new RegExp(`<a href="${other}.html"[^>]*>${short}</a>`));
      }
      const before = /rel="prev" href="([\w-]+)\.html"/.exec(text)?.[1];
      const after = /rel="next" href="([\w-]+)\.html"/.exec(text)?.[1];
      expect([before, after]).toEqual([order[i - 1]?.name, order[i + 1]?.name]);
    });
  });

  it("can be reached from the first, those of the reference as well", () => {
    const first = path.join(DOCS, "index.html");
    const reached = new Set([first]);
    for (const file of reached) {
      for (const address of addressesIn(pages.get(file) ?? "")) {
        const target = targetOf(file, address)?.file;
        if (target !== undefined && pages.has(target)) reached.add(target);
      }
    }
    expect([...pages.keys()].filter((file) => !reached.has(file))).toEqual([]);
    expect(reached.size).toBeGreaterThan(200);
  });

  it("have no link to a page or an anchor that is not there", () => {
    const ids = new Map([...pages].map(([file, text]) => [file, idsIn(text)]));
    const broken: string[] = [];
    let links = 0;
    for (const [file, text] of pages) {
      for (const address of addressesIn(text)) {
        const target = targetOf(file, address);
        if (!target) continue;
        ++links;
        // What is behind the explorer's # is one of its panels.
        const known =
          target.file === path.join(SITE, "index.html") || ids.get(target.file)?.has(target.anchor);
        const there = existsSync(target.file) && (target.anchor === "" || known);
        if (!there) broken.push(`${path.relative(DOCS, file)}: ${address}`);
      }
    }
    expect(broken).toEqual([]);
    expect(links).toBeGreaterThan(5000);
  });

  it("take nothing from another server", () => {
    const foreign: string[] = [];
    for (const [file, text] of pages) {
      for (const address of resourcesIn(text)) {
        const target = targetOf(file, address);
        const own =
          address.startsWith("data:") || (target !== undefined && existsSync(target.file));
        if (!own) foreign.push(`${path.relative(DOCS, file)}: ${address}`);
      }
    }
    for (const file of filesBelow(DOCS).filter((name) => name.endsWith(".css"))) {
      const text = readFileSync(file, "utf8");
      if (/url\(["']?(https?:)?\/\/|@import/.test(text)) foreign.push(path.relative(DOCS, file));
    }
    expect(foreign).toEqual([]);
  });
});

describe("a page of the guide", () => {
  it("has code in colours, links to the reference, and contents that lead there", async () => {
    const page = await site.open("docs/index.html");
    const code = page.locator("pre", { hasText: 'import { svd } from "wasm-svd"' }).first();
    const colours = await code
      .locator("span, code")
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).color));
    expect(new Set(colours).size).toBeGreaterThanOrEqual(4);
    // In the line, as the words around them.
    const inText = page.locator("p a.name");
    expect(await inText.count()).toBeGreaterThan(5);
    expect(await inText.first().evaluate((one) => getComputedStyle(one).display)).toBe("inline");
    await page.getByRole("navigation", { name: "On this page" }).getByText("Float32").click();
    expect(
      await page.locator("#float32").evaluate((one) => one.getBoundingClientRect().top),
    ).toBeLessThan(60);
    await page.locator("a.name", { hasText: "svdvals" }).first().click();
    await page.getByRole("heading", { name: "Function svdvals" }).waitFor();
    await page.getByRole("link", { name: "Explorer" }).click();
    await page.waitForURL(/\/index\.html$/);
    for (const [name, heading] of [
      ["Reference", "wasm-svd"],
      ["Guide", "Five minutes"],
    ]) {
      await page.getByRole("link", { name }).click();
      await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
      await page.getByRole("link", { name: "Explorer" }).click();
    }
  });

  it("is light or dark as the system has it, or as was chosen, in the reference, too", async () => {
    const page = await site.open("docs/index.html", { colorScheme: "dark" });
    const paper = () =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(await paper()).toBe("rgb(20, 23, 28)");
    const theme = (name: string) => page.getByRole("radio", { name });
    expect(await theme("auto").isChecked()).toBe(true);
    await page.locator("label", { has: theme("light") }).click();
    expect(await paper()).toBe("rgb(255, 255, 255)");
    await page.goto(`${site.origin}/docs/recipes.html`);
    expect(await paper()).toBe("rgb(255, 255, 255)");
    await page.goto(`${site.origin}/docs/api/index.html`);
    const body = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await body()).toBe("rgb(255, 255, 255)");
    await theme("light").focus();
    await page.keyboard.press("ArrowRight");
    expect(await body()).toBe("rgb(20, 23, 28)");
    await page.goto(`${site.origin}/index.html#/matrix`);
    expect(await theme("dark").isChecked()).toBe(true);
    expect(await paper()).toBe("rgb(20, 23, 28)");
  });
});

it("the figures show every measurement of the newest results", async () => {
  const page = await site.open("docs/performance.html");
  const figure = page.locator("figure", { hasText: "Time of a thin SVD of an n × n matrix" });
  await figure.locator("summary").click();
  const rows = await figure.locator("tbody tr").count();
  expect(rows).toBeGreaterThan(40);
  expect(await figure.locator(".wide circle").count()).toBe(rows);
  expect(await figure.locator(".narrow circle").count()).toBe(rows);
  expect(await page.locator("figure").count()).toBe(8);
});

it("the reference finds what is searched for", async () => {
  const page = await site.open("docs/api/index.html");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("combobox").fill("svds");
  const found = page.locator("#tsd-search-results").getByText("svds", { exact: true }).first();
  await found.click();
  await page.getByRole("heading", { name: "Function svds" }).waitFor();
});

describe("on screens", () => {
  const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

  it.each([
    ["guide", "docs/index.html"],
    ["performance", "docs/performance.html"],
    ["reference", "docs/api/functions/wasm-svd.svds.html"],
  ])("the %s fits, light on a desktop and dark on a phone", async (name, address) => {
    const page = await site.open(address);
    for (const [screen, size] of Object.entries(SIZES)) {
      await page.setViewportSize(size);
      expect(await widthOf(page)).toBeLessThanOrEqual(size.width);
      const colorScheme = screen === "phone" ? "dark" : "light";
      await page.emulateMedia({ colorScheme });
      await site.keep(page, `docs-${name}-${screen}-${colorScheme}`);
    }
  });

  it("no page has to be moved sideways on a phone", async () => {
    const page = await site.open("docs/index.html", { screen: "phone" });
    for (const { name } of order) {
      await page.goto(`${site.origin}/docs/${name}.html`);
      expect(await widthOf(page), name).toBeLessThanOrEqual(390);
    }
  });
});

function widthOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth);
}
