import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { compressImage, psnr } from "../../src/applications/images.ts";
import { type Image, toGrey } from "../../src/image.ts";
import { readImage, writeJpeg, writePng } from "../../src/io/images/index.ts";
import { temporaryFolder } from "./folder.ts";
import { run } from "./run.ts";

const home = process.cwd();
const photograph = readImage(readFileSync(join(home, "examples/astronaut.png")));

beforeEach(() => process.chdir(temporaryFolder()));
afterEach(() => process.chdir(home));

/** A part of the photograph, small enough to be quick. */
function crop(width: number, height: number): Image {
  const { channels } = photograph;
  const data = Uint8Array.from({ length: width * height * channels }, (_, at) => {
    const [pixel, c] = [Math.floor(at / channels), at % channels];
    const [i, j] = [100 + Math.floor(pixel / width), 180 + (pixel % width)];
    return photograph.data[(i * photograph.width + j) * channels + c];
  });
  return { width, height, channels, data };
}

/** The cells of the table that was printed, row by row. */
function rows(stdout: string): string[][] {
  const lines = stdout.split("\n");
  const start = lines.findIndex((line) => line.startsWith("─") || line.startsWith(" ─"));
  const end = lines.indexOf("", start);
  return lines.slice(start + 1, end).map((line) => line.trim().split(/ {2,}/));
}

describe("the photograph that comes with it", () => {
  it("is compressed to four ranks, written and tabled", async () => {
    const { status, stdout, stderr } = await run(["image", "compress"]);
    expect({ status, stderr: stderr.replace(/^wasm-svd: .* …\n/gm, "") }).toEqual({
      status: 0,
      stderr: "",
    });
    const folder = "astronaut-compressed";
    expect(readdirSync(folder).sort()).toEqual(
      [
        ...[100, 20, 5, 50].map((k) => `astronaut-rank-${k}.png`),
        "contact-sheet.png",
        "spectrum.svg",
      ].sort(),
    );
    expect(stdout).toContain("512 × 512 pixels, red, green, blue");
    expect(stdout).toContain(`written to ${folder}: `);
    const table = rows(stdout);
    expect(table.map(([k]) => k)).toEqual(["5", "20", "50", "100"]);
    expect(table.map(([, stored]) => stored)).toEqual(["15,375", "61,500", "153,750", "307,500"]);
    // At 32 bits a number.
    expect(table.map(([, , bits]) => bits)).toEqual(["1.88", "7.51", "18.77", "37.54"]);
    expect(table.map(([, , , ratio]) => ratio)).toEqual([
      "51.15 : 1",
      "12.79 : 1",
      "5.12 : 1",
      "2.56 : 1",
    ]);
    for (const [k, , , , , decibels, measured, predicted] of table) {
      expect(measured).toBe(predicted);
      const written = readImage(readFileSync(join(folder, `astronaut-rank-${k}.png`)));
      expect(`${psnr(written, photograph).toFixed(2)} dB`).toBe(decibels);
    }
    const sheet = readImage(readFileSync(join(folder, "contact-sheet.png")));
    expect(sheet.width).toBeGreaterThan(3 * 512);
    const svg = readFileSync(join(folder, "spectrum.svg"), "utf8");
    expect(svg.match(/k = \d+/g)).toEqual(["k = 5", "k = 20", "k = 50", "k = 100"]);
  });
});

describe("wasm-svd image compress", () => {
  it("--json prints the numbers", async () => {
    writeFileSync("face.jpg", await writeJpeg(crop(64, 48)));
    const { stdout } = await run(["image", "compress", "face.jpg", "-k", "12,3", "--json"]);
    const { width, results, written } = JSON.parse(stdout) as {
      width: number;
      results: { rank: number; numbersStored: number; psnr: number; image?: unknown }[];
      written: string[];
    };
    expect(width).toBe(64);
    expect(results.map(({ rank }) => rank)).toEqual([3, 12]);
    expect(results[0].numbersStored).toBe(3 * 3 * (64 + 48 + 1));
    expect(results[0].psnr).toBeLessThan(results[1].psnr);
    expect(results[0].image).toBeUndefined();
    for (const file of written) expect(existsSync(file), file).toBe(true);
  });

  it("takes a JPEG, ranks and a folder", async () => {
    writeFileSync("face.jpg", await writeJpeg(crop(64, 48)));
    const { status, stdout } = await run([
      "image",
      "compress",
      "face.jpg",
      "-k",
      "12,3",
      "-o",
      "a/b",
    ]);
    expect(status).toBe(0);
    expect(rows(stdout).map(([k]) => k)).toEqual(["3", "12"]);
    expect(readdirSync("a/b")).toEqual([
      "contact-sheet.png",
      "face-rank-12.png",
      "face-rank-3.png",
      "spectrum.svg",
    ]);
  });

  it("--grey compresses the brightness", async () => {
    const image = crop(64, 48);
    writeFileSync("face.png", await writePng(image));
    const { stdout } = await run(["image", "compress", "face.png", "--grey", "-k", "4"]);
    expect(stdout).toContain("64 × 48 pixels, grey");
    expect(rows(stdout)[0][1]).toBe(String(4 * (64 + 48 + 1)));
    const written = readImage(readFileSync("face-compressed/face-rank-4.png"));
    expect(written).toEqual(compressImage(toGrey(image), { rank: 4 }).image);
  });

  it("--energy and --psnr choose the rank, and say so", async () => {
    const image = crop(64, 48);
    writeFileSync("face.png", await writePng(image));
    const argv = ["image", "compress", "face.png", "--energy", "0.95,0.999", "--psnr", "35"];
    const { stdout } = await run(argv);
    const expected = [{ energy: 0.95 }, { energy: 0.999 }, { psnr: 35 }].map(
      (by) => compressImage(image, by).rank,
    );
    const table = rows(stdout);
    expect(table.map(([k]) => Number(k))).toEqual([...new Set(expected)].sort((a, b) => a - b));
    const all = table.map(([, why]) => why).join(", ");
    for (const why of ["energy ≥ 95 %", "energy ≥ 99.9 %", "PSNR ≥ 35 dB"])
      expect(all).toContain(why);
  });

  it("shows a rank once that was asked for twice", async () => {
    writeFileSync("face.png", await writePng(crop(20, 16)));
    const { stdout } = await run(["image", "compress", "face.png", "-k", "16,16", "--energy", "1"]);
    expect(rows(stdout).map(([k, why]) => [k, why])).toEqual([["16", "energy ≥ 100 %"]]);
    expect(stdout).toContain("exact");
  });

  it("takes 16 bits, alpha, and pictures with fewer rows than the ranks it would show", async () => {
    const data = Uint16Array.from({ length: 9 * 12 * 4 }, (_, i) => (i * 7919) % 65536);
    writeFileSync("a.png", await writePng({ width: 9, height: 12, channels: 4, data }));
    const { status, stdout } = await run(["image", "compress", "a.png"]);
    expect(status).toBe(0);
    expect(rows(stdout).map(([k]) => k)).toEqual(["5"]);
    const written = readImage(readFileSync("a-compressed/a-rank-5.png"));
    expect(written.data).toBeInstanceOf(Uint16Array);
    expect(written.channels).toBe(4);
  });

  it("takes a single pixel, and one in black", async () => {
    writeFileSync(
      "dot.png",
      await writePng({ width: 1, height: 1, channels: 1, data: Uint8Array.of(9) }),
    );
    expect((await run(["image", "compress", "dot.png"])).status).toBe(0);
    writeFileSync(
      "night.png",
      await writePng({ width: 3, height: 2, channels: 3, data: new Uint8Array(18) }),
    );
    const { status, stderr } = await run(["image", "compress", "night.png"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(readdirSync("night-compressed")).toEqual(["contact-sheet.png", "night-rank-2.png"]);
  });

  it("refuses a picture that is cut off, and writes nothing", async () => {
    writeFileSync("cut.png", (await writePng(crop(20, 16))).slice(0, -40));
    const { status, stdout, stderr } = await run(["image", "compress", "cut.png"]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(
      /^wasm-svd: cannot read cut\.png: png: the file is damaged or cut off \(.*\)\n$/,
    );
    expect(readdirSync(".")).toEqual(["cut.png"]);
  });

  it("tells what it does where it takes longer than a second", async () => {
    mkdirSync("out");
    writeFileSync("face.png", await writePng(crop(20, 16)));
    let time = 0;
    const { stderr } = await run(
      ["image", "compress", "face.png", "-o", "out", "-k", "3"],
      () => (time += 400),
    );
    expect(stderr.trim().split("\n")).toEqual([
      "wasm-svd: decomposing channel 2 of 3 …",
      "wasm-svd: decomposing channel 3 of 3 …",
      "wasm-svd: adding up the terms kept, 1 of 1 …",
      "wasm-svd: drawing the contact sheet and the plot …",
      "wasm-svd: writing to out …",
    ]);
  });
});
