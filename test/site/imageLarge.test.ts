import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { encode } from "fast-png";
import type { Page } from "playwright";
import { expect, test, vi } from "vitest";
import { different, pixelsOf, settled } from "./support/imagePanel.ts";
import { serveSite } from "./support/visit.ts";

vi.setConfig({ testTimeout: 120_000 });

const site = serveSite();

test("two megapixels: cancelled midway, decomposed beside the page, at any rank", async () => {
  // By its path: as a buffer it would go through the page's thread.
  const photo = path.join(mkdtempSync(path.join(tmpdir(), "wasm-svd-")), "large.png");
  writeFileSync(photo, encode(view()));
  const page = await site.open("#/image");
  await settled(page);

  await page.locator("input[type=file]").setInputFiles(photo);
  const bar = page.locator("progress");
  await expect.poll(() => share(page), { timeout: 60_000 }).toBeGreaterThan(0.02);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("Cancelled.").waitFor();
  expect(await bar.count()).toBe(0);
  expect(await page.getByLabel("The original: astronaut").count()).toBe(1);
  const slider = page.getByRole("slider", { name: "Rank" });
  await slider.press("ArrowRight");
  await settled(page);

  await watchTasks(page);
  const start = performance.now();
  await page.locator("input[type=file]").setInputFiles(photo);
  await page.getByLabel("The original: large").waitFor({ timeout: 110_000 });
  const took = performance.now() - start;
  const decomposing = await longestTask(page);
  // Milliseconds of a busy machine say little. What computed on the page's thread would be one task of all the time.
  expect(decomposing).toBeLessThan(took / 10);

  await settled(page);
  await longestTask(page);
  const answers = await slideThrough(page);
  const sliding = await longestTask(page);
  console.log({ took, decomposing, answers, sliding });
  await settled(page);
  await site.keep(page, "image-large");

  // With all layers it is the photograph again.
  await slider.press("End");
  expect(await slider.getAttribute("aria-valuetext")).toBe("1250 of 1250");
  await settled(page);
  const original = await pixelsOf(page.locator(".image-original canvas"));
  const sum = await pixelsOf(page.locator(".image-approximation canvas:not([hidden])"));
  expect(different(sum, original, 0)).toBe(0);
});

/** Hills, an edge and grain: 1,600 × 1,250 pixels in colour. */
function view() {
  const [width, height] = [1600, 1250];
  const data = new Uint8Array(3 * width * height);
  let grain = 1;
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      const hill = y > 600 + 200 * Math.sin(x / 210) + 40 * Math.sin(x / 37);
      const light = 128 + 60 * Math.sin(x / 300 + y / 170) * Math.cos(y / 90 - x / 400);
      grain = (Math.imul(grain, 1664525) + 1013904223) >>> 0;
      const value = light + (grain >>> 28);
      data.set(
        hill ? [value * 0.5, value * 0.8, 60] : [value * 0.8, value, 230],
        3 * (y * width + x),
      );
    }
  }
  return { width, height, channels: 3, data } as const;
}

/** How far the bar of progress is. */
function share(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector("progress")?.value ?? 0);
}

async function watchTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { longTasks: tasks });
    const note = (list: PerformanceObserverEntryList) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    };
    new PerformanceObserver(note).observe({ type: "longtask" });
  });
}

/** The longest task of the page since the last question: 0 if all took less than 50 ms. */
function longestTask(page: Page): Promise<number> {
  return page.evaluate(async () => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { longTasks } = window as unknown as { longTasks: number[] };
    return Math.max(0, ...longTasks.splice(0));
  });
}

/** Moves the slider through its range and back, and says how long each answer took: the median and the longest. */
function slideThrough(page: Page): Promise<{ median: number; longest: number }> {
  return page.evaluate(async () => {
    const slider = document.querySelectorAll<HTMLInputElement>("input[type=range]")[1];
    const times: number[] = [];
    for (let step = 0; step <= 60; ++step) {
      const place = 600 + 1200 * Math.sin((Math.PI * step) / 60);
      const start = performance.now();
      slider.value = String(place);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve));
      times.push(performance.now() - start);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    times.sort((a, b) => a - b);
    return { median: times[times.length >> 1], longest: times[times.length - 1] };
  });
}
