import { basename, extname, join } from "node:path";
import {
  decomposeImage,
  type ImageLayer,
  imageLayers as layersOf,
  psnr,
} from "../../applications/images.ts";
import { toGrey } from "../../image.ts";
import { contactSheet } from "../../plot/contactSheet.ts";
import { percent } from "../../plot/percent.ts";
import { table } from "../../plot/table.ts";
import type { Arguments, Command } from "../command.ts";
import { UsageError } from "../errors.ts";
import { writeOutputs } from "../files.ts";
import { compact, decibels } from "../format.ts";
import type { Io } from "../io.ts";
import { printReport } from "../report.ts";
import { numberOf, POSITIVE_INTEGER } from "../numbers.ts";
import { pngOf, readPicture } from "../pictures.ts";
import { expectedSvdMs, Progress } from "../progress.ts";

/** More would not be told apart on one sheet. */
const MOST = 100;

export const imageLayers: Command = {
  name: "image layers",
  summary: "show the terms that a photograph is the sum of",
  operand: "PHOTO",
  description: `Draws the first terms σₖ uₖ vₖᵀ of the SVD of PHOTO, and their sums, on two contact sheets:
NAME-layers.png, where middle grey is 0, and NAME-sums.png.`,
  options: {
    count: { short: "k", value: "N", help: "how many terms (default: 8)" },
    grey: { short: "g", help: "turn it into greyscale first" },
    output: { short: "o", value: "DIR", help: "folder for the results (default: .)" },
    json: { help: "print the numbers as JSON" },
  },
  examples: [
    "wasm-svd image layers photo.jpg",
    "wasm-svd image layers photo.png -k 12 --grey -o out",
  ],
  run,
};

async function run({ operand: path = "", options }: Arguments, io: Io): Promise<void> {
  const count = numberOf("-k", options.count, POSITIVE_INTEGER) ?? 8;
  if (count > MOST) throw new UsageError(`-k ${count}: expected at most ${MOST}`);
  const progress = new Progress(io);
  const photo = await readPicture(path);
  const image = "grey" in options ? toGrey(photo) : photo;
  const decomposition = decomposeImage(image, (index, channels) => {
    const expected = (channels - index) * expectedSvdMs(image.height, image.width);
    progress.step(`decomposing channel ${index + 1} of ${channels}`, expected);
  });
  const shown: ImageLayer[] = [];
  for (const layer of layersOf(decomposition)) {
    if (shown.push(layer) === count) break;
  }
  const rows = shown.map(({ k, sigma, sum }) => {
    const kept = decomposition.channels.map(({ svd }) => svd.energy(k));
    const energy = kept.reduce((a, b) => a + b, 0) / kept.length;
    return { k, sigma, energy, psnr: psnr(sum, image) };
  });

  const name = basename(path, extname(path));
  const { output: folder = "." } = options;
  const titled = (pick: "image" | "sum", title: (k: number) => string) =>
    contactSheet(
      shown.map((layer, i) => ({
        image: layer[pick],
        title: title(layer.k),
        note: pick === "sum" ? decibels(rows[i].psnr) : `σ ${compact(Math.hypot(...layer.sigma))}`,
      })),
      {
        title: `${name}: ${pick === "sum" ? "sums of the first k terms" : "the terms of its SVD"}`,
        size: 256,
      },
    );
  progress.step("drawing the contact sheets");
  const files = [
    { name: `${name}-layers.png`, content: await pngOf(titled("image", (k) => `term ${k}`)) },
    { name: `${name}-sums.png`, content: await pngOf(titled("sum", (k) => `1 … ${k}`)) },
  ];
  await writeOutputs(folder, files);
  const text = table([
    { heading: "k", cells: rows.map(({ k }) => String(k)) },
    { heading: "σ", cells: rows.map(({ sigma }) => sigma.map((x) => compact(x)).join("  ")) },
    { heading: "energy of the sum", cells: rows.map(({ energy }) => percent(energy, 2)) },
    { heading: "PSNR", cells: rows.map((row) => decibels(row.psnr)) },
  ]);
  const written = files.map((file) => join(folder, file.name)).join(", ");
  const heading = `${path}: ${image.width} × ${image.height} pixels`;
  // JSON has no Infinity: it becomes null.
  const report = { json: rows, text: `${heading}\n\n${text}\nwritten: ${written}\n` };
  printReport(options, report, io);
}
