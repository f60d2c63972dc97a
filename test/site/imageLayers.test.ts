import { expect, test } from "vitest";
import { decomposeImage, type Image, imageLayers } from "../../src/index.ts";
import {
  approximation,
  ASTRONAUT,
  expectSamePicture,
  numberIn,
  openPanel,
  pixelsOf,
  rankOf,
  settled,
} from "./support/imagePanel.ts";
import { serveSite } from "./support/visit.ts";

const site = serveSite();

test("layer by layer", async () => {
  const page = await openPanel(site);
  await page.getByRole("button", { name: "From the first" }).click();
  const first = page.locator(".image-layers li").first();
  await expect.poll(() => first.innerText()).toContain("1");
  // Both are 0 where the picture is not changed: a layer at a quarter of the size is the mean of its pixels.
  const [one, two] = imageLayers(decomposeImage(ASTRONAUT));
  expect(await numberIn(first.locator(".image-sigma"))).toBe(Number(one.sigma[0].toPrecision(3)));
  await page.locator(".image-layers canvas").nth(11).waitFor();
  const second = await pixelsOf(page.locator(".image-layers canvas").nth(1));
  expect([second.width, second.height]).toEqual([128, 128]);
  expect(correlation(second, two.image)).toBeGreaterThan(0.999);

  await page.getByRole("button", { name: "Add the next layer" }).click();
  await expect.poll(() => rankOf(page)).toBe(2);
  await settled(page);
  expectSamePicture(await pixelsOf(approximation(page)), two.sum);
  const pressed = page.locator(".image-layers button[aria-pressed=true]");
  expect(await pressed.count()).toBe(2);
  await page.getByRole("button", { name: /^Layer 7,/ }).click();
  await expect.poll(() => rankOf(page)).toBe(7);
  await page.getByRole("button", { name: "Take the last one away" }).click();
  await expect.poll(() => rankOf(page)).toBe(6);
  await page.getByRole("button", { name: "Play" }).click();
  await expect.poll(() => rankOf(page)).toBeGreaterThan(8);
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("button", { name: "Play" }).waitFor();
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
