// Adds noise to a part of the photograph beside this file, and takes it out again:
//
//     node examples/denoise.mjs [FOLDER]
//
// prints how near each way comes to the original, and writes the pictures to FOLDER if one is given.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import process from "node:process";
import { compressImage, decomposeImage, denoise, estimateNoise, psnr, ssim } from "wasm-svd";
import { readImage, writePng } from "wasm-svd/images";

const [folder] = process.argv.slice(2);
const photograph = readImage(await readFile(new URL("astronaut.png", import.meta.url)));
const original = crop(photograph, { left: 150, top: 40, width: 160, height: 160 });

// Normally distributed with σ = 20, by a seeded generator and the sum of twelve uniform numbers.
let state = 1;
const uniform = () => (state = (48271 * state) % 0x7fffffff) / 0x7fffffff;
const normal = () => Array.from({ length: 12 }, uniform).reduce((a, b) => a + b) - 6;
const data = original.data.map((x) => Math.min(255, Math.max(0, Math.round(x + 20 * normal()))));
const noisy = { ...original, data };

console.log(`noise estimated: σ = ${estimateNoise(noisy).toFixed(1)}, in truth 20`);
await tell("with noise", noisy);
const decomposition = decomposeImage(noisy);
const ranks = Array.from({ length: 40 }, (_, k) => compressImage(decomposition, { rank: k + 1 }));
const best = ranks.reduce((a, b) => (psnr(b.image, original) > psnr(a.image, original) ? b : a));
await tell("as a whole", denoise(noisy, { method: "svd", noise: 20 }).image);
await tell(`the best rank there is (${best.rank})`, best.image);
await tell("by patches", denoise(noisy, { noise: 20 }).image);

/** @param {string} what @param {import('wasm-svd').Image} image */
async function tell(what, image) {
  console.log(
    `${what}: ${psnr(image, original).toFixed(1)} dB, similarity ${ssim(image, original).toFixed(3)}`,
  );
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/${what.replaceAll(" ", "-")}.png`, await writePng(image));
}

/**
 * @param {import('wasm-svd').Image} image
 * @param {{ left: number, top: number, width: number, height: number }} part
 */
function crop({ width: stride, channels, data }, { left, top, width, height }) {
  const lines = Array.from({ length: height }, (_, i) => {
    const start = ((top + i) * stride + left) * channels;
    return [...data.subarray(start, start + width * channels)];
  });
  return { width, height, channels, data: Uint8Array.from(lines.flat()) };
}
