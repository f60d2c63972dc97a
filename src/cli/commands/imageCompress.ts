import { basename, extname, join } from "node:path";
import {
  compressImage,
  decomposeImage,
  type ImageDecomposition,
  type ImageLayoutOptions,
} from "../../applications/images.ts";
import { type Image, toGrey } from "../../image.ts";
import type { Arguments, Command } from "../command.ts";
import { JobError } from "../errors.ts";
import { writeOutputs } from "../files.ts";
import { duration } from "../format.ts";
import type { Io } from "../io.ts";
import { printReport } from "../report.ts";
import { packageFolder } from "../package.ts";
import { withPeers } from "../peers.ts";
import { PEERS, readPicture } from "../pictures.ts";
import { expectedSvdMs, Progress } from "../progress.ts";
import { highestRankOf, LAYOUT_OPTIONS, layoutFrom } from "./layouts.ts";
import { parseTruncations } from "./truncations.ts";
import { type Compression, compressionOutputs, compressionTable, kindOf } from "./imageReport.ts";

export const imageCompress: Command = {
  name: "image compress",
  summary: "compress a photograph to a few terms of its SVD",
  operand: "[PHOTO]",
  description: `Keeps the first k terms of the SVD of each colour channel of PHOTO (PNG or JPEG). Writes the
picture of each rank k, a contact sheet and a plot of the singular values, and prints what is
stored, what is gained and what is lost. Without PHOTO, it takes the one in examples/.`,
  options: {
    rank: { short: "k", value: "K,…", help: "ranks to keep (default: 5,20,50,100)" },
    energy: {
      value: "E,…",
      help: "the lowest rank that keeps this part of the energy, such as 0.95",
    },
    psnr: {
      value: "DB,…",
      help: "the lowest rank that comes this near to the photo, in decibels, such as 35",
    },
    grey: { short: "g", help: "turn it into greyscale first" },
    ...LAYOUT_OPTIONS,
    output: {
      short: "o",
      value: "DIR",
      help: "folder for the results (default: ./NAME-compressed)",
    },
    json: { help: "print the numbers as JSON instead of a table" },
  },
  examples: [
    "wasm-svd image compress",
    "wasm-svd image compress photo.jpg -k 10,40 -o out",
    "wasm-svd image compress photo.png --grey --psnr 30,35,40",
    "wasm-svd image compress photo.png --colour stacked --block 8 -k 10,25",
  ],
  run,
};

async function run({ operand, options }: Arguments, io: Io): Promise<void> {
  const progress = new Progress(io);
  const requests = parseTruncations(options);
  const path = operand ?? join(packageFolder(), "examples", "astronaut.png");
  const photo = await readPicture(path);
  const image = "grey" in options ? toGrey(photo) : photo;
  const layout = layoutFrom(options, image);
  const truncations = requests(image, highestRankOf(image, layout));

  const start = io.now();
  const decomposition = decompose(image, layout, progress);
  const svdMs = io.now() - start;
  const compressions = truncations.map(({ truncation, why }, i) => {
    const before = io.now();
    progress.step(`adding up the terms kept, ${i + 1} of ${truncations.length}`);
    const result = compressImage(decomposition, truncation);
    return { result, why, ms: io.now() - before };
  });
  checkErrors(decomposition, compressions);

  const name = basename(path, extname(path));
  const folder = options.output ?? `${name}-compressed`;
  progress.step("drawing the contact sheet and the plot");
  const report = { name, decomposition, compressions: inOrder(compressions) };
  const files = await withPeers("pictures", PEERS, () => compressionOutputs(report));
  progress.step(`writing to ${folder}`);
  await writeOutputs(folder, files);

  const { width, height } = image;
  const kind = kindOf(decomposition);
  // Without the pictures: they are in the folder.
  const results = report.compressions.map(({ result: { image: _, ...numbers } }) => numbers);
  const written = files.map((file) => join(folder, file.name));
  const text =
    `${path}: ${width} × ${height} pixels, ${kind}; decomposed in ${duration(svdMs)}\n\n` +
    `${compressionTable(report.compressions)}\n` +
    `error: ‖A − Aₖ‖ in the Frobenius norm, as Eckart and Young predict it and as measured\n` +
    `written to ${folder}: ${files.map((file) => file.name).join(", ")}\n`;
  printReport(options, { json: { path, width, height, kind, results, written }, text }, io);
}

function decompose(
  image: Image,
  layout: ImageLayoutOptions,
  progress: Progress,
): ImageDecomposition {
  const onChannel = (index: number, count: number) => {
    const expected = (count - index) * expectedSvdMs(image.height, image.width);
    progress.step(`decomposing channel ${index + 1} of ${count}`, expected);
  };
  return decomposeImage(image, { ...layout, onChannel });
}

/** Two requests may have led to the same rank: it is shown once. */
function inOrder(compressions: readonly Compression[]): Compression[] {
  const byRank = new Map<number, Compression>();
  for (const compression of compressions) {
    const { rank } = compression.result;
    const same = byRank.get(rank);
    const why = [same?.why, compression.why].filter(Boolean).join(", ");
    byRank.set(rank, { ...compression, why });
  }
  return [...byRank.values()].sort((a, b) => a.result.rank - b.result.rank);
}

/**
 * The two errors may differ by the rounding of the decomposition, some ε·‖A‖.
 * More would mean that the engine went wrong, and nothing of it must be kept.
 */
function checkErrors({ channels }: ImageDecomposition, compressions: readonly Compression[]): void {
  const norm = Math.hypot(...channels.map(({ svd }) => svd.norm("fro")));
  for (const { result } of compressions) {
    const { rank, measuredError, predictedError } = result;
    if (Math.abs(measuredError - predictedError) <= 1e-10 * predictedError + 1e-12 * norm) continue;
    throw new JobError(
      `the error at rank ${rank} is ${measuredError}, but its singular values predict ${predictedError}: please report this`,
    );
  }
}
