import { engineFor, type Engine } from "../../src/wasm/engine.ts";
import { measure } from "../support/clock.ts";
import { normal } from "../support/random.ts";
import { LEVELS, type Bench, type Measurement } from "./cases.ts";
import { matrixKernels } from "./matrixKernels.ts";
import { productKernels } from "./productKernels.ts";
import { vectorKernels } from "./vectorKernels.ts";

/** Times every kernel of one build, in both precisions: node measure.ts plain|relaxed quick|normal. */
const [build, effort] = process.argv.slice(2);

/** Random numbers before they repeat: more would take longer to make than to measure. */
const PATTERN = 10_007;

const measurements: Measurement[] = [];
for (const scalars of [new Float64Array(0), new Float32Array(0)]) {
  const engine: Engine = engineFor(scalars, { reproducible: build === "plain" });
  const size = scalars.BYTES_PER_ELEMENT;
  const numbers = (length: number): number => {
    const data = normal(Math.min(length, PATTERN), length);
    const at = engine.allocate(length);
    for (let i = 0; i < length; i += PATTERN) {
      const part = data.subarray(0, Math.min(PATTERN, length - i));
      engine.write(at + i * size, size === 8 ? part : Float32Array.from(part));
    }
    return at;
  };
  const bench: Bench = { engine, size, numbers };
  const groups = [
    ...LEVELS.flatMap((level) => [
      () => vectorKernels(bench, level),
      () => matrixKernels(bench, level),
    ]),
    ...productKernels(bench),
  ];
  for (const group of groups) {
    engine.arena.scope(() => {
      for (const { call, kernel, size: of, flops, bytes } of group()) {
        const milliseconds = measure(effort === "quick", call);
        const rates = { gflops: flops / milliseconds / 1e6, gigabytes: bytes / milliseconds / 1e6 };
        measurements.push({
          kernel,
          dtype: size === 8 ? "float64" : "float32",
          size: of,
          milliseconds,
          ...rates,
        });
      }
    });
  }
}
console.log(JSON.stringify(measurements));
