// Eigenfaces of 50 real faces: what is a face, and whose is it?
//
//     node examples/faces.mjs [FOLDER]
//
// writes the eigenfaces to FOLDER if one is given.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import process from "node:process";
import { Eigenfaces } from "wasm-svd";
import { writePng } from "wasm-svd/images";
import { readNpy } from "wasm-svd/io";
import { contactSheet } from "wasm-svd/plot";

const [folder] = process.argv.slice(2);
const file = new URL("../test/fixtures/faces/lfw_subset.npy", import.meta.url);
const { shape, data } = readNpy(await readFile(file)); // 100 faces, then 100 pieces of background
const [count, height, width] = shape;
/** @type {import('wasm-svd').Image[]} */
const images = Array.from({ length: count }, (_, i) => {
  const pixels = data.subarray(i * width * height, (i + 1) * width * height);
  return { width, height, channels: 1, data: Uint8Array.from(pixels) };
});
const [known, strangers, others] = [images.slice(0, 50), images.slice(50, 100), images.slice(100)];

const model = new Eigenfaces().fit(known);
console.log(`${known.length} faces: ${model.components.rows} eigenfaces hold 90 % of the variance`);

// Of a face that it has not seen and something else, which one is nearer to the faces?
/** @param {import('wasm-svd').Image[]} list */
const distances = (list) => list.map((image) => model.distanceToFaceSpace(image).distance);
const [near, far] = [distances(strangers), distances(others)];
const right = near.flatMap((x) => far.filter((y) => y > x)).length / (near.length * far.length);
console.log(`pairs ranked right: ${(100 * right).toFixed(1)} %`);
console.log(
  `taken for faces: ${near.filter((x) => x <= 1).length} of 50 faces, ${far.filter((x) => x <= 1).length} of 100 others`,
);

/** @type {import('wasm-svd').Image[]} */
const dark = known.map((face) => ({ ...face, data: face.data.map((x) => Math.round(x / 3)) }));
const again = dark.filter((face, i) => model.identify(face).label === i).length;
console.log(`recognized in the dark: ${(100 * again) / known.length} %`);

if (folder) {
  await mkdir(folder, { recursive: true });
  const tiles = Array.from({ length: 11 }, (_, i) => ({
    image: model.eigenface(i),
    title: `${i + 1}`,
  }));
  const sheet = contactSheet([{ image: model.meanFace(), title: "mean" }, ...tiles], { size: 160 });
  await writeFile(`${folder}/eigenfaces.png`, await writePng(sheet));
}
