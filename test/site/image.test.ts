import { readFileSync } from "node:fs";
import { decode } from "fast-png";
import type { Page } from "playwright";
import { expect, test } from "vitest";
import { toGrey } from "../../src/io/images/index.ts";
import {
  compressImage,
  decomposeImage,
  type Image,
  type ImageDecomposition,
} from "../../src/index.ts";
import {
  approximation,
  ASTRONAUT,
  different,
  expectSamePicture,
  numberIn,
  openPanel,
  original,
  pixelsOf,
  rankOf,
  rankSlider,
  settled,
} from "./support/imagePanel.ts";
import { serveSite } from "./support/visit.ts";

const site = serveSite();

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
  const page = await openPanel(site);
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
    await expect.poll(() => slider.getAttribute("aria-valuetext")).toBe(`${rank} of 512`);
  }
  await slider.press("Home");
  await expectNumbersOf(page, decomposition, 1);
  await slider.press("End");
  await settled(page);
  const told = (name: string) => page.locator(`[data-value=${name}]`).innerText();
  await expect.poll(() => told("psnr")).toMatch(/^∞/);
  await expect.poll(() => told("all")).toMatch(/2\.0 times as many/);
});

test("dragged: a mark in the middle is rank √512, and the marker in the chart goes along", async () => {
  const page = await openPanel(site);
  const slider = rankSlider(page);
  const box = (await slider.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await expect.poll(() => rankOf(page)).toBeGreaterThan(20);
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
  await expect.poll(() => rankOf(page)).toBe(10);
  const label = page.locator(".ranked").first().locator("text", { hasText: /^10$/ });
  const tick = (await label.boundingBox())!;
  expect(Math.abs(tick.x + tick.width / 2 - ten)).toBeLessThan(4);
});

test("colours apart from brightness, and none; wiped and side by side", async () => {
  const page = await openPanel(site);
  await page.getByLabel("Colours").selectOption("ycbcr");
  const share = page.getByRole("slider", { name: /^Layers of colour/ });
  await share.waitFor();
  await expectNumbersOf(page, decomposeImage(ASTRONAUT, { colour: "ycbcr" }), 20);
  await share.focus();
  for (let i = 0; i < 3; ++i) await share.press("ArrowLeft");
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
  await expect.poll(() => edge.inputValue()).toBe("25");
  await edge.press("ArrowRight");
  await expect.poll(() => edge.inputValue()).toBe("26");
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

test("on a phone, in the dark", async () => {
  const page = await openPanel(site, { screen: "phone", colorScheme: "dark" });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  const stage = (await page.locator(".image-stage").boundingBox())!;
  await page.touchscreen.tap(stage.x + stage.width * 0.8, stage.y + 50);
  const edge = page.getByRole("slider", { name: /^Edge/ });
  await expect.poll(() => edge.inputValue()).toBe("80");
  await site.keep(page, "image-phone");
});
