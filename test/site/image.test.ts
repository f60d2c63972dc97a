import { readFileSync } from "node:fs";
import path from "node:path";
import { decode, encode } from "fast-png";
import { encode as encodeJpeg } from "jpeg-js";
import type { Page } from "playwright";
import { expect, test, vi } from "vitest";
import { ROOT } from "../../scripts/lib/files.mjs";
import { toGrey } from "../../src/io/images/index.ts";
import {
  compressImage,
  decomposeImage,
  type Image,
  imageLayers,
  type ImageDecomposition,
} from "../../src/index.ts";
import { different, dropFile, numberIn, pixelsOf, settled } from "./support/imagePanel.ts";
import { serveSite, type VisitOptions } from "./support/visit.ts";

vi.setConfig({ testTimeout: 60_000 });

/** Others compute on this machine, too. */
const SOON = { timeout: 20_000 };

const site = serveSite();
const ASTRONAUT = decode(readFileSync(path.join(ROOT, "examples/astronaut.png"))) as Image;

async function openPanel(options?: VisitOptions): Promise<Page> {
  const page = await site.open("#/image", options);
  await settled(page);
  return page;
}

const approximation = (page: Page) => page.locator(".image-approximation canvas:not([hidden])");
const original = (page: Page) => page.locator(".image-original canvas");
const rankSlider = (page: Page) => page.getByRole("slider", { name: /^Rank/ });

/** The page computes in single precision: a number in a hundred thousand may be rounded to its other neighbour. */
function expectSamePicture(actual: Image, expected: Image): void {
  expect(different(actual, expected, 1)).toBe(0);
  expect(different(actual, expected, 0)).toBeLessThan(3e-4 * expected.width * expected.height);
}

async function expectNumbersOf(page: Page, decomposition: ImageDecomposition, rank: number) {
  const expected = compressImage(decomposition, { rank });
  await settled(page);
  expect(await numberIn(page.locator("[data-value=stored]"))).toBe(expected.numbersStored);
  expect(await numberIn(page.locator("[data-value=psnr]"))).toBeCloseTo(expected.psnr, 1.7);
  const energy = await page.locator("[data-value=energy]").innerText();
  const digits = energy.split(".")[1].indexOf(" ");
  expect(energy).toBe(`${(100 * expected.energy).toFixed(digits)} %`);
  expectSamePicture(await pixelsOf(approximation(page)), expected.image);
  return expected;
}

test("a photograph at any rank: numbers, pixels, keys, download", async () => {
  const page = await openPanel();
  const decomposition = decomposeImage(ASTRONAUT);
  const { compressionRatio } = await expectNumbersOf(page, decomposition, 20);
  expect(await page.locator("[data-value=all]").innerText()).toBe(
    `786,432: ${compressionRatio.toFixed(1)} times fewer`,
  );
  expect(different(await pixelsOf(original(page)), ASTRONAUT, 0)).toBe(0);
  await site.keep(page, "image-desktop");

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download as PNG" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("astronaut-rank-20.png");
  const file = decode(readFileSync(await download.path())) as Image;
  expectSamePicture(file, compressImage(decomposition, { rank: 20 }).image);

  const slider = rankSlider(page);
  await slider.focus();
  for (const [key, rank] of [
    ["Home", 1],
    ["ArrowRight", 2],
    ["ArrowUp", 3],
    ["PageUp", 13],
    ["ArrowLeft", 12],
    ["End", 512],
    ["PageDown", 502],
  ] as const) {
    await slider.press(key);
    await expect.poll(() => slider.getAttribute("aria-valuetext"), SOON).toBe(`${rank} of 512`);
  }
  await slider.press("Home");
  await expectNumbersOf(page, decomposition, 1);
  await slider.press("End");
  await settled(page);
  expect(await page.locator("[data-value=psnr]").innerText()).toMatch(/^∞/);
  expect(await page.locator("[data-value=all]").innerText()).toMatch(/2\.0 times as many/);
});

test("dragged: a mark in the middle is rank √512, and the marker in the chart goes along", async () => {
  const page = await openPanel();
  const slider = rankSlider(page);
  const box = (await slider.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await expect.poll(() => rankOf(page), SOON).toBeGreaterThan(20);
  expect(await rankOf(page)).toBeLessThan(26);
  // Before the slider rests: an approximation is there.
  await page.mouse.move(box.x + box.width * 0.75, y, { steps: 8 });
  await page.mouse.up();
  const rank = await rankOf(page);
  expect(rank).toBeGreaterThan(95);
  expect(rank).toBeLessThan(122);
  await expectNumbersOf(page, decomposeImage(ASTRONAUT), rank);

  const marker = page.locator(".marker").first();
  expect(await marker.innerText()).toBe(String(rank));
  const from = (await marker.boundingBox())!;
  const chart = (await page.locator(".ranked").first().boundingBox())!;
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  // Where the axis has its 10: log(10 / 0.5) of log(512.5 / 0.5), between the margins.
  const span = chart.width - 68 - 12;
  const ten = chart.x + 68 + (span * Math.log(20)) / Math.log(1025);
  await page.mouse.move(ten, from.y + 20, { steps: 4 });
  await page.mouse.up();
  expect(await rankOf(page)).toBe(10);
  const label = page.locator(".ranked").first().locator("text", { hasText: /^10$/ });
  const tick = (await label.boundingBox())!;
  expect(Math.abs(tick.x + tick.width / 2 - ten)).toBeLessThan(4);
});

async function rankOf(page: Page): Promise<number> {
  return parseInt((await rankSlider(page).getAttribute("aria-valuetext"))!);
}

test("colours apart from brightness, and none; wiped and side by side", async () => {
  const page = await openPanel();
  await page.getByLabel("Colours").selectOption("ycbcr");
  const share = page.getByRole("slider", { name: /^Layers of colour/ });
  await share.waitFor();
  await expectNumbersOf(page, decomposeImage(ASTRONAUT, { colour: "ycbcr" }), 20);
  await share.focus();
  for (let i = 0; i < 3; ++i) await share.press("ArrowLeft");
  await page.locator("[data-value=psnr]:has-text('≈')").waitFor();
  const tenth = decomposeImage(ASTRONAUT, { colour: "ycbcr", chromaRank: 0.1 });
  await expectNumbersOf(page, tenth, 20);

  await page.getByLabel("Colours").selectOption("grey");
  await share.waitFor({ state: "detached" });
  const grey = toGrey(ASTRONAUT);
  await expectNumbersOf(page, decomposeImage(grey), 20);
  expect(different(await pixelsOf(original(page)), grey, 0)).toBe(0);

  // The edge between both follows the mouse, and the keys.
  const edge = page.getByRole("slider", { name: /^Edge/ });
  await page.locator(".image-stage").scrollIntoViewIfNeeded();
  let stage = (await page.locator(".image-stage").boundingBox())!;
  await page.mouse.click(stage.x + stage.width / 4, stage.y + 100);
  expect(await edge.inputValue()).toBe("25");
  await edge.press("ArrowRight");
  expect(await edge.inputValue()).toBe("26");
  stage = (await page.locator(".image-stage").boundingBox())!;
  const shownAt = (share: number) =>
    page.evaluate(
      ([x, y]) => document.elementFromPoint(x, y)?.closest("figure")?.className,
      [stage.x + stage.width * share, stage.y + stage.height - 100],
    );
  expect(await shownAt(0.2)).toBe("image-original");
  expect(await shownAt(0.3)).toBe("image-approximation");

  await page.getByRole("button", { name: "Side by side" }).click();
  const [left, right] = [
    await original(page).boundingBox(),
    await approximation(page).boundingBox(),
  ];
  expect(left!.x + left!.width).toBeLessThanOrEqual(right!.x);
  expect(left!.height).toBe(right!.height);
  await site.keep(page, "image-beside");
});

test("layer by layer", async () => {
  const page = await openPanel();
  await page.getByRole("button", { name: "From the first" }).click();
  const first = page.locator(".image-layers li").first();
  await expect.poll(() => first.innerText(), SOON).toContain("1");
  // Both are 0 where the picture is not changed: a layer at a quarter of the size is the mean of its pixels.
  const [one, two] = imageLayers(decomposeImage(ASTRONAUT));
  expect(await numberIn(first.locator(".image-sigma"))).toBe(Number(one.sigma[0].toPrecision(3)));
  await page.locator(".image-layers canvas").nth(11).waitFor();
  const second = await pixelsOf(page.locator(".image-layers canvas").nth(1));
  expect([second.width, second.height]).toEqual([128, 128]);
  expect(correlation(second, two.image)).toBeGreaterThan(0.999);

  await page.getByRole("button", { name: "Add the next layer" }).click();
  expect(await rankOf(page)).toBe(2);
  await settled(page);
  expectSamePicture(await pixelsOf(approximation(page)), two.sum);
  const pressed = page.locator(".image-layers button[aria-pressed=true]");
  expect(await pressed.count()).toBe(2);
  await page.getByRole("button", { name: /^Layer 7,/ }).click();
  expect(await rankOf(page)).toBe(7);
  await page.getByRole("button", { name: "Take the last one away" }).click();
  expect(await rankOf(page)).toBe(6);
  await page.getByRole("button", { name: "Play" }).click();
  await expect.poll(() => rankOf(page), SOON).toBeGreaterThan(8);
  await page.getByRole("button", { name: "Pause" }).click();
  const rank = await rankOf(page);
  await page.waitForTimeout(700);
  expect(await rankOf(page)).toBe(rank);
});

/** Of the pixels of a small picture with those of one four times as wide, averaged. */
function correlation(small: Image, large: Image): number {
  const step = large.width / small.width;
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < small.width * small.height; ++i) {
    const [row, column] = [Math.floor(i / small.width) * step, (i % small.width) * step];
    for (let c = 0; c < 3; ++c) {
      let sum = 0;
      for (let p = 0; p < step * step; ++p) {
        const at = (row + Math.floor(p / step)) * large.width + column + (p % step);
        sum += large.data[at * large.channels + c] - 127.5;
      }
      const x = small.data[4 * i + c] - 127.5;
      xx += x * x;
      yy += sum * sum;
      xy += x * sum;
    }
  }
  return xy / Math.sqrt(xx * yy);
}

test("pictures of rank 2, and those of a person", async () => {
  const page = await openPanel();
  for (const button of ["Gradient", "Checkerboard"]) {
    await page.getByRole("button", { name: button }).click();
    await page.locator(".image-about", { hasText: "rank 2" }).waitFor();
    await rankSlider(page).focus();
    await rankSlider(page).press("Home");
    await rankSlider(page).press("ArrowRight");
    await settled(page);
    expect(await page.locator("[data-value=psnr]").innerText()).toMatch(/^∞/);
    expect(await page.locator("[data-value=energy]").innerText()).toBe("100 %");
    expect(different(await pixelsOf(approximation(page)), await pixelsOf(original(page)), 0)).toBe(
      0,
    );
  }

  // A photograph that was taken with the camera on its side.
  const sideways = encodeJpeg({ width: 48, height: 32, data: Buffer.alloc(48 * 32 * 4, 120) }, 90);
  await page.locator("input[type=file]").setInputFiles({
    name: "portrait.jpg",
    mimeType: "image/jpeg",
    buffer: withOrientation(sideways.data, 6),
  });
  await page.getByLabel("The original: portrait").waitFor();
  const { width, height } = await pixelsOf(original(page));
  expect([width, height]).toEqual([32, 48]);

  const drop = page.locator(".drop");
  await dropFile(drop, { name: "notes.txt", type: "text/plain", data: Buffer.from("no picture") });
  const alert = page.getByRole("alert");
  await alert.waitFor();
  expect(await alert.innerText()).toBe("“notes.txt” is no picture that this browser can read.");
  expect(await page.getByLabel("The original: portrait").count()).toBe(1);

  // Larger than two megapixels, and half transparent: on white.
  const long = {
    width: 80,
    height: 30_000,
    channels: 4,
    data: new Uint8Array(80 * 30_000 * 4),
  } as const;
  for (let i = 0; i < long.data.length; i += 4) long.data.set([200, 100, 0, 51], i);
  await dropFile(drop, { name: "long.png", type: "image/png", data: encode(long) });
  await page.getByText("Scaled down from 80 × 30000 to 73 × 27386, two megapixels").waitFor();
  const scaled = await pixelsOf(original(page));
  expect([...scaled.data.slice(0, 4)].map((x) => Math.round(x / 2))).toEqual([122, 112, 102, 128]);
  expect(await alert.count()).toBe(0);
});

/** A JPEG file with the place of its first pixel, as cameras write it: Exif 2.3, § 4.6. */
function withOrientation(jpeg: Uint8Array, orientation: number): Buffer {
  const tiff = [
    0x4d,
    0x4d,
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    1,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    orientation,
    0,
    0,
  ];
  const body = [...Buffer.from("Exif\0\0", "latin1"), ...tiff, 0, 0, 0, 0];
  const segment = [0xff, 0xe1, 0, body.length + 2, ...body];
  return Buffer.from([...jpeg.subarray(0, 2), ...segment, ...jpeg.subarray(2)]);
}

test("on a phone, in the dark", async () => {
  const page = await openPanel({ screen: "phone", colorScheme: "dark" });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  const stage = (await page.locator(".image-stage").boundingBox())!;
  await page.touchscreen.tap(stage.x + stage.width * 0.8, stage.y + 50);
  expect(await page.getByRole("slider", { name: /^Edge/ }).inputValue()).toBe("80");
  await site.keep(page, "image-phone");
});
