import { basename, extname } from "node:path";
import { separateBackground } from "../../applications/images.ts";
import { type Image, toGrey } from "../../image.ts";
import { percent } from "../../plot/percent.ts";
import { table } from "../../plot/table.ts";
import type { Arguments, Command } from "../command.ts";
import { UsageError } from "../errors.ts";
import { writeOutputs } from "../files.ts";
import { compact, duration } from "../format.ts";
import type { Io } from "../io.ts";
import { FRACTION, numberOf } from "../numbers.ts";
import { type NamedPicture, pngOf, readPictures } from "../pictures.ts";
import { Progress } from "../progress.ts";
import { REPORT_OPTIONS, writeReport } from "../report.ts";
import { checkSameKind } from "./imageCompare.ts";

export const imageBackground: Command = {
  name: "image background",
  summary: "part what moves from what stays in a folder of frames",
  operand: "FOLDER",
  description: `Reads the frames of a camera that stands still, all PNG and JPEG pictures of FOLDER, and parts them by robust
principal component analysis (Candès et al. 2011). Writes background.png, and for each frame what is in
front of it as NAME-foreground.png.`,
  options: {
    threshold: {
      value: "PART",
      help: "what differs by more than this part of full brightness is in front (default: 0.1)",
    },
    grey: { short: "g", help: "turn them into greyscale first: a third of the time" },
    output: {
      short: "o",
      value: "DIR",
      help: "folder for the results (default: ./FOLDER-background)",
    },
    ...REPORT_OPTIONS,
    plot: { value: "FILE", help: "draw how much is in front, frame by frame, into an .svg file" },
  },
  examples: ["wasm-svd image background frames", "wasm-svd image background frames --grey -o out"],
  run,
};

async function run({ operand: path = "", options }: Arguments, io: Io): Promise<void> {
  const threshold = numberOf("--threshold", options.threshold, FRACTION);
  const progress = new Progress(io);
  const frames = await readFrames(path, "grey" in options, progress);
  const start = io.now();
  const images = frames.map(({ image }) => image);
  progress.step("parting the frames", frames.length * images[0].data.length > 1e5 ? 2000 : 0);
  const result = separateBackground(images, {
    ...(threshold !== undefined && { threshold }),
    onProgress: ({ iteration, change, rank }) =>
      progress.update(
        () => `iteration ${iteration}: rank ${rank}, ${compact(change, 2)} left over`,
      ),
  });
  const ms = io.now() - start;

  const folder = options.output ?? `${basename(path)}-background`;
  progress.step(`writing to ${folder}`);
  const files = [{ name: "background.png", content: await pngOf(result.background) }];
  for (const [f, image] of result.foregrounds.entries()) {
    const { name } = frames[f];
    files.push({
      name: `${basename(name, extname(name))}-foreground.png`,
      content: await pngOf(image),
    });
  }
  await writeOutputs(folder, files);
  const rows = frames.map(({ name }, f) => ({ name, foreground: partInFront(result.masks[f]) }));
  const { rank, iterations, converged } = result;
  const text = table([
    { heading: "frame", cells: rows.map(({ name }) => name), align: "left" },
    { heading: "in front", cells: rows.map(({ foreground }) => percent(foreground, 2)) },
  ]);
  await writeReport(
    { options },
    {
      json: { rank, iterations, converged, frames: rows },
      text:
        `${path}: ${frames.length} frames of ${images[0].width} × ${images[0].height} pixels\n\n${text}\n` +
        `background of rank ${rank}, after ${iterations} iterations${converged ? "" : ", not converged"}, ${duration(ms)}\n` +
        `written to ${folder}: background.png and ${frames.length} foregrounds\n`,
      plot: () => plotOf(path, rows),
    },
    io,
  );
}

async function readFrames(
  path: string,
  grey: boolean,
  progress: Progress,
): Promise<NamedPicture[]> {
  const pictures = await readPictures(path, progress);
  if (pictures.length < 2) throw new UsageError(`${path}: expected at least 2 pictures, got 1`);
  for (const { name, image } of pictures) {
    checkSameKind(pictures[0].name, pictures[0].image, name, image);
  }
  return grey ? pictures.map(({ name, image }) => ({ name, image: toGrey(image) })) : pictures;
}

function partInFront({ data }: Image): number {
  return data.filter((x) => x > 0).length / data.length;
}

async function plotOf(
  path: string,
  rows: readonly { readonly foreground: number }[],
): Promise<string> {
  const { chartSvg } = await import("../../plot/chart.ts");
  return chartSvg({
    title: `What is in front, in ${basename(path)}`,
    x: { title: "frame", whole: true },
    y: { title: "pixels in front, %", from: 0 },
    series: [
      {
        as: "bars",
        x: rows.map((_, i) => i + 1),
        y: rows.map(({ foreground }) => 100 * foreground),
      },
    ],
  });
}
