import { readFileSync } from "node:fs";
import path from "node:path";
import { decode } from "fast-png";
import type { Locator, Page } from "playwright";
import { expect } from "vitest";
import { ROOT } from "../../../scripts/lib/files.mjs";
import type { Image } from "../../../src/index.ts";
import type { Site, VisitOptions } from "./visit.ts";

export const ASTRONAUT = decode(readFileSync(path.join(ROOT, "examples/astronaut.png"))) as Image;

export async function openPanel(site: Site, options?: VisitOptions): Promise<Page> {
  const page = await site.open("#/image", options);
  await settled(page);
  return page;
}

export const approximation = (page: Page) =>
  page.locator(".image-approximation canvas:not([hidden])");
export const original = (page: Page) => page.locator(".image-original canvas");
export const rankSlider = (page: Page) => page.getByRole("slider", { name: /^Rank/ });

export async function rankOf(page: Page): Promise<number> {
  return parseInt((await rankSlider(page).getAttribute("aria-valuetext"))!);
}

/** Waits until the approximation on the page is that at full size. */
export async function settled(page: Page): Promise<void> {
  await page.locator("[data-value=psnr]:not(:has-text('≈'))").waitFor();
}

/** The number that a place of the page begins with: "61,500" → 61500. */
export async function numberIn(place: Locator): Promise<number> {
  const text = await place.innerText();
  return Number(text.replace(/,/g, "").match(/-?\d+(\.\d+)?/)?.[0]);
}

/** The pixels of a canvas. */
export async function pixelsOf(canvas: Locator): Promise<Image> {
  const { width, height, data } = await canvas.evaluate((element: HTMLCanvasElement) => {
    const { width, height } = element;
    const { data } = element.getContext("2d")!.getImageData(0, 0, width, height);
    let text = "";
    for (let i = 0; i < data.length; i += 4096) {
      text += String.fromCharCode(...data.subarray(i, i + 4096));
    }
    return { width, height, data: btoa(text) };
  });
  return { width, height, channels: 4, data: Uint8Array.from(Buffer.from(data, "base64")) };
}

/** How many colour numbers of two pictures differ by more than `allowed`; alpha does not count. */
export function different(a: Image, b: Image, allowed: number): number {
  if (a.width !== b.width || a.height !== b.height) return Infinity;
  let count = 0;
  for (let i = 0; i < a.width * a.height; ++i) {
    for (let c = 0; c < 3; ++c) {
      const x = a.data[i * a.channels + c];
      // A grey picture has one number for all three.
      const y = b.data[i * b.channels + (b.channels < 3 ? 0 : c)];
      if (Math.abs(x - y) > allowed) ++count;
    }
  }
  return count;
}

/** The page computes in single precision: a number in a hundred thousand may be rounded to its other neighbour. */
export function expectSamePicture(actual: Image, expected: Image): void {
  expect(different(actual, expected, 1)).toBe(0);
  expect(different(actual, expected, 0)).toBeLessThan(3e-4 * expected.width * expected.height);
}
