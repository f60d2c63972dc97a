import { describe, expect, it } from "vitest";
import { compressImage, decomposeImage, imageLayers } from "../../src/applications/images.ts";
import type { Image } from "../../src/image.ts";
import { random } from "../support/random.ts";

function scene(channels: 1 | 3 | 4): Image {
  const { uniform } = random(channels);
  const [width, height] = [37, 29];
  const data = Uint8Array.from({ length: width * height * channels }, (_, at) => {
    const pixel = Math.floor(at / channels);
    return 60 + 2 * (pixel % width) + 20 * (at % channels) + 40 * uniform();
  });
  return { width, height, channels, data };
}

const layouts = ([1, 3, 4] as const).flatMap((channels) =>
  (["rgb", "stacked", "ycbcr"] as const).flatMap((colour) =>
    [undefined, 4, 8].map((block) => ({ channels, options: { colour, ...(block && { block }) } })),
  ),
);

describe.each(layouts)("$channels channels, $options", ({ channels, options }) => {
  const image = scene(channels);
  const decomposition = decomposeImage(image, options);
  const { matrix, svd } = decomposition.channels[0];

  it("comes back whole at full rank", () => {
    expect(compressImage(decomposition, { rank: svd.s.length }).image).toEqual(image);
  });

  it("errs as predicted, and counts what is stored", () => {
    const result = compressImage(image, { rank: 5 }, options);
    expect(result.measuredError).toBeCloseTo(result.predictedError, 8);
    const ycbcr = options.colour === "ycbcr" && channels > 1;
    const planes = decomposition.channels.length;
    expect(result.ranks).toEqual(ycbcr ? [5, 2, 2] : Array.from({ length: planes }, () => 5));
    const terms = result.ranks.reduce((a, b) => a + b, 0);
    expect(result.numbersStored).toBe(terms * (matrix.rows + matrix.columns + 1));
    expect(result.bitsStored).toBe(32 * result.numbersStored);
  });

  it("is the sum of its layers", () => {
    let steps = 0;
    for (const { k, sum, matrices, sigma } of imageLayers(decomposition)) {
      expect(sigma[0]).toBe(svd.s[k - 1]);
      expect(matrices.length).toBe(channels === 1 ? 1 : 3);
      expect([matrices[0].rows, matrices[0].columns]).toEqual([29, 37]);
      if (options.colour !== "ycbcr") {
        expect(sum).toEqual(compressImage(decomposition, { rank: k }).image);
      }
      steps = k;
    }
    expect(steps).toBe(svd.s.length);
  });
});

it("a layer alone is drawn around middle grey", () => {
  const [first, second] = imageLayers(decomposeImage(scene(1)));
  expect(Math.min(...first.image.data)).toBeGreaterThan(127);
  expect(Math.min(...second.image.data)).toBeLessThan(127);
});

it("refuses layouts that there are not", () => {
  const image = scene(3);
  expect(() => decomposeImage(image, { colour: "cmyk" as "rgb" })).toThrow(TypeError);
  expect(() => decomposeImage(image, { chromaRank: 0 })).toThrow(RangeError);
  expect(() => decomposeImage(image, { block: 1 })).toThrow(
    "expected block to be an integer from 2 to 37, got 1",
  );
  expect(() => compressImage(image, { rank: 999 }, { block: 8 })).toThrow(
    "in blocks of 8 × 8 has ranks from 1 to 20, got 999",
  );
});
