import { Eigenfaces, type FaceMetric, type SavedEigenfaces } from "../../applications/faces.ts";
import { aligned, type Arguments, type Command } from "../command.ts";
import { UsageError } from "../errors.ts";
import { readInput } from "../files.ts";
import { compact } from "../format.ts";
import type { Io } from "../io.ts";
import { printReport } from "../report.ts";
import { readPicture } from "../pictures.ts";

const METRICS = ["mahalanobis", "euclidean", "cosine"] as const;

export const facesIdentify: Command = {
  name: "faces identify",
  summary: "say whose face a picture shows, and whether it is one",
  operand: "PHOTO",
  description: `Finds the face nearest to PHOTO among those that 'wasm-svd faces fit' learnt from. PHOTO must have their size. Its distance
from the face space is above 1 for what looks like no face.`,
  options: {
    model: { short: "m", value: "FILE", help: "model.json of 'faces fit' (needed)" },
    metric: { value: "NAME", help: "mahalanobis (default), euclidean or cosine" },
    json: { help: "print the numbers as JSON" },
  },
  examples: ["wasm-svd faces identify photo.png --model faces-model/model.json"],
  run,
};

async function run({ operand: path = "", options }: Arguments, io: Io): Promise<void> {
  if (options.model === undefined) throw new UsageError("expected a model: --model FILE");
  const metric = metricOf(options.metric);
  const model = await readModel(options.model);
  const photo = await readPicture(path);
  const { width, height } = model.meanFace();
  if (photo.width !== width || photo.height !== height) {
    throw new UsageError(
      `${path} has ${photo.width} × ${photo.height} pixels, the faces of the model ${width} × ${height}`,
    );
  }
  const match = model.identify(photo, { metric });
  const space = model.distanceToFaceSpace(photo);
  const isFace = model.isFace(photo);
  const facts: [string, string][] = [
    ["nearest", `${match.label}, face ${match.index + 1} of ${model.labels.length}`],
    ["distance", `${compact(match.distance)}, ${metric}`],
    ["face space", `${compact(space.distance)}: ${isFace ? "a face" : "not a face"}`],
  ];
  const json = { ...match, metric, isFace, faceSpace: space };
  printReport(options, { json, text: `${aligned(facts)}\n` }, io);
}

function metricOf(name: string | undefined): FaceMetric {
  if (name === undefined) return "mahalanobis";
  const metric = METRICS.find((one) => one === name);
  if (metric) return metric;
  throw new UsageError(`--metric ${name}: expected ${METRICS.join(", ")}`);
}

async function readModel(path: string): Promise<Eigenfaces> {
  const text = new TextDecoder().decode(await readInput(path));
  try {
    return Eigenfaces.fromJSON(JSON.parse(text) as SavedEigenfaces);
  } catch (error) {
    throw new UsageError(`cannot read ${path}: expected a model.json of 'wasm-svd faces fit'`, {
      cause: error,
    });
  }
}
