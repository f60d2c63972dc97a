import { basename, extname, join } from "node:path";
import {
  decomposeImage,
  denoise,
  type DenoisedImage,
  psnr,
  ssim,
} from "../../applications/images.ts";
import { type Image, toGrey } from "../../image.ts";
import { aligned, type Arguments, type Command } from "../command.ts";
import { UsageError } from "../errors.ts";
import { writeOutputs } from "../files.ts";
import { compact, decibels, duration } from "../format.ts";
import type { Io } from "../io.ts";
import { numberOf } from "../numbers.ts";
import { pngOf, readPicture } from "../pictures.ts";
import { Progress } from "../progress.ts";
import { REPORT_OPTIONS, writeReport } from "../report.ts";
import { checkSameKind } from "./imageCompare.ts";

const NOISE = {
  what: "a number from 0, in the units of the pixels",
  holds: (value: number) => value >= 0 && value < Infinity,
};

export const imageDenoise: Command = {
  name: "image denoise",
  summary: "take noise out of a photograph",
  operand: "PHOTO",
  description: `Leaves out the singular values that do not stand out of white noise (Gavish and Donoho 2014), of
groups of similar patches or of the whole picture, and writes the picture as NAME-denoised.png.`,
  options: {
    noise: {
      value: "SIGMA",
      help: "standard deviation of the noise, 0 … 255 (default: estimated)",
    },
    method: {
      value: "NAME",
      help: "patches (default) or svd, of the whole picture, which is worse",
    },
    reference: { short: "r", value: "FILE", help: "the picture without noise, to compare with" },
    grey: { short: "g", help: "turn it into greyscale first" },
    output: { short: "o", value: "DIR", help: "folder for the result (default: .)" },
    ...REPORT_OPTIONS,
    plot: { value: "FILE", help: "draw the singular values and the threshold into an .svg file" },
  },
  examples: [
    "wasm-svd image denoise photo.png",
    "wasm-svd image denoise noisy.png --noise 20 --reference clean.png -o out",
    "wasm-svd image denoise scan.png --method svd --plot spectrum.svg",
  ],
  run,
};

async function run({ operand: path = "", options }: Arguments, io: Io): Promise<void> {
  const noise = numberOf("--noise", options.noise, NOISE);
  const { method = "patches", reference, output: folder = "." } = options;
  if (method !== "patches" && method !== "svd") {
    throw new UsageError(`--method ${method}: expected patches or svd`);
  }
  const progress = new Progress(io);
  const read = async (file: string) => {
    const photo = await readPicture(file);
    return "grey" in options ? toGrey(photo) : photo;
  };
  const image = await read(path);
  const clean = reference === undefined ? undefined : await read(reference);
  if (clean) checkSameKind(path, image, reference ?? "", clean);
  if (method === "patches" && Math.min(image.width, image.height) < 16) {
    throw new UsageError(
      `${path}: patches need 16 × 16 pixels, this has ${image.width} × ${image.height}; --method svd takes any`,
    );
  }

  const start = io.now();
  const result = denoise(image, {
    noise,
    method,
    onProgress: (done) => progress.update(() => `${Math.floor(100 * done)} % of the patches`),
  });
  const ms = io.now() - start;
  const name = `${basename(path, extname(path))}-denoised.png`;
  progress.step(`writing to ${folder}`);
  await writeOutputs(folder, [{ name, content: await pngOf(result.image) }]);
  const quality = clean && qualityOf(image, result.image, clean);
  const facts = factsOf({ path, image, method, result, given: noise !== undefined, quality });
  facts.push(["time", duration(ms)], ["written", join(folder, name)]);
  await writeReport(
    { options },
    {
      json: { method, noise: result.noise, parts: result.parts, ...quality },
      text: `${aligned(facts)}\n`,
      plot: () => spectrumOf(path, image, result),
    },
    io,
  );
}

interface Quality {
  readonly psnrBefore: number;
  readonly psnrAfter: number;
  readonly ssimBefore: number | null;
  readonly ssimAfter: number | null;
}

function qualityOf(noisy: Image, denoised: Image, clean: Image): Quality {
  const similarity = (a: Image) => (Math.min(a.width, a.height) < 11 ? null : ssim(a, clean));
  return {
    psnrBefore: psnr(noisy, clean),
    psnrAfter: psnr(denoised, clean),
    ssimBefore: similarity(noisy),
    ssimAfter: similarity(denoised),
  };
}

function factsOf(report: {
  readonly path: string;
  readonly image: Image;
  readonly method: "patches" | "svd";
  readonly result: DenoisedImage;
  readonly given: boolean;
  readonly quality?: Quality;
}): [string, string][] {
  const { path, image, method, result, given, quality } = report;
  const each = (value: (part: DenoisedImage["parts"][number]) => string) =>
    result.parts.map(value).join(", ");
  const facts: [string, string][] = [
    [
      "picture",
      `${path}, ${image.width} × ${image.height} pixels, ${image.channels < 3 ? "grey" : "colour"}`,
    ],
    ["noise", `σ = ${compact(result.noise)}, ${given ? "as given" : "estimated"}`],
    ["threshold", `singular values above ${each(({ threshold }) => compact(threshold))}`],
    method === "svd"
      ? ["rank", each(({ rank }) => String(rank))]
      : [
          "rank",
          `${each(({ rank }) => compact(rank, 3))} of 25 on average, of each group of patches`,
        ],
  ];
  if (quality) {
    const { psnrBefore, psnrAfter, ssimBefore, ssimAfter } = quality;
    facts.push(["PSNR", `${decibels(psnrBefore)} before, ${decibels(psnrAfter)} after`]);
    if (ssimBefore !== null && ssimAfter !== null) {
      facts.push(["SSIM", `${ssimBefore.toFixed(4)} before, ${ssimAfter.toFixed(4)} after`]);
    }
  }
  return facts;
}

/** The singular values of the whole picture, and those that would stand out of noise as strong as was found. */
async function spectrumOf(path: string, image: Image, { noise }: DenoisedImage): Promise<string> {
  const { chartSvg } = await import("../../plot/chart.ts");
  const { channels } = decomposeImage(image);
  const { parts } = denoise(image, { noise, method: "svd" });
  const names = channels.length === 1 ? ["grey"] : ["red", "green", "blue"];
  const colours = channels.length === 1 ? ["#3066be"] : ["#d1495b", "#2a9d6f", "#3066be"];
  return chartSvg({
    title: `Singular values of ${basename(path)}, and its noise`,
    x: { title: "k", log: true },
    y: { title: "singular value σₖ", log: true },
    series: channels.map(({ svd }, c) => ({
      name: names[c],
      colour: colours[c],
      x: Array.from(svd.s, (_, i) => i + 1),
      y: svd.s,
    })),
    rules:
      noise > 0
        ? [{ axis: "y", at: parts[0].threshold, text: `threshold for σ = ${compact(noise)}` }]
        : [],
  });
}
