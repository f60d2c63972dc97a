import { join } from "node:path";
import { Eigenfaces } from "../../applications/faces.ts";
import { contactSheet } from "../../plot/contactSheet.ts";
import { percent } from "../../plot/percent.ts";
import { aligned, type Arguments, type Command } from "../command.ts";
import { UsageError } from "../errors.ts";
import { writeOutputs } from "../files.ts";
import { duration } from "../format.ts";
import type { Io } from "../io.ts";
import { numberOf } from "../numbers.ts";
import { pngOf } from "../pictures.ts";
import { Progress } from "../progress.ts";
import { REPORT_OPTIONS, writeReport } from "../report.ts";
import { readFaceSet } from "../faceSet.ts";

/** Eigenfaces on the contact sheet. */
const SHOWN = 24;

const COMPONENTS = {
  what: "a whole number from 1, or a part of the variance below 1",
  holds: (value: number) => value > 0 && (value < 1 || Number.isInteger(value)),
};

export const facesFit: Command = {
  name: "faces fit",
  summary: "learn eigenfaces from pictures of faces",
  operand: "FACES",
  description: `FACES is a folder of PNG and JPEG pictures of one size (in a folder for each person, or named such as ann-1.png,
ann-2.png: what stands before the last - or _ is the label), or a .npy file, faces × height × width. Eyes and mouth
must be at the same places. Writes model.json, mean-face.png and eigenfaces.png.`,
  options: {
    components: {
      short: "k",
      value: "K",
      help: "how many eigenfaces, or the part of the variance to keep (default: 0.9)",
    },
    whiten: { help: "let all coordinates count alike" },
    output: { short: "o", value: "DIR", help: "folder for the results (default: ./faces-model)" },
    ...REPORT_OPTIONS,
    plot: { value: "FILE", help: "draw the variance that eigenfaces hold into an .svg file" },
  },
  examples: ["wasm-svd faces fit portraits -o model", "wasm-svd faces fit faces.npy -k 40"],
  run,
};

async function run({ operand: path = "", options }: Arguments, io: Io): Promise<void> {
  const components = numberOf("-k", options.components, COMPONENTS);
  const progress = new Progress(io);
  const { faces, labels, width, height, count } = await readFaceSet(path, progress);
  if (count < 3) throw new UsageError(`${path}: expected at least 3 faces, got ${count}`);
  if (components !== undefined && components >= count) {
    throw new UsageError(
      `-k ${components}: expected at most ${count - 1}, one less than there are faces`,
    );
  }
  progress.step(`decomposing ${count} faces of ${width} × ${height} pixels`);
  const start = io.now();
  const model = new Eigenfaces({
    ...(components !== undefined && { components }),
    whiten: "whiten" in options,
    size: { width, height },
  }).fit(faces, labels);
  const ms = io.now() - start;

  const k = model.singularValues.length;
  const { output: folder = "faces-model" } = options;
  const tiles = Array.from({ length: Math.min(k, SHOWN) }, (_, i) => ({
    image: model.eigenface(i),
    title: String(i + 1),
    note: percent(model.explainedVarianceRatio[i], 1),
  }));
  const sheet = contactSheet([{ image: model.meanFace(), title: "mean face" }, ...tiles], {
    title: `Eigenfaces of ${count} faces, and the variance that each holds`,
    size: 160,
  });
  await writeOutputs(folder, [
    { name: "model.json", content: `${JSON.stringify(model)}\n` },
    { name: "mean-face.png", content: await pngOf(model.meanFace()) },
    { name: "eigenfaces.png", content: await pngOf(sheet) },
  ]);
  const held = model.explainedVarianceRatio.reduce((a, b) => a + b, 0);
  const people = new Set(labels).size;
  const facts: [string, string][] = [
    [
      "faces",
      `${path}, ${count} of ${width} × ${height} pixels${labels ? `, ${people} labels` : ""}`,
    ],
    ["eigenfaces", `${k}, which hold ${percent(held, 1)} of the variance`],
    ["time", duration(ms)],
    [
      "written",
      ["model.json", "mean-face.png", "eigenfaces.png"].map((x) => join(folder, x)).join(", "),
    ],
  ];
  await writeReport(
    { options },
    {
      json: { faces: count, labels: people, width, height, components: k, variance: held },
      text: `${aligned(facts)}\n`,
      plot: () => plotOf(model),
    },
    io,
  );
}

async function plotOf({ explainedVarianceRatio: parts }: Eigenfaces): Promise<string> {
  const { chartSvg } = await import("../../plot/chart.ts");
  const x = Array.from(parts, (_, i) => i + 1);
  let sum = 0;
  return chartSvg({
    title: "The variance of the faces that eigenfaces hold",
    x: { title: "eigenface", whole: true },
    y: { title: "%", from: 0, to: 100 },
    series: [
      { name: "each", as: "bars", x, y: parts.map((part) => 100 * part) },
      { name: "the first k", x, y: parts.map((part) => 100 * (sum += part)) },
    ],
  });
}
