import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ssim } from "../../src/applications/images.ts";
import type { Image } from "../../src/image.ts";
import { readImage } from "../../src/io/images/index.ts";

const file = (path: string) => readFileSync(new URL(path, import.meta.url));
const photo = readImage(file("../../examples/astronaut.png"));
const { cases } = JSON.parse(file("../fixtures/images/ssim.json").toString()) as {
  cases: {
    top: number;
    left: number;
    height: number;
    width: number;
    change: string;
    ssim: number;
  }[];
};

function part({ top, left, height, width }: (typeof cases)[number]): Image {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    const [i, j] = [top + Math.floor(pixel / width), left + (pixel % width)];
    return photo.data[(i * photo.width + j) * photo.channels + (at % 3)];
  });
  return { width, height, channels: 3, data };
}

const CHANGES: Record<string, (x: number, i: number) => number> = {
  darker: (x) => (x >> 1) + 20,
  coarse: (x) => x & ~31,
  dotted: (x, i) => (i % 7 === 0 ? 255 - x : x),
};

describe("ssim", () => {
  it.each(cases)("is that of scikit-image: $width × $height, $change", (one) => {
    const image = part(one);
    const other = { ...image, data: image.data.map((x, i) => CHANGES[one.change](x, i)) };
    expect(Math.abs(ssim(image, other) - one.ssim)).toBeLessThan(1e-10);
    expect(ssim(other, image)).toBeCloseTo(one.ssim, 10);
    expect(ssim(image, image)).toBeCloseTo(1, 12);
  });

  it("refuses what it cannot compare", () => {
    const image = part(cases[cases.length - 1]);
    const small: Image = { width: 10, height: 20, channels: 1, data: new Uint8Array(200) };
    expect(() => ssim(small, small)).toThrow("expected at least 11 × 11 pixels");
    expect(() => ssim(image, small)).toThrow("expected two pictures of one kind");
    expect(() => ssim(image, image, { peak: 0 })).toThrow("expected a peak above 0, got 0");
  });
});
