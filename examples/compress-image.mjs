// Compresses the photograph beside this file to four ranks:
//
//     node examples/compress-image.mjs [FOLDER]
//
// prints what is gained and lost, and writes the pictures to FOLDER if one is given.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import process from "node:process";
import { compressImage, decomposeImage } from "wasm-svd";
import { readImage, writePng } from "wasm-svd/images";

const [folder] = process.argv.slice(2);
const photograph = readImage(await readFile(new URL("astronaut.png", import.meta.url)));
const decomposition = decomposeImage(photograph); // once, for all ranks

for (const rank of [5, 20, 50, 100]) {
  const { image, compressionRatio, psnr, energy } = compressImage(decomposition, { rank });
  console.log(
    `rank ${String(rank).padStart(3)}: ${compressionRatio.toFixed(1).padStart(4)} times smaller, ` +
      `${(100 * energy).toFixed(1)} % of the energy, ${psnr.toFixed(1)} dB`,
  );
  if (folder) {
    await mkdir(folder, { recursive: true });
    await writeFile(`${folder}/rank-${rank}.png`, await writePng(image));
  }
}

const { rank } = compressImage(decomposition, { psnr: 35 });
console.log(`35 dB, hard to tell from the original, takes rank ${rank}`);
