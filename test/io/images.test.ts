import { encode } from "fast-png";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Image, toGrey } from "../../src/image.ts";
import { FormatError } from "../../src/io/formatError.ts";
import { readImage, readPng, writeJpeg, writePng } from "../../src/io/images/index.ts";
import { random } from "../support/random.ts";
import { fromBase64 } from "./fixtures.ts";
import files from "./fixtures/images.json" with { type: "json" };

function noise(channels: Image["channels"], bits: 8 | 16, width = 13, height = 9): Image {
  const { integer } = random(bits * channels);
  const length = width * height * channels;
  const numbers = Array.from({ length }, () => integer(0, 2 ** bits - 1));
  const data = bits === 8 ? Uint8Array.from(numbers) : Uint16Array.from(numbers);
  return { width, height, channels, data };
}

describe("PNG as Pillow writes it", () => {
  it.each(files.png)("$name", ({ file, width, height, channels, pixels }) => {
    const image = readImage(fromBase64(file));
    const bytes = fromBase64(pixels);
    const { byteOffset, byteLength } = bytes;
    const wide = bytes.length === 2 * width * height * channels;
    const data = wide ? new Uint16Array(bytes.buffer, byteOffset, byteLength / 2) : bytes;
    expect(image).toEqual({ width, height, channels, data });
  });

  // Pillow writes neither grey of few bits nor interlaced files.
  it.each([1, 2, 4] as const)("grey of %i bits, spread over 0 … 255", (depth) => {
    const [width, height] = [5, 2];
    const data = Uint8Array.from(
      { length: Math.ceil((width * depth) / 8) * height },
      () => 0b00011011,
    );
    const image = readPng(encode({ width, height, channels: 1, depth, data }));
    const line = { 1: [0, 0, 0, 255, 255], 2: [0, 85, 170, 255, 0], 4: [17, 187, 17, 187, 17] }[
      depth
    ];
    expect(image).toEqual({
      width,
      height,
      channels: 1,
      data: Uint8Array.from([...line, ...line]),
    });
  });

  it("interlaced", () => {
    const image = noise(3, 8);
    expect(readPng(encode({ ...image, depth: 8 }, { interlace: "Adam7" }))).toEqual(image);
  });
});

describe("PNG as written here", () => {
  const kinds = ([1, 2, 3, 4] as const).flatMap((channels) =>
    ([8, 16] as const).map((bits) => ({ channels, bits })),
  );
  it.each(kinds)("$channels channels of $bits bits come back", async ({ channels, bits }) => {
    const image = noise(channels, bits);
    expect(readPng(await writePng(image))).toEqual(image);
  });

  it("also where every filter is the best for some line", async () => {
    const [width, height] = [64, 40];
    const line = [
      () => random(7).integer(0, 255),
      (j: number) => 3 * j,
      (_: number, i: number) => 5 * i,
      (j: number, i: number) => (j + i) ** 2,
      (j: number, i: number) => 7 * j * i,
    ];
    const data = Uint8Array.from({ length: width * height }, (_, at) => {
      const [i, j] = [Math.floor(at / width), at % width];
      return line[Math.floor(i / 8)](j, i);
    });
    const image: Image = { width, height, channels: 1, data };
    expect(readPng(await writePng(image))).toEqual(image);
  });

  it("is half as large for what is smooth", async () => {
    const [width, height] = [100, 100];
    const data = Uint8Array.from({ length: width * height }, (_, at) => {
      const [i, j] = [Math.floor(at / width), at % width];
      return 128 + 60 * Math.sin(i / 17) + 60 * Math.cos(j / 23 + i / 40);
    });
    const image: Image = { width, height, channels: 1, data };
    expect(2 * (await writePng(image)).length).toBeLessThan(encode(image).length);
  });

  it("refuses what is no picture", async () => {
    const image = noise(3, 8);
    await expect(writePng({ ...image, width: 12 })).rejects.toThrow(
      new RangeError("writePng: 12 × 9 pixels of 3 channels are 324 numbers, got 351"),
    );
    await expect(writePng({ ...image, height: 0 })).rejects.toThrow(RangeError);
    await expect(writePng({ ...image, data: new Float64Array(351) as never })).rejects.toThrow(
      TypeError,
    );
  });
});

describe("JPEG as Pillow writes it", () => {
  it.each(files.jpeg)("$name", ({ file, width, height, channels, pixels }) => {
    const image = readImage(fromBase64(file));
    expect(image).toMatchObject({ width, height, channels });
    const expected = fromBase64(pixels);
    expect(image.data.length).toBe(expected.length);
    // Decoders may round the cosine transform and the colours their own way.
    const worst = Math.max(...expected.map((x, i) => Math.abs(x - image.data[i])));
    expect(worst).toBeLessThanOrEqual(3);
  });
});

describe("JPEG as written here", () => {
  it.each([1, 2, 3, 4] as const)("%i channels come back nearly", async (channels) => {
    const [width, height] = [16, 8];
    const colours = channels < 3 ? 1 : 3;
    const data = Uint8Array.from({ length: width * height * channels }, (_, at) => {
      const channel = at % channels;
      return channel < colours ? 100 + 5 * Math.floor(at / channels / width) + 20 * channel : 255;
    });
    const image = readImage(await writeJpeg({ width, height, channels, data }, { quality: 100 }));
    expect(image).toMatchObject({ width, height, channels: 3 });
    for (let pixel = 0; pixel < width * height; ++pixel) {
      for (let c = 0; c < 3; ++c) {
        const expected = data[pixel * channels + Math.min(c, colours - 1)];
        expect(Math.abs(image.data[3 * pixel + c] - expected)).toBeLessThanOrEqual(4);
      }
    }
  });

  it("rounds 16 bits to 8", async () => {
    const data = new Uint16Array(64).fill(0x8080);
    const image = readImage(
      await writeJpeg({ width: 8, height: 8, channels: 1, data }, { quality: 100 }),
    );
    expect(Math.abs(image.data[0] - 0x80)).toBeLessThanOrEqual(1);
  });

  it.each([0, 101, NaN])("refuses a quality of %d", async (quality) => {
    await expect(writeJpeg(noise(3, 8), { quality })).rejects.toThrow(RangeError);
  });
});

describe("refusing", () => {
  const png = fromBase64(files.png[4].file);
  const jpeg = fromBase64(files.jpeg[0].file);
  const damaged = png.slice();
  damaged[60] ^= 0xff;

  it.each<[name: string, bytes: Uint8Array, message: string]>([
    ["nothing", new Uint8Array(), "expected a PNG or JPEG picture, got an empty file"],
    [
      "text",
      new TextEncoder().encode("hello"),
      "expected a PNG or JPEG picture, got something else",
    ],
    ["a GIF", fromBase64(files.refused.gif), "got GIF"],
    ["a BMP", fromBase64(files.refused.bmp), "got BMP"],
    ["a TIFF", fromBase64(files.refused.tiff), "got TIFF"],
    ["a JPEG in inks", fromBase64(files.refused.inks), "got four inks (CMYK)"],
    ["the start of a PNG", png.slice(0, 20), "png: the file is damaged or cut off"],
    ["most of a PNG", png.slice(0, -30), "png: the file is damaged or cut off"],
    ["a damaged PNG", damaged, "png: the file is damaged or cut off"],
    ["the start of a JPEG", jpeg.slice(0, 30), "jpeg: the file is damaged or cut off"],
    ["most of a JPEG", jpeg.slice(0, -40), "jpeg: the file is damaged or cut off"],
  ])("%s", (_, bytes, message) => {
    expect(() => readImage(bytes)).toThrow(FormatError);
    expect(() => readImage(bytes)).toThrow(message);
  });
});

describe("a damaged file", () => {
  const good = [files.png[4], files.png[7], files.jpeg[0], files.jpeg[1]];
  it.each(good)("$name is read or refused, whatever was changed or cut off", ({ file }) => {
    const bytes = fromBase64(file);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.nat(bytes.length), (at, byte, cut) => {
        const damaged = bytes.slice(0, bytes.length - (cut % 2) * cut);
        damaged[at] = byte;
        try {
          readImage(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
          expect((error as Error).message).not.toContain("\n");
        }
      }),
    );
  });
});

describe("toGrey", () => {
  it("weighs the colours by their brightness", () => {
    const data = Uint8Array.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 10, 10, 10]);
    const grey = toGrey({ width: 5, height: 1, channels: 3, data });
    expect(grey).toEqual({
      width: 5,
      height: 1,
      channels: 1,
      data: Uint8Array.of(54, 182, 18, 255, 10),
    });
  });

  it("keeps alpha and 16 bits", () => {
    const data = Uint16Array.of(65535, 65535, 65535, 1234);
    const grey = toGrey({ width: 1, height: 1, channels: 4, data });
    expect(grey).toEqual({ width: 1, height: 1, channels: 2, data: Uint16Array.of(65535, 1234) });
  });

  it("leaves grey as it is", () => {
    const image = noise(2, 8);
    expect(toGrey(image)).toBe(image);
  });
});
