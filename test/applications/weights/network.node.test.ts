// On the weights of a real network: face recognition of @vladmandic/face-api, a ResNet of 34 layers.
import { expect, it } from "vitest";
import { analyzeLayers, analyzeWeights } from "../../../src/applications/weights/analyzeWeights.ts";
import { factorizeLinear } from "../../../src/applications/weights/factorizeLinear.ts";
import { lengthOf } from "../../../src/applications/weights/length.ts";
import { weightMatrix } from "../../../src/applications/weights/weightInput.ts";
import { multiply } from "../../../src/multiply.ts";
import { Matrix } from "../../../src/matrix.ts";
import { openSafetensors } from "../../../src/io/safetensors/open.ts";
import { writeSafetensors } from "../../../src/io/safetensors/write.ts";
import { faceApiNetwork } from "../../support/faceApi.ts";
import { random } from "../../support/random.ts";

const network = faceApiNetwork("face_recognition_model");
const layout = "out-last";
const LAYER = "conv128_1/conv1/conv/filters";

function squares(a: Matrix): number {
  return lengthOf(a.data) ** 2;
}

it("outputs of a factorized layer differ by what the discarded singular values predict", () => {
  const w = weightMatrix("test", network[LAYER], { layout });
  const found = factorizeLinear(network[LAYER], { energy: 0.9, layout });
  const { normal } = random(1);
  const samples = 1000;
  const x = new Matrix(
    w.columns,
    samples,
    Float64Array.from({ length: w.columns * samples }, normal),
  );
  const y = multiply(w, x);
  const approximate = multiply(found.second, multiply(found.first, x));
  const difference = new Matrix(
    y.rows,
    samples,
    y.data.map((value, i) => value - approximate.data[i]),
  );
  const predicted = found.error ** 2;
  expect(Math.abs(squares(difference) / samples / predicted - 1)).toBeLessThan(0.03);
  expect(found.relativeError ** 2).toBeLessThan(0.1);
});

it("with activations the error on them is what is said, to rounding, and smaller", () => {
  const w = weightMatrix("test", network[LAYER], { layout });
  const { normal } = random(2);
  // Not negative, as after a ReLU, and of different sizes.
  const activations = new Matrix(
    300,
    w.columns,
    Float32Array.from({ length: 300 * w.columns }, (_, i) => {
      return Math.max(0, normal()) / (1 + (i % w.columns) / 50);
    }),
  );
  const weighted = factorizeLinear(network[LAYER], { rank: 40, layout, activations });
  const plain = factorizeLinear(network[LAYER], { rank: 40, layout });
  const [loss, plainLoss] = [weighted, plain].map(({ first, second }) => {
    const product = multiply(second, first);
    const difference = new Matrix(
      w.rows,
      w.columns,
      w.data.map((x, i) => x - product.data[i]),
    );
    return Math.sqrt(squares(multiply(difference, activations.transpose())));
  });
  expect(Math.abs(loss / weighted.error - 1)).toBeLessThan(1e-4);
  expect(loss).toBeLessThan(0.8 * plainLoss);
});

it("analyzes the network through a file, tensor by tensor, the same", async () => {
  const few = Object.fromEntries(Object.entries(network).filter(([name]) => /^conv32/.test(name)));
  const file = await openSafetensors(writeSafetensors(few));
  const names: string[] = [];
  for await (const { name, ...analysis } of analyzeLayers(file, { layout })) {
    names.push(name);
    expect(analysis).toEqual(analyzeWeights(network[name], { layout }));
  }
  expect(names).toEqual(Object.keys(few).filter((name) => few[name].shape.length >= 2));
  expect(names.length).toBe(7);
});
