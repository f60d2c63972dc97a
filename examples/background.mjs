// A camera that stands still, and a square that moves: robust PCA tells what is behind it.
//
//     node examples/background.mjs [FOLDER]
import { mkdir, writeFile } from "node:fs/promises";
import process from "node:process";
import { psnr, separateBackground } from "wasm-svd";
import { writePng } from "wasm-svd/images";

const [folder] = process.argv.slice(2);
const [width, height, count] = [64, 48, 24];

// Stripes and a slope, brighter from frame to frame, and a bright square.
/** @param {number} i @param {number} j */
const texture = (i, j) => 60 + i + 40 * (((i + 2 * j) >> 3) % 2);
/** @param {number} i @param {number} j @param {number} f */
const covered = (i, j, f) => i >= 14 && i < 28 && j >= 2 * f && j < 2 * f + 12;
/**
 * @param {(i: number, j: number) => number} pixel
 * @returns {import('wasm-svd').Image}
 */
const picture = (pixel) => {
  const data = Uint8Array.from({ length: width * height }, (_, at) => {
    return Math.round(pixel(Math.floor(at / width), at % width));
  });
  return { width, height, channels: 1, data };
};
const frames = Array.from({ length: count }, (_, f) =>
  picture((i, j) => (covered(i, j, f) ? 240 : texture(i, j) * (1 + f / 200))),
);

const { background, masks, foregrounds, rank } = separateBackground(frames);
const truth = picture((i, j) => texture(i, j) * (1 + (count - 1) / 400));
let [both, either] = [0, 0];
masks.forEach(({ data }, f) =>
  data.forEach((white, at) => {
    const inside = covered(Math.floor(at / width), at % width, f);
    both += inside && white > 0 ? 1 : 0;
    either += inside || white > 0 ? 1 : 0;
  }),
);
console.log(`${count} frames of ${width} × ${height} pixels: rank ${rank} behind`);
console.log(`background: ${psnr(background, truth).toFixed(1)} dB from what is really there`);
console.log(
  `moving square found: ${((100 * both) / either).toFixed(1)} % (intersection over union)`,
);

if (folder) {
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/background.png`, await writePng(background));
  await writeFile(`${folder}/foreground.png`, await writePng(foregrounds[count >> 1]));
}
