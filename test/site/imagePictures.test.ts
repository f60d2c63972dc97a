import { encode } from "fast-png";
import { encode as encodeJpeg } from "jpeg-js";
import { expect, test } from "vitest";
import { dropFile } from "./support/dropFile.ts";
import {
  approximation,
  different,
  openPanel,
  original,
  pixelsOf,
  rankSlider,
  settled,
} from "./support/imagePanel.ts";
import { serveSite } from "./support/visit.ts";

const site = serveSite();

test("pictures of rank 2, and those of a person", async () => {
  const page = await openPanel(site);
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

  await dropFile(page, { name: "notes.txt", type: "text/plain", content: "no picture" });
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
  await dropFile(page, { name: "long.png", type: "image/png", content: encode(long) });
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
