import { describe, expect, it } from "vitest";
import type { Image } from "../../src/image.ts";
import { contactSheet } from "../../src/plot/contactSheet.ts";
import { fitText, textWidth } from "../../src/plot/drawText.ts";

function plain(width: number, height: number, colour: number[], bits: 8 | 16 = 8): Image {
  const channels = colour.length as Image["channels"];
  const length = width * height * channels;
  const numbers = Array.from({ length }, (_, at) => colour[at % channels]);
  const data = bits === 8 ? Uint8Array.from(numbers) : Uint16Array.from(numbers);
  return { width, height, channels, data };
}

function pixel({ width, data }: Image, x: number, y: number): number[] {
  return Array.from(data.slice((y * width + x) * 3, (y * width + x) * 3 + 3));
}

/** How many pixels have just this colour. */
function area({ data }: Image, colour: number[]): number {
  let count = 0;
  for (let at = 0; at < data.length; at += 3) {
    if (colour.every((x, c) => data[at + c] === x)) ++count;
  }
  return count;
}

const RED = [200, 0, 0];
const GREEN = [0, 200, 0];

describe("a contact sheet", () => {
  it("shows each picture in its full size, one after the other", () => {
    const tiles = [RED, GREEN].map((colour) => ({ image: plain(300, 200, colour), title: "a" }));
    const sheet = contactSheet(tiles, { size: 300, columns: 2 });
    expect(sheet.channels).toBe(3);
    expect(area(sheet, RED)).toBe(300 * 200);
    expect(area(sheet, GREEN)).toBe(300 * 200);
    const middle = [sheet.width / 4, (3 * sheet.width) / 4].map((x) =>
      pixel(sheet, Math.round(x), 100),
    );
    expect(middle).toEqual([RED, GREEN]);
  });

  it("enlarges small pictures by whole numbers, and shrinks large ones", () => {
    const small = contactSheet([{ image: plain(30, 20, RED), title: "" }], { size: 100 });
    expect(area(small, RED)).toBe(90 * 60);
    const large = contactSheet([{ image: plain(300, 200, RED), title: "" }], { size: 150 });
    expect(area(large, RED)).toBe(150 * 100);
  });

  it("takes the mean of the pixels that it merges", () => {
    const stripes = plain(400, 300, [0]);
    const data = Uint8Array.from(stripes.data, (_, at) => (at % 2 === 0 ? 0 : 200));
    const sheet = contactSheet([{ image: { ...stripes, data }, title: "" }], { size: 200 });
    expect(area(sheet, [100, 100, 100])).toBe(200 * 150);
  });

  it("shows grey, 16 bits and opacity as the colours that they are", () => {
    const grey = contactSheet([{ image: plain(250, 10, [77]), title: "" }], { size: 250 });
    expect(area(grey, [77, 77, 77])).toBe(2500);
    const wide = plain(250, 10, [65535, 0, 0x8080], 16);
    expect(area(contactSheet([{ image: wide, title: "" }], { size: 250 }), [255, 0, 128])).toBe(
      2500,
    );
    const clear = contactSheet([{ image: plain(250, 10, [...RED, 0]), title: "" }], { size: 250 });
    expect(area(clear, RED)).toBe(0);
    expect(area(clear, pixel(clear, 0, 0))).toBe(clear.width * clear.height);
  });

  it("writes titles and notes below, and nothing beyond the edges of a tile", () => {
    const image = plain(250, 10, RED);
    const without = contactSheet([{ image, title: "" }], { size: 250 });
    const background = pixel(without, 0, 0);
    const inked = (sheet: Image) => sheet.width * sheet.height - area(sheet, background);
    const short = contactSheet([{ image, title: "rank 5" }], { size: 250 });
    const long = contactSheet([{ image, title: "rank 5".repeat(50), note: "x".repeat(99) }], {
      size: 250,
    });
    expect(inked(short)).toBeGreaterThan(inked(without) + 100);
    expect(inked(long)).toBeGreaterThan(inked(short));
    for (const x of [0, 1, long.width - 2, long.width - 1]) {
      for (let y = 0; y < long.height; ++y) expect(pixel(long, x, y)).toEqual(background);
    }
  });

  it("has room for a title above all", () => {
    const tiles = [{ image: plain(250, 10, RED), title: "" }];
    expect(contactSheet(tiles, { title: "A" }).height).toBeGreaterThan(contactSheet(tiles).height);
  });

  it("needs a picture", () => {
    expect(() => contactSheet([])).toThrow(RangeError);
  });
});

describe("text", () => {
  it("is as wide as its letters", () => {
    expect(textWidth("")).toBe(0);
    expect(textWidth("rank")).toBe([..."rank"].reduce((sum, c) => sum + textWidth(c), 0));
    expect(textWidth("i")).toBeLessThan(textWidth("m"));
  });

  it("is cut where it does not fit", () => {
    expect(fitText("rank 20", 500)).toBe("rank 20");
    const cut = fitText("a very long title", 80);
    expect(cut).toMatch(/^a .*…$/);
    expect(textWidth(cut)).toBeLessThanOrEqual(80);
  });
});
