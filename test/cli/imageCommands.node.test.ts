import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { denoise, psnr } from "../../src/applications/images.ts";
import type { Image } from "../../src/image.ts";
import { readImage, writePng } from "../../src/io/images/index.ts";
import { random } from "../support/random.ts";
import { temporaryFolder } from "./folder.ts";
import { run } from "./run.ts";

const home = process.cwd();
const FACES = `${home}/test/fixtures/faces/lfw_subset.npy`;
beforeEach(() => process.chdir(temporaryFolder()));
afterEach(() => process.chdir(home));

function picture(pixel: (i: number, j: number) => number, width = 32, height = 24): Image {
  const data = Uint8Array.from({ length: width * height }, (_, at) =>
    Math.round(Math.min(255, Math.max(0, pixel(Math.floor(at / width), at % width)))),
  );
  return { width, height, channels: 1, data };
}

const save = async (name: string, image: Image) => writeFileSync(name, await writePng(image));
const stripes = (i: number, j: number) => 80 + 60 * (((i + j) >> 3) % 2);
const json = (text: string) => JSON.parse(text) as Record<string, unknown>;

describe("image denoise", () => {
  it.each(["patches", "svd"] as const)(
    "by %s writes the picture and says what it did",
    async (method) => {
      const { normal } = random(1);
      const noisy = picture((i, j) => stripes(i, j) + 12 * normal());
      await save("noisy.png", noisy);
      await save("clean.png", picture(stripes));
      const argv = [
        "image",
        "denoise",
        "noisy.png",
        "--noise",
        "12",
        "--method",
        method,
        "-r",
        "clean.png",
      ];
      const { status, stdout } = await run([...argv, "--plot", "plot/s.svg", "-o", "out"]);
      expect(status).toBe(0);
      expect(stdout).toContain("σ = 12.00, as given");
      const written = readImage(readFileSync("out/noisy-denoised.png"));
      expect(written).toEqual(denoise(noisy, { noise: 12, method }).image);
      expect(readFileSync("plot/s.svg", "utf8")).toContain("threshold for σ = 12.00");
      const numbers = json((await run([...argv, "--json"])).stdout);
      expect(numbers.psnrAfter).toBe(psnr(written, picture(stripes)));
      expect(numbers.psnrAfter).toBeGreaterThan(numbers.psnrBefore as number);
    },
  );

  it("refuses what it cannot do in one line", async () => {
    await save("small.png", picture(stripes, 10, 10));
    await save("other.png", picture(stripes, 20, 20));
    for (const [options, message] of [
      [["--method", "magic"], "--method magic: expected patches or svd"],
      [["--noise", "-1"], "--noise -1: expected a number from 0"],
      [[], "patches need 16 × 16 pixels"],
      [["--method", "svd", "-r", "other.png"], "they cannot be compared"],
    ] as const) {
      const { status, stderr } = await run(["image", "denoise", "small.png", ...options]);
      expect(status).toBe(2);
      expect(stderr).toContain(message);
    }
  });
});

it("image compare prints both measures", async () => {
  await save("a.png", picture(stripes));
  await save(
    "b.png",
    picture((i, j) => stripes(i, j) + 5),
  );
  const { stdout } = await run(["image", "compare", "a.png", "--with", "b.png"]);
  expect(stdout).toContain("34.15 dB");
  expect(
    json((await run(["image", "compare", "a.png", "-w", "a.png", "--json"])).stdout),
  ).toMatchObject({ psnr: null, equal: true });
  expect((await run(["image", "compare", "a.png"])).status).toBe(2);
});

it("image layers draws terms and sums", async () => {
  await save("a.png", picture(stripes));
  const { status, stdout } = await run(["image", "layers", "a.png", "-k", "3", "-o", "out"]);
  expect(status).toBe(0);
  expect(stdout.match(/^ *[123] .* dB$/gm)?.length).toBe(3);
  expect(readdirSync("out").sort()).toEqual(["a-layers.png", "a-sums.png"]);
  expect((await run(["image", "layers", "a.png", "-k", "0"])).status).toBe(2);
});

it("image background parts frames", async () => {
  mkdirSync("frames");
  for (let f = 0; f < 12; ++f) {
    const inside = (i: number, j: number) => i > 8 && i < 14 && j >= 2 * f && j < 2 * f + 5;
    await save(
      `frames/f${f}.png`,
      picture((i, j) => (inside(i, j) ? 250 : stripes(i, j))),
    );
  }
  const { status, stdout } = await run(["image", "background", "frames", "--plot", "p.svg"]);
  expect(status).toBe(0);
  // In the order of their numbers.
  expect(stdout.match(/f\d+\.png/g)?.slice(0, 12)).toEqual(
    Array.from({ length: 12 }, (_, f) => `f${f}.png`),
  );
  expect(
    psnr(readImage(readFileSync("frames-background/background.png")), picture(stripes)),
  ).toBeGreaterThan(35);
  expect(readdirSync("frames-background").length).toBe(13);
  expect(existsSync("p.svg")).toBe(true);
  expect((await run(["image", "background", "nowhere"])).stderr).toContain(
    "there is no such folder",
  );
});

it("image compress takes colours and blocks", async () => {
  const colour: Image = {
    width: 16,
    height: 16,
    channels: 3,
    data: Uint8Array.from({ length: 768 }, (_, i) => (i * 37) % 251),
  };
  await save("a.png", colour);
  const { status, stdout } = await run([
    "image",
    "compress",
    "a.png",
    "--colour",
    "stacked",
    "--block",
    "4",
    "-k",
    "2",
  ]);
  expect(status).toBe(0);
  expect(stdout).toContain("red, green and blue as one, in blocks of 4 × 4");
  for (const wrong of [
    ["--colour", "cmyk"],
    ["--chroma", "0.5"],
    ["--block", "1"],
  ]) {
    expect((await run(["image", "compress", "a.png", ...wrong])).status).toBe(2);
  }
});

describe("faces", () => {
  it("fit learns, and identify recognizes", async () => {
    const fit = await run(["faces", "fit", FACES, "-k", "30", "-o", "m", "--plot", "m/v.svg"]);
    expect(fit.stdout).toContain("200 of 25 × 25 pixels");
    expect(readdirSync("m").sort()).toEqual([
      "eigenfaces.png",
      "mean-face.png",
      "model.json",
      "v.svg",
    ]);
    await save("x.png", readImage(readFileSync("m/mean-face.png")));
    const { status, stdout } = await run([
      "faces",
      "identify",
      "x.png",
      "--model",
      "m/model.json",
      "--json",
    ]);
    expect(status).toBe(0);
    expect(json(stdout)).toMatchObject({ isFace: true, metric: "mahalanobis" });
  });

  it("takes labels from names", async () => {
    mkdirSync("f");
    const { uniform } = random(2);
    for (const name of ["ann-1", "ann-2", "bob-1", "bob-2"]) {
      await save(
        `f/${name}.png`,
        picture(() => 255 * uniform(), 8, 8),
      );
    }
    expect((await run(["faces", "fit", "f", "-o", "m"])).stdout).toContain(
      "4 of 8 × 8 pixels, 2 labels",
    );
    const { stdout } = await run(["faces", "identify", "f/bob-2.png", "-m", "m/model.json"]);
    expect(stdout).toContain("bob, face 4 of 4");
  });

  it("refuses what it cannot do", async () => {
    await save("a.png", picture(stripes));
    writeFileSync("m.json", "{}");
    expect((await run(["faces", "identify", "a.png"])).stderr).toContain(
      "expected a model: --model FILE",
    );
    expect((await run(["faces", "identify", "a.png", "-m", "m.json"])).stderr).toContain(
      "cannot read m.json",
    );
    expect((await run(["faces", "fit", "nowhere"])).stderr).toContain("there is no such folder");
    expect((await run(["faces", "fit", FACES, "-k", "200"])).stderr).toContain(
      "expected at most 199",
    );
  });
});
