import { describe, expect, it } from "vitest";
import { compressImage, decomposeImage, psnr } from "../../src/applications/images.ts";
import type { Image } from "../../src/image.ts";
import { random } from "../support/random.ts";

/** Something like a photograph: smooth, with edges and a little noise. */
function scene(channels: Image["channels"], bits: 8 | 16 = 8, width = 60, height = 44): Image {
  const { uniform } = random(channels);
  const peak = 2 ** bits - 1;
  const numbers = Array.from({ length: width * height * channels }, (_, at) => {
    const pixel = Math.floor(at / channels);
    const [i, j] = [Math.floor(pixel / width), pixel % width];
    const inside = (i - 20) ** 2 + (j - 30) ** 2 < 150 ? 0.4 : 0;
    return Math.round(peak * (0.1 + 0.3 * (j / width) + inside + 0.1 * uniform()));
  });
  const data = bits === 8 ? Uint8Array.from(numbers) : Uint16Array.from(numbers);
  return { width, height, channels, data };
}

const kinds = ([1, 2, 3, 4] as const).flatMap((channels) => {
  return ([8, 16] as const).map((bits) => ({ channels, bits, image: scene(channels, bits) }));
});

describe.each(kinds)("a picture of $channels channels, $bits bits", ({ channels, image }) => {
  const colours = channels < 3 ? 1 : 3;
  const decomposition = decomposeImage(image);
  const numbers = Array.from(image.data).filter((_, at) => at % channels < colours);
  const squares = Math.hypot(...numbers);

  it("errs as Eckart and Young predict, at every rank", () => {
    for (let rank = 1; rank <= 44; ++rank) {
      const { predictedError, measuredError, energy } = compressImage(decomposition, { rank });
      // Rounding is relative to the whole picture, not to what is left of it.
      const allowed = 1e-10 * predictedError + 1e-13 * squares;
      expect(Math.abs(measuredError - predictedError)).toBeLessThanOrEqual(allowed);
      expect(energy).toBeCloseTo(1 - (measuredError / squares) ** 2, 12);
    }
  });

  it("comes back whole at full rank", () => {
    const result = compressImage(decomposition, { rank: 44 });
    expect(result.image).toEqual(image);
    expect(result.psnr).toBe(Infinity);
    expect(result.energy).toBe(1);
  });

  it("keeps its kind and its alpha", () => {
    const result = compressImage(decomposition, { rank: 1 }).image;
    expect(result.data.constructor).toBe(image.data.constructor);
    expect(result).toMatchObject({ width: 60, height: 44, channels });
    const alpha = (data: Image["data"]) =>
      Array.from(data).filter((_, at) => at % channels >= colours);
    expect(alpha(result.data)).toEqual(alpha(image.data));
  });

  it("counts what is stored", () => {
    const { numbersStored, compressionRatio } = compressImage(decomposition, { rank: 7 });
    expect(numbersStored).toBe(colours * 7 * (60 + 44 + 1));
    expect(compressionRatio).toBe((60 * 44) / (7 * (60 + 44 + 1)));
  });
});

describe("the rank that is chosen", () => {
  const decomposition = decomposeImage(scene(3));

  it.each([0.5, 0.9, 0.95, 0.99, 0.999, 0.9999, 1])(
    "keeps energy %d, and one less does not",
    (energy) => {
      const chosen = compressImage(decomposition, { energy });
      expect(chosen.energy).toBeGreaterThanOrEqual(energy);
      if (chosen.rank === 1) return;
      expect(compressImage(decomposition, { rank: chosen.rank - 1 }).energy).toBeLessThan(energy);
    },
  );

  it.each([10, 20, 30, 40, 50, 60, Infinity])("has %d dB, and one less does not", (target) => {
    const chosen = compressImage(decomposition, { psnr: target });
    expect(chosen.psnr).toBeGreaterThanOrEqual(target);
    if (chosen.rank === 1) return;
    expect(compressImage(decomposition, { rank: chosen.rank - 1 }).psnr).toBeLessThan(target);
  });

  it("is 1 for a picture in black", () => {
    const black: Image = { width: 3, height: 2, channels: 1, data: new Uint8Array(6) };
    for (const truncation of [{ energy: 1 }, { psnr: 99 }, { rank: 1 }]) {
      const result = compressImage(black, truncation);
      expect(result).toMatchObject({ rank: 1, image: black, energy: 1, psnr: Infinity });
      expect(result).toMatchObject({ predictedError: 0, measuredError: 0 });
    }
  });
});

describe("psnr", () => {
  it("is 20 log₁₀ of peak over error for an equal error everywhere", () => {
    const grey = (value: number): Image => ({
      width: 4,
      height: 4,
      channels: 1,
      data: new Uint8Array(16).fill(value),
    });
    expect(psnr(grey(100), grey(110))).toBeCloseTo(20 * Math.log10(25.5), 12);
    expect(psnr(grey(100), grey(110), { peak: 100 })).toBeCloseTo(20, 12);
    expect(psnr(grey(100), grey(100))).toBe(Infinity);
  });

  it("leaves alpha out", () => {
    const pixel = (...numbers: number[]): Image => {
      const channels = numbers.length as Image["channels"];
      return { width: 1, height: 1, channels, data: Uint8Array.from(numbers) };
    };
    expect(psnr(pixel(1, 2, 3, 0), pixel(1, 2, 3, 255))).toBe(Infinity);
    expect(psnr(pixel(9, 0), pixel(9, 255))).toBe(Infinity);
  });

  it("refuses what cannot be compared", () => {
    const reals = Float64Array.of(1, 2);
    expect(() => psnr(reals, reals)).toThrow(TypeError);
    expect(() => psnr(reals, Float64Array.of(1), { peak: 1 })).toThrow(RangeError);
    expect(() => psnr(reals, reals, { peak: 0 })).toThrow(RangeError);
    expect(() => psnr(scene(1), scene(3))).toThrow(RangeError);
    expect(() => psnr(scene(1, 8), scene(1, 16))).toThrow(RangeError);
  });
});

describe("refusing", () => {
  const image = scene(1);
  it.each([0, 45, 2.5, -1, NaN, "5"])("rank %s", (rank) => {
    expect(() => compressImage(image, { rank: rank as number })).toThrow(
      new RangeError(
        `compressImage: a picture of 60 × 44 pixels has ranks from 1 to 44, got ${rank}`,
      ),
    );
  });

  it.each([0, 1.01, -0.5, NaN])("energy %s", (energy) => {
    expect(() => compressImage(image, { energy })).toThrow(RangeError);
  });

  it("a psnr that is no number, and pixels that do not fit", () => {
    expect(() => compressImage(image, { psnr: NaN })).toThrow(RangeError);
    expect(() => compressImage({ ...image, width: 61 }, { rank: 1 })).toThrow(RangeError);
    expect(() => decomposeImage({ ...image, height: 0 })).toThrow(RangeError);
  });
});

it("tells of each channel before it is decomposed", () => {
  const calls: number[][] = [];
  decomposeImage(scene(4), (...args) => calls.push(args));
  expect(calls).toEqual([
    [0, 3],
    [1, 3],
    [2, 3],
  ]);
});
