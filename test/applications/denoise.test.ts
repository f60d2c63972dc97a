import { describe, expect, it } from "vitest";
import {
  denoise,
  denoiseFrames,
  estimateNoise,
  psnr,
  separateBackground,
} from "../../src/applications/images.ts";
import { svd } from "../../src/decompositions/svd.ts";
import type { Image } from "../../src/image.ts";
import { Matrix } from "../../src/matrix.ts";
import { random } from "../support/random.ts";

/** A matrix of low rank, and the same with noise of σ = 1. */
function lowRankAndNoise(rows: number, columns: number, rank: number, seed: number) {
  const { normal } = random(seed);
  const noise = (m: number, n: number) =>
    new Matrix(m, n, Float64Array.from({ length: m * n }, normal));
  const clean = noise(rows, rank).multiply(noise(rank, columns));
  const added = noise(rows, columns);
  return {
    clean,
    noisy: new Matrix(
      rows,
      columns,
      clean.data.map((x, i) => x + added.data[i]),
    ),
  };
}

function distance(a: Matrix, b: Matrix): number {
  return Math.hypot(...a.data.map((x, i) => x - b.data[i]));
}

describe("a matrix of low rank in noise", () => {
  // Eq. (11) of Gavish and Donoho; 4/√3 for square matrices.
  it.each([
    [100, 100],
    [60, 120],
    [120, 60],
    [10, 100],
  ])("%d × %d: the threshold is λ(β)·√n·σ", (m, n) => {
    const { noisy } = lowRankAndNoise(m, n, 3, m);
    const { threshold } = denoise(noisy, { noise: 1 });
    const beta = Math.min(m, n) / Math.max(m, n);
    const exact = Math.sqrt(
      2 * (beta + 1) + (8 * beta) / (beta + 1 + Math.sqrt(beta ** 2 + 14 * beta + 1)),
    );
    expect(Math.abs(threshold / Math.sqrt(Math.max(m, n)) - exact)).toBeLessThan(1e-6);
    if (m === n) expect(exact).toBeCloseTo(4 / Math.sqrt(3), 12);
  });

  it.each([1, 2, 3])(
    "comes as near as the best rank, within 5 %%, whether σ is known or not: %i",
    (seed) => {
      const { clean, noisy } = lowRankAndNoise(80, 120, 4, seed);
      const factors = svd(noisy);
      const best = Math.min(
        ...[1, 2, 3, 4, 5, 6, 7].map((k) => distance(factors.reconstruct(k), clean)),
      );
      for (const options of [{ noise: 1 }, {}]) {
        const { matrix, noise, rank } = denoise(noisy, options);
        expect(distance(matrix, clean)).toBeLessThanOrEqual(1.05 * best);
        expect(rank).toBe(4);
        expect(Math.abs(noise - 1)).toBeLessThan(0.05);
      }
    },
  );

  it("keeps its precision, and an empty one", () => {
    const { noisy } = lowRankAndNoise(20, 20, 1, 9);
    expect(denoise(Matrix.from(noisy, "float32")).matrix.data).toBeInstanceOf(Float32Array);
    expect(denoise(new Matrix(0, 3, new Float64Array())).rank).toBe(0);
  });
});

/** Stripes and a disc, with noise of σ = 15. */
function scene(channels: Image["channels"], sigma: number): Image {
  const { normal } = random(channels);
  const [width, height] = [48, 40];
  const data = Uint8Array.from({ length: width * height * channels }, (_, at) => {
    const pixel = Math.floor(at / channels);
    const [i, j] = [Math.floor(pixel / width), pixel % width];
    const disc = (i - 18) ** 2 + (j - 24) ** 2 < 150;
    const x = disc ? 170 - 20 * (at % channels) : 80 + 30 * (((i + j) >> 3) % 2);
    return Math.round(x + sigma * normal());
  });
  return { width, height, channels, data };
}

describe.each([1, 2, 3, 4] as const)("a picture of %d channels", (channels) => {
  const [clean, noisy] = [scene(channels, 0), scene(channels, 15)];

  it("gains 5.5 dB by patches, whether σ is known or not, and more than as a whole", () => {
    const before = psnr(noisy, clean);
    const whole = psnr(denoise(noisy, { method: "svd", noise: 15 }).image, clean);
    for (const options of [{ noise: 15 }, {}]) {
      const done: number[] = [];
      const { image, noise } = denoise(noisy, {
        ...options,
        onProgress: (part) => done.push(part),
      });
      expect(psnr(image, clean)).toBeGreaterThan(before + 5.5);
      expect(psnr(image, clean)).toBeGreaterThan(whole + 2);
      expect(Math.abs(noise - 15)).toBeLessThan(3);
      expect(done[done.length - 1]).toBe(1);
      if (channels % 2 === 0) {
        const alpha = (data: Image["data"]) =>
          data.filter((_, at) => at % channels === channels - 1);
        expect(alpha(image.data)).toEqual(alpha(noisy.data));
      }
    }
  });

  it("stays as it is without noise", () => {
    expect(denoise(noisy, { noise: 0 }).image).toEqual(noisy);
    expect(denoise(noisy, { noise: 0, method: "svd" }).image).toEqual(noisy);
  });
});

it("estimates the noise within 10 %", () => {
  const { normal } = random(5);
  for (const sigma of [0.01, 3, 1e5]) {
    const a = new Matrix(
      60,
      61,
      Float64Array.from({ length: 3660 }, (_, i) => sigma * (i / 500 + normal())),
    );
    expect(Math.abs(estimateNoise(a) / sigma - 1)).toBeLessThan(0.1);
  }
});

/** A square that moves over stripes. */
function frames(
  channels: 1 | 3,
  sigma: number,
): { frames: Image[]; back: Image; truth: boolean[][] } {
  const back = scene(channels, 0);
  const { normal } = random(7);
  const inside = (pixel: number, f: number) => {
    const [i, j] = [Math.floor(pixel / 48), pixel % 48];
    return i >= 12 && i < 24 && j >= 2 * f && j < 2 * f + 9;
  };
  const list = Array.from({ length: 20 }, (_, f): Image => {
    const data = back.data.map((x, at) => {
      const seen = inside(Math.floor(at / channels), f) ? 250 : x;
      return Math.min(255, Math.max(0, Math.round(seen + sigma * normal())));
    });
    return { ...back, data };
  });
  const truth = list.map((_, f) => Array.from({ length: 48 * 40 }, (_, pixel) => inside(pixel, f)));
  return { frames: list, back, truth };
}

describe.each([1, 3] as const)("frames of %d channels", (channels) => {
  const { frames: list, back, truth } = frames(channels, 2);
  const { background, masks, foregrounds, backgrounds } = separateBackground(list);

  it("are parted into background and what moves", () => {
    expect(psnr(background, back)).toBeGreaterThan(38);
    expect(backgrounds.length).toBe(20);
    let [both, either] = [0, 0];
    truth.forEach((frame, f) =>
      frame.forEach((is, pixel) => {
        const found = masks[f].data[pixel] > 0;
        both += is && found ? 1 : 0;
        either += is || found ? 1 : 0;
      }),
    );
    expect(both / either).toBeGreaterThan(0.95);
    const seen = masks[5].data.indexOf(255) * channels;
    expect(foregrounds[5].data[seen]).toBe(list[5].data[seen]);
    expect(foregrounds[5].data[0]).toBe(0);
  });

  it("of one scene lose their noise", () => {
    const { normal } = random(channels);
    const noisy = list.map(() => ({
      ...back,
      data: back.data.map((x) => Math.round(x + 8 * normal())),
    }));
    const { frames: clean, noise, rank } = denoiseFrames(noisy);
    expect(rank).toBe(1);
    expect(Math.abs(noise - 8)).toBeLessThan(0.5);
    expect(psnr(clean[3], back)).toBeGreaterThan(psnr(noisy[3], back) + 10);
  });
});

it("refuses what it cannot do", () => {
  const small: Image = { width: 15, height: 40, channels: 1, data: new Uint8Array(600) };
  expect(() => denoise(small)).toThrow("expected at least 16 × 16 pixels for patches, got 15 × 40");
  expect(() => denoise(small, { noise: -1 })).toThrow("expected noise to be a number >= 0, got -1");
  expect(() => denoise(small, { method: "median" as "svd" })).toThrow(TypeError);
  expect(() => denoise([[1, NaN]])).toThrow("got NaN at row 0, column 1");
  expect(() => estimateNoise([[1, 2, 3]])).toThrow("expected at least 2 × 2 pixels");
  expect(() => separateBackground([small])).toThrow("expected at least 2 pictures");
  expect(() => denoiseFrames([small, { ...small, channels: 2, width: 10, height: 30 }])).toThrow(
    "expected pictures of one kind",
  );
  expect(() => separateBackground([small, small], { threshold: 2 })).toThrow("from 0 to 1, got 2");
});
