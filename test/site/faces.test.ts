import { readFileSync } from "node:fs";
import path from "node:path";
import type { Locator, Page } from "playwright";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../scripts/lib/files.mjs";
import { Eigenfaces, type Image } from "../../src/index.ts";
import { readNpy } from "../../src/io/index.ts";
import { dropFile } from "./support/dropFile.ts";
import { eventually } from "./support/eventually.ts";
import { serveSite } from "./support/visit.ts";

const site = serveSite();

describe("the panel Faces", () => {
  test("shows the mean face and the eigenfaces of the library, to the pixel", async () => {
    const page = await opened();
    const model = new Eigenfaces({ components: 79 }).fit(KNOWN);
    const tiles = page.locator(".faces-grid canvas");
    expect(await pixelsOf(tiles.nth(0))).toEqual(Array.from(model.meanFace().data));
    for (const i of [0, 1, 22]) {
      expect(await pixelsOf(tiles.nth(i + 1))).toEqual(Array.from(model.eigenface(i).data));
    }
    const [first] = model.explainedVarianceRatio;
    await page.getByText(`1: ${(100 * first).toFixed(1)} %`, { exact: true }).waitFor();
    await site.keep(page, "faces-desktop");
  });

  test("builds a face from numbers", async () => {
    const page = await opened();
    const built = page.locator(".faces-built canvas");
    const { mean, singularValues, components } = new Eigenfaces({ components: 79 })
      .fit(KNOWN)
      .toJSON();
    const lights = KNOWN.map(({ data }) => lightOf(Array.from(data)));
    const [brightness, contrast] = [0, 1].map((k) => average(lights.map((light) => light[k])));
    const expected = (first: number, second: number) =>
      mean.map((x, j) => {
        const sum =
          (first * singularValues[0] * components[j] +
            second * singularValues[1] * components[mean.length + j]) /
          Math.sqrt(79);
        return brightness + contrast * (x + sum);
      });
    await expectNear(built, expected(0, 0));
    await page.getByRole("slider", { name: "Eigenface 1", exact: true }).fill("2");
    const second = page.getByRole("slider", { name: "Eigenface 2", exact: true });
    await second.focus();
    for (let i = 0; i < 10; ++i) await page.keyboard.press("ArrowLeft");
    await expect.poll(() => second.inputValue()).toBe("-1");
    await expectNear(built, expected(2, -1));
    await page.getByRole("button", { name: "Random face" }).click();
    const values = () =>
      page
        .locator(".faces-sliders input")
        .evaluateAll((list) => list.map((input) => (input as HTMLInputElement).valueAsNumber));
    await expect.poll(async () => new Set(await values()).size).toBeGreaterThan(4);
    expect(Math.max(...(await values()).map(Math.abs))).toBeLessThanOrEqual(3);
    await page.getByRole("button", { name: "Mean face" }).click();
    await expect.poll(values).toEqual(Array(12).fill(0));
    await expectNear(built, expected(0, 0));
  });

  test("rebuilds a face that it has not seen, and tells faces from what is none", async () => {
    const page = await opened();
    const model = new Eigenfaces({ components: 79 }).fit(KNOWN);
    const judge = new Eigenfaces().fit(KNOWN);
    const rebuilt = page.locator(".faces-pair canvas").nth(1);
    const k = page.getByRole("slider", { name: "Eigenfaces" });
    await page
      .getByRole("group", { name: /not seen/ })
      .getByRole("button")
      .nth(3)
      .click();
    await k.fill("79");
    await expectNear(rebuilt, Array.from(model.reconstruct(FRESH[3]).data));
    await expect
      .poll(() => distanceOf(page))
      .toBe(judge.distanceToFaceSpace(FRESH[3]).distance.toFixed(2));
    const error = async () =>
      Number(await page.getByTestId("faces-error").locator("strong").textContent());
    const best = await error();
    await k.fill("5");
    await expect.poll(error).toBeGreaterThan(best);
    await k.fill("0");
    const worst = await error();
    const [brightness, contrast] = lightOf(Array.from(FRESH[3].data));
    const mean = model.toJSON().mean.map((x) => brightness + contrast * x);
    await expectNear(rebuilt, mean);
    expect(worst).toBeGreaterThan(best);
    await page.getByRole("combobox", { name: "Choose from" }).selectOption("others");
    await page
      .getByRole("group", { name: "pieces of background" })
      .getByRole("button")
      .nth(0)
      .click();
    await expect
      .poll(() => distanceOf(page))
      .toBe(judge.distanceToFaceSpace(OTHERS[0]).distance.toFixed(2));
    await page.getByRole("combobox", { name: "Choose from" }).selectOption("known");
    await page
      .getByRole("group", { name: /made of/ })
      .getByRole("button")
      .nth(7)
      .click();
    await k.fill("79");
    await expectNear(rebuilt, Array.from(KNOWN[7].data));
  });

  test("takes a picture of one's own, and says if a file is none", async () => {
    const page = await opened();
    await dropFile(page, { name: "notes.png", type: "image/png", content: "no picture" });
    await page.getByRole("alert").filter({ hasText: "notes.png is not a picture" }).waitFor();
    const content = readFileSync(path.join(ROOT, "examples/astronaut.png"));
    await dropFile(page, { name: "astronaut.png", type: "image/png", content });
    const own = page.locator(".faces-pair canvas").nth(0);
    await page.locator(".faces-pair").getByText("astronaut.png").waitFor();
    await expect.poll(() => page.getByRole("alert").count()).toBe(0);
    // All of it: the mean of each colour over the picture, as grey.
    await page.getByRole("slider", { name: "Size of the square" }).fill("1");
    await expect.poll(async () => Math.abs(average(await pixelsOf(own)) - 114)).toBeLessThan(4);
    await page.getByRole("slider", { name: "Size of the square" }).fill("0.22");
    await page.getByRole("slider", { name: "From the left" }).fill("0.42");
    await page.getByRole("slider", { name: "From the top" }).fill("0.17");
    await expect.poll(async () => Number(await distanceOf(page))).toBeLessThan(1);
    await site.keep(page, "faces-own");
  });

  test("fits a phone", async () => {
    const page = await site.open("#/faces", { screen: "phone", colorScheme: "dark" });
    await page.locator(".faces-pair").waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await site.keep(page, "faces-phone");
  });
});

async function opened(): Promise<Page> {
  const page = await site.open("#/faces");
  await page.locator(".faces-pair").waitFor();
  return page;
}

/** The grey of each pixel. */
async function pixelsOf(canvas: Locator): Promise<number[]> {
  return canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const context = (element as HTMLCanvasElement).getContext("2d")!;
    const { data } = context.getImageData(0, 0, width, height);
    return Array.from(data).filter((_, i) => i % 4 === 0);
  });
}

async function distanceOf(page: Page): Promise<string | null> {
  return page.getByTestId("faces-distance").locator("strong").textContent();
}

/** To one level: sums in another order may round another way. */
async function expectNear(canvas: Locator, expected: readonly number[]): Promise<void> {
  await eventually(async () => {
    const pixels = await pixelsOf(canvas);
    expect(pixels).toHaveLength(expected.length);
    const differences = expected.map((x, i) => Math.abs(Math.min(255, Math.max(0, x)) - pixels[i]));
    expect(Math.max(...differences)).toBeLessThanOrEqual(1);
  });
}

function average(list: readonly number[]): number {
  return list.reduce((sum, x) => sum + x, 0) / list.length;
}

function lightOf(pixels: readonly number[]): readonly [brightness: number, contrast: number] {
  const brightness = average(pixels);
  return [brightness, Math.sqrt(average(pixels.map((x) => (x - brightness) ** 2)))];
}

/** From the fixture, not from the file of the site. */
const FACES = ((): Image[] => {
  const { shape, data } = readNpy(
    readFileSync(path.join(ROOT, "test/fixtures/faces/lfw_subset.npy")),
  );
  const [count, height, width] = shape;
  const pixels = width * height;
  return Array.from({ length: count }, (_, i) => ({
    ...{ width, height, channels: 1 as const },
    data: Uint8Array.from(data.subarray(i * pixels, (i + 1) * pixels)),
  }));
})();
const [KNOWN, FRESH, OTHERS] = [FACES.slice(0, 80), FACES.slice(80, 100), FACES.slice(100)];
