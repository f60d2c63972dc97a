import { readFileSync } from "node:fs";
import path from "node:path";
import { decode } from "fast-png";
import type { Page } from "playwright";
import { expect, test } from "vitest";
import { ROOT } from "../../scripts/lib/files.mjs";
import { normalNumbers } from "../../site/src/panels/noise/normal.ts";
import { toGrey } from "../../src/io/images/index.ts";
import { denoise, estimateNoise, type Image, Matrix, psnr, svd } from "../../src/index.ts";
import { numberIn, pixelsOf } from "./support/imagePanel.ts";
import { serveSite } from "./support/visit.ts";

const site = serveSite();

const rankSlider = (page: Page) => page.getByRole("slider", { name: "Rank kept" });
const value = (page: Page, name: string) => numberIn(page.locator(`[data-value=${name}]`));
const decibels = (page: Page, what: string) => {
  return numberIn(page.locator(`[data-what=${what}] output`).last());
};

/** The photograph in grey, each 2 × 2 pixels averaged. */
function photograph(): Matrix<Float64Array> {
  const image = decode(readFileSync(path.join(ROOT, "examples/astronaut.png"))) as Image;
  const { width, data } = toGrey(image);
  const half = width / 2;
  const means = Float64Array.from({ length: half * half }, (_, at) => {
    const first = 2 * Math.floor(at / half) * width + 2 * (at % half);
    return (data[first] + data[first + 1] + data[first + width] + data[first + width + 1]) / 4;
  });
  return new Matrix(half, half, means);
}

function withNoise(clean: Float64Array, sigma: number, seed: number): Float64Array {
  const normal = normalNumbers(clean.length, seed);
  return clean.map((x, i) => x + sigma * normal[i]);
}

test("the noise is normal, and the same for the same seed", () => {
  const numbers = normalNumbers(100_001, 5);
  const moment = (power: number) => {
    return numbers.reduce((sum, x) => sum + x ** power, 0) / numbers.length;
  };
  expect(moment(1)).toBeCloseTo(0, 1.8);
  expect(moment(2)).toBeCloseTo(1, 1.8);
  expect(moment(4)).toBeCloseTo(3, 1);
  expect(normalNumbers(100_001, 5)).toEqual(numbers);
  expect(normalNumbers(3, 6)).not.toEqual(numbers.slice(0, 3));
});

test("a photograph: threshold, ranks, patches", async () => {
  const page = await site.open("#/noise");
  const clean = photograph();
  const noisy = new Matrix(256, 256, withNoise(clean.data, 25, 1));
  const quality = ({ data }: Matrix) => psnr(Float64Array.from(data), clean.data, { peak: 255 });
  const whole = denoise(noisy, { method: "svd" });
  await page.locator("[data-what=patches] output").waitFor();

  expect(await value(page, "rank")).toBe(whole.rank);
  expect(await value(page, "found")).toBe(Number(whole.noise.toPrecision(3)));
  expect(await value(page, "threshold")).toBe(Number(whole.threshold.toPrecision(4)));
  expect(await value(page, "details")).toBe(Number(estimateNoise(noisy).toPrecision(3)));
  expect(await decibels(page, "noisy")).toBeCloseTo(quality(noisy), 1.9);
  expect(await decibels(page, "whole")).toBeCloseTo(quality(whole.matrix), 1.9);
  const patches = denoise(noisy, { method: "patches" }).matrix;
  expect(await decibels(page, "patches")).toBeCloseTo(quality(patches), 1.9);
  expectGrey(await pixelsOf(page.locator("[data-what=whole] canvas")), whole.matrix);
  expectGrey(await pixelsOf(page.locator("[data-what=noisy] canvas")), noisy);
  expectGrey(await pixelsOf(page.locator("[data-what=patches] canvas")), patches);
  await site.keep(page, "noise-desktop");

  // No other rank does better than the best.
  const factors = svd(noisy);
  const best = await value(page, "best");
  const qualityAt = (k: number) => quality(factors.reconstruct(k));
  const expectWhole = (k: number) =>
    expect.poll(() => decibels(page, "whole")).toBeCloseTo(qualityAt(k), 1.9);
  for (const k of [1, 10, best - 2, best - 1, best + 1, best + 2, 100, 256]) {
    expect(qualityAt(k)).toBeLessThan(qualityAt(best));
  }
  await page.getByRole("button", { name: "The best" }).click();
  await expectWhole(best);
  await rankSlider(page).press("PageUp");
  await expectWhole(best + 10);
  expectGrey(
    await pixelsOf(page.locator("[data-what=whole] canvas")),
    factors.reconstruct(best + 10),
  );
  await rankSlider(page).press("Home");
  await rankSlider(page).press("ArrowRight");
  await expectWhole(1);
  await page.getByRole("button", { name: "By the threshold" }).click();

  await page.getByLabel("The cleaning knows σ").check();
  const known = denoise(noisy, { method: "svd", noise: 25 });
  await expect.poll(() => value(page, "rank")).toBe(known.rank);
  expect(await value(page, "threshold")).toBe(Number(known.threshold.toPrecision(4)));
  expect(known.rank).not.toBe(whole.rank);

  await page.getByRole("button", { name: "Other noise" }).click();
  await page.getByRole("slider", { name: "Strength" }).press("ArrowRight");
  const other = denoise(new Matrix(256, 256, withNoise(clean.data, 26, 2)), {
    method: "svd",
    noise: 26,
  });
  await expect.poll(() => value(page, "threshold")).toBe(Number(other.threshold.toPrecision(4)));
  expect(await value(page, "rank")).toBe(other.rank);
});

/** The page draws in single precision. */
function expectGrey(actual: Image, expected: Matrix): void {
  let most = 0;
  for (let i = 0; i < expected.data.length; ++i) {
    const shown = Math.min(Math.max(expected.data[i], 0), 255);
    most = Math.max(most, Math.abs(actual.data[4 * i] - shown));
  }
  expect(most).toBeLessThan(0.51);
}

test("signals: three sinusoids have rank 6, a chirp more; on a phone", async () => {
  const page = await site.open("#/noise", { screen: "phone", colorScheme: "dark" });
  await page.getByRole("combobox", { name: /^What/ }).selectOption("sinusoids");
  await page.locator("[data-what=snr]").waitFor();

  const clean = Float64Array.from({ length: 320 }, (_, i) => {
    const wave = (cycles: number) => Math.sin((2 * Math.PI * cycles * i) / 320);
    return wave(3) + 0.7 * wave(8) + 0.5 * wave(17);
  });
  const noisy = withNoise(clean, 0.6, 1);
  const rows = Array.from({ length: 160 }, (_, i) => Array.from(noisy.slice(i, i + 161)));
  const factors = svd(rows);
  const snrOf = (signal: Float64Array) => {
    const squares = (x: Float64Array) => x.reduce((sum, value) => sum + value ** 2, 0);
    return 10 * Math.log10(squares(clean) / squares(signal.map((x, i) => x - clean[i])));
  };
  const snrAt = (k: number) => snrOf(averaged(factors.reconstruct(k)));

  const { rank } = denoise(rows, { method: "svd" });
  expect(await value(page, "rank")).toBe(rank);
  expect(await value(page, "best")).toBe(6);
  expect(await numberIn(page.locator("[data-what=snr] output").first())).toBeCloseTo(
    snrOf(noisy),
    1.9,
  );
  expect(await decibels(page, "snr")).toBeCloseTo(snrAt(rank), 1.9);
  await page.getByRole("button", { name: "The best" }).click();
  await expect.poll(() => decibels(page, "snr")).toBeCloseTo(snrAt(6), 1.9);
  for (const k of [4, 5, 7, 8, 40]) expect(snrAt(k)).toBeLessThan(snrAt(6));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await site.keep(page, "noise-phone");

  await page.getByRole("combobox", { name: /^What/ }).selectOption("chirp");
  await expect.poll(() => value(page, "best")).toBeGreaterThan(8);
  // Without noise, all of it is kept.
  await page.getByRole("slider", { name: "Strength" }).press("Home");
  await expect.poll(() => value(page, "sigma")).toBe(0);
});

/** The means of the anti-diagonals. */
function averaged({ rows, columns, data }: Matrix): Float64Array {
  return Float64Array.from({ length: rows + columns - 1 }, (_, at) => {
    const first = Math.max(0, at - columns + 1);
    const last = Math.min(rows - 1, at);
    let sum = 0;
    for (let i = first; i <= last; ++i) sum += data[i * columns + at - i];
    return sum / (last - first + 1);
  });
}
