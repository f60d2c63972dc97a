import { readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../scripts/lib/files.mjs";
import { PCA, svd } from "../../src/index.ts";
import { dropFile } from "./support/dropFile.ts";
import { serveSite } from "./support/visit.ts";

const site = serveSite();

describe("the panel PCA", () => {
  test("shows of the iris flowers what the library computes", async () => {
    const page = await opened();
    const pca = new PCA().fit(IRIS);
    const ratios = pca.explainedVarianceRatio;
    const scree = page.getByText("Of the variance, component 1 has");
    expect(await scree.first().textContent()).toContain(
      `component 1 has ${percent(ratios[0])}, the first two ${percent(ratios[0] + ratios[1])}`,
    );
    const [x, y] = pca.transform(IRIS).row(0);
    expect(await chosen(page)).toBe(
      `Row 1, setosa\n${x.toFixed(2)} on component 1, ${y.toFixed(2)} on 2`,
    );
    expect(await errorOf(page)).toBe(percent(relativeError(IRIS, pca, 0, 2)));
    const raw = svd(IRIS);
    expect(await page.getByTestId("pca-angles").textContent()).toContain(
      `lies ${degrees(raw.Vt.row(0), pca.mean)}° from the mean row and has ${percent(raw.energy(1))}`,
    );
    await site.keep(page, "pca-desktop");
  });

  test("rebuilds a digit from as many components as asked for", async () => {
    const page = await opened("digits");
    const pca = new PCA().fit(DIGITS);
    const scores = pca.transform(DIGITS);
    const right = scores.column(0).indexOf(Math.max(...scores.column(0)));
    await page.locator('.map g[aria-label="text"] text').nth(right).click();
    const number = page.getByRole("spinbutton", { name: "Row" });
    await expect.poll(() => number.inputValue()).toBe(String(right + 1));
    await page.getByRole("slider", { name: "Components" }).fill("20");
    await expect.poll(() => errorOf(page)).toBe(percent(relativeError(DIGITS, pca, right, 20)));
    const back = rebuilt(pca, scores.row(right), 20);
    const shares = await page
      .locator('.pca-pair [aria-label="from 20 numbers"] rect')
      .evaluateAll((list) =>
        list.map((rect) => /([\d.]+)%/.exec(rect.getAttribute("style")!)?.[1]),
      );
    const expected = Array.from(back, (ink) => (100 * Math.min(16, Math.max(0, ink))) / 16);
    // A browser leaves out the share of a mixture where it is 50 %.
    shares.forEach((share = "50", i) => expect(Number(share)).toBeCloseTo(expected[i], 0));
    expect(shares).toHaveLength(64);
    await number.fill("7");
    await expect.poll(() => chosen(page)).toMatch(/^Row 7, 6\n/);
    await site.keep(page, "pca-digits");
  });

  test("goes from point to point by arrow keys, and says what is pointed at", async () => {
    const page = await opened();
    const x = async () => Number(/\n(-?[\d.]+)/.exec(await chosen(page))?.[1]);
    await page.locator(".map").focus();
    const before = await x();
    await page.keyboard.press("ArrowRight");
    await expect.poll(x).toBeGreaterThan(before);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await expect.poll(x).toBeLessThan(before);
    await page.locator('.map g[aria-label="dot"] path').nth(100).hover({ force: true });
    await expect
      .poll(() => page.locator('.map g[aria-label="tip"]').textContent())
      .toContain("Row ");
  });

  test("without the mean taken off, its first direction is that of svd; standardized, columns count alike", async () => {
    const page = await opened("wine");
    const raw = svd(WINE);
    await page.getByRole("checkbox", { name: "Take off the mean" }).uncheck();
    await page.getByText(`Of all squares, component 1 has ${percent(raw.energy(1))}`).waitFor();
    await site.keep(page, "pca-uncentred");
    await page.getByRole("checkbox", { name: "Take off the mean" }).check();
    await page.getByRole("checkbox", { name: "Standardize columns" }).check();
    const scaled = new PCA({ scale: true }).fit(WINE);
    const [first] = scaled.explainedVarianceRatio;
    await page.getByText(`Of the variance, component 1 has ${percent(first)}`).waitFor();
    await page.getByRole("combobox", { name: "Across" }).selectOption("component 3");
    const [, second, third] = scaled.transform(WINE).row(0);
    expect(await chosen(page)).toContain(
      `${third.toFixed(2)} on component 3, ${second.toFixed(2)} on 2`,
    );
  });

  test("reads a dropped table, with its labels and names", async () => {
    const page = await opened();
    const rows = Array.from({ length: 9 }, (_, i) => [i, (i * i) % 7, 3 * i + (i % 2)]);
    const lines = rows.map((row, i) => `"No ${i}; x";${row.join(";")};${i < 4 ? "low" : "high"}`);
    const content = `\uFEFFname;a;"b ""quoted""";c;kind\r\n${lines.join("\r\n")}\r\n`;
    await dropFile(page, { name: "own.csv", type: "text/csv", content });
    await page
      .getByText("9 rows, 3 columns of numbers, 2 kinds of rows; text left out: name.")
      .waitFor();
    const [first] = new PCA().fit(rows).explainedVarianceRatio;
    await page.getByText(`component 1 has ${percent(first)}`).waitFor();
    expect(await page.locator(".pca-layout table").textContent()).toContain('b "quoted"');
    expect(await page.getByRole("combobox", { name: "Table" }).inputValue()).toBe("file");
  });

  test("says what is wrong with a file that is no table, and goes on", async () => {
    const page = await opened();
    const cases = [
      ["a,b\n1,2\n3,oops\n5,6\n7,8\n", "Line 3: “b” should be a number, but it is “oops”."],
      ["a,b\n1,2\n3,\n5,6\n7,8\n", "Line 3: “b” should be a number, but it is nothing."],
      ["a,b\n1,2\n3,4,5\n", "Line 3 has 3 fields, the first has 2."],
      ["a,b\n1,2\n3,4\n", "The table needs 3 rows or more, this one has 2."],
      ["name\nx\ny\nz\n", "The table needs 2 columns of numbers or more, this one has 0."],
      ['a,b\n1,"2\n', "Line 2: a quotation mark is not closed"],
      ["", "The table needs 3 rows or more, this one has 0."],
    ];
    for (const [content, message] of cases) {
      await dropFile(page, { name: "bad.csv", type: "text/csv", content });
      await page.getByRole("alert").filter({ hasText: message }).waitFor();
    }
    const content = Uint8Array.of(0xff, 0xfe, 0, 1);
    await dropFile(page, { name: "photo.csv", type: "text/csv", content });
    await page.getByRole("alert").filter({ hasText: "it is not UTF-8 text" }).waitFor();
    expect(await chosen(page)).toContain("Row 1, setosa");
    await page.getByRole("combobox", { name: "Table" }).selectOption("wine");
    await page.getByText("178 rows, 13").waitFor();
    await expect.poll(() => page.getByRole("alert").count()).toBe(0);
  });

  test("fits a phone, and takes its taps", async () => {
    const page = await site.open("#/pca", { screen: "phone", colorScheme: "dark" });
    await page.getByText("150 rows, 4 columns").waitFor();
    await page.locator('.map g[aria-label="dot"] path').nth(60).tap({ force: true });
    await expect.poll(() => chosen(page)).not.toMatch(/^Row 1,/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await site.keep(page, "pca-phone");
  });
});

async function opened(set = "iris"): Promise<Page> {
  const page = await site.open("#/pca");
  await page.getByText("150 rows, 4 columns").waitFor();
  if (set === "iris") return page;
  await page.getByRole("combobox", { name: "Table" }).selectOption(set);
  await page.getByText(set === "wine" ? "178 rows, 13" : "1797 rows, 64").waitFor();
  return page;
}

async function chosen(page: Page): Promise<string> {
  return (await page.locator(".map-chosen").textContent()) ?? "";
}

async function errorOf(page: Page): Promise<string> {
  return (await page.getByTestId("pca-error").locator("strong").textContent()) ?? "";
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

function degrees(a: ArrayLike<number>, b: ArrayLike<number>): string {
  const dot = (x: ArrayLike<number>, y: ArrayLike<number>) =>
    Array.from(x).reduce((sum, value, i) => sum + value * y[i], 0);
  const cosine = Math.abs(dot(a, b)) / Math.sqrt(dot(a, a) * dot(b, b));
  return ((180 * Math.acos(cosine)) / Math.PI).toFixed(1);
}

/** By the library's own way back, the scores from k on being 0. */
function rebuilt(pca: PCA, scores: Float64Array, k: number): Float64Array {
  return pca.inverseTransform([scores.map((score, i) => (i < k ? score : 0))]).row(0);
}

function relativeError(rows: readonly number[][], pca: PCA, row: number, k: number): number {
  const back = rebuilt(pca, pca.transform([rows[row]]).row(0), k);
  return Math.hypot(...rows[row].map((x, j) => x - back[j])) / Math.hypot(...rows[row]);
}

function numbersOf(file: string): number[][] {
  const lines = readFileSync(path.join(ROOT, file), "utf8").trim().split("\n").slice(1);
  return lines.map((line) => line.split(",").slice(0, -1).map(Number));
}

const IRIS = numbersOf("examples/iris.csv");
const WINE = numbersOf("examples/wine.csv");

/** From the fixture that scikit-learn wrote, not from the file of the site. */
const DIGITS = (
  JSON.parse(readFileSync(path.join(ROOT, "test/fixtures/pca/digits.json"), "utf8")) as {
    data: string[];
  }
).data.map((pixels) => Array.from(pixels, (letter) => letter.charCodeAt(0) - 97));
