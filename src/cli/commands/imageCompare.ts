import { psnr, ssim } from "../../applications/images.ts";
import type { Image } from "../../image.ts";
import type { Arguments, Command } from "../command.ts";
import { UsageError } from "../errors.ts";
import { decibels } from "../format.ts";
import type { Io } from "../io.ts";
import { printReport } from "../report.ts";
import { readPicture } from "../pictures.ts";
import { aligned } from "../command.ts";

export const imageCompare: Command = {
  name: "image compare",
  summary: "say how alike two pictures are",
  operand: "PICTURE",
  description: `Prints the peak signal-to-noise ratio and the structural similarity (Wang et al. 2004) of PICTURE
and another one of the same size. Equal pictures have an infinite ratio and a similarity of 1.`,
  options: {
    with: { short: "w", value: "FILE", help: "the other picture (needed)" },
    json: { help: "print the numbers as JSON" },
  },
  examples: ["wasm-svd image compare compressed.png --with original.png"],
  run,
};

async function run({ operand: path = "", options }: Arguments, io: Io): Promise<void> {
  if (options.with === undefined) throw new UsageError("expected the other picture: --with FILE");
  const a = await readPicture(path);
  const b = await readPicture(options.with);
  checkSameKind(path, a, options.with, b);
  const similarity = Math.min(a.width, a.height) < 11 ? null : ssim(a, b);
  const ratio = psnr(a, b);
  const facts: [string, string][] = [
    ["pictures", `${path} and ${options.with}, ${a.width} × ${a.height} pixels`],
    ["PSNR", decibels(ratio)],
    ["SSIM", similarity === null ? "needs 11 × 11 pixels" : similarity.toFixed(4)],
  ];
  // JSON has no Infinity: it becomes null.
  const json = { psnr: ratio, equal: ratio === Infinity, ssim: similarity };
  printReport(options, { json, text: `${aligned(facts)}\n` }, io);
}

/** @throws {@link UsageError} unless both have one size, as many channels and as many bits. */
export function checkSameKind(pathA: string, a: Image, pathB: string, b: Image): void {
  const [first, second] = [a, b].map(({ width, height, channels, data }) => {
    return `${width} × ${height} pixels of ${channels} × ${8 * data.BYTES_PER_ELEMENT} bits`;
  });
  if (first === second) return;
  throw new UsageError(`${pathA} has ${first} and ${pathB} ${second}: they cannot be compared`);
}
