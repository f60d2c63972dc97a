// The weights of a network that recognizes faces: what their singular values say, and how many weights would do.
// They come from the npm package @vladmandic/face-api.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { analyzeWeights, factorizeLinear } from "wasm-svd";
import { table } from "wasm-svd/plot";

const require = createRequire(import.meta.url);
const folder = path.join(
  path.dirname(require.resolve("@vladmandic/face-api/package.json")),
  "model",
);
const [{ weights }] = JSON.parse(
  readFileSync(path.join(folder, "face_recognition_model-weights_manifest.json"), "utf8"),
);
const bytes = new Uint8Array(readFileSync(path.join(folder, "face_recognition_model.bin")));

// Tensors lie one behind the other, most of them as numbers q of 8 bits that stand for q · scale + min.
/** @type {Record<string, { shape: number[], data: Float32Array }>} */
const layers = {};
let at = 0;
for (const { name, shape, quantization } of weights) {
  const count = shape.reduce(
    (/** @type {number} */ product, /** @type {number} */ n) => product * n,
    1,
  );
  const size = quantization ? 1 : 4;
  const part = bytes.slice(at, at + count * size);
  const data = quantization
    ? Float32Array.from(part, (q) => q * quantization.scale + quantization.min)
    : new Float32Array(part.buffer);
  if (shape.length > 1) layers[name] = { shape, data };
  at += count * size;
}

// Kernels are h × w × in × out, as TensorFlow has them.
const layout = "out-last";
const found = Object.entries(analyzeWeights(layers, { layout }));
const names = found.map(([name]) => name);
const total = found.reduce((sum, [, { parameters }]) => sum + parameters, 0);
console.log(`${found.length} layers, ${total} weights`);

const thin = factorizeLinear(layers, { energy: 0.99, layout });
const column = (/** @type {string} */ heading, /** @type {(i: number) => string} */ cell) => ({
  heading,
  cells: names.map((_, i) => cell(i)),
});
console.log(
  table([
    { ...column("layer", (i) => names[i]), align: "left" },
    column("out × in", (i) => `${found[i][1].rows} × ${found[i][1].columns}`),
    column("σ₁", (i) => found[i][1].spectralNorm.toFixed(2)),
    column("stable rank", (i) => found[i][1].stableRank.toFixed(1)),
    column("effective", (i) => found[i][1].effectiveRank.toFixed(1)),
    column("99 %", (i) => `${found[i][1].energyRanks[2].rank}`),
    column("above noise", (i) => `${found[i][1].noise.above}`),
    column("weights after", (i) => `${thin[names[i]].parametersAfter}`),
  ]),
);

const after = names.reduce((sum, name) => sum + thin[name].parametersAfter, 0);
console.log(
  `with 99 % of Σ σ² in each layer: ${after} weights, ${((100 * after) / total).toFixed(1)} %`,
);
for (const budget of [0.75, 0.5, 0.25]) {
  const shared = factorizeLinear(layers, { budget, relative: true, layout });
  const errors = names.map((name) => shared[name].relativeError ** 2);
  const mean = Math.sqrt(errors.reduce((sum, error) => sum + error, 0) / errors.length);
  console.log(
    `${100 * budget} % of the weights, shared among the layers: an error of ${(100 * mean).toFixed(1)} % in the mean`,
  );
}
