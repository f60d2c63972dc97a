import { engineFor, type Engine } from "../../src/wasm/engine.ts";
import { normal } from "../support/random.ts";
import { median } from "../support/statistics.ts";
import type { Phases } from "./cases.ts";
import { thinParts } from "./parts.ts";

/** Times the phases of thin SVDs with one build: node measure.ts plain|relaxed quick|normal 512x512,… */
const [build, effort, shapes] = process.argv.slice(2);

/** Milliseconds that the runs of one shape may take, and how many there are at least and at most. */
const [BUDGET, LEAST, MOST] = effort === "quick" ? [50, 2, 2] : [800, 3, 31];

const results: Phases[] = [];
for (const scalars of [new Float64Array(0), new Float32Array(0)]) {
  const engine: Engine = engineFor(scalars, { reproducible: build === "plain" });
  for (const shape of shapes.split(",")) {
    const [m, n] = shape.split("x").map(Number);
    const numbers = normal(m * n, m + n);
    const data = scalars.BYTES_PER_ELEMENT === 8 ? numbers : Float32Array.from(numbers);
    results.push(engine.arena.scope(() => time(engine, m, n, data)));
  }
}
console.log(JSON.stringify(results));

/** Runs the whole and the parts in turn, so that both see the same machine. */
function time(engine: Engine, m: number, n: number, data: Float64Array | Float32Array): Phases {
  const { restore, parts } = thinParts(engine, Math.max(m, n), Math.min(m, n), data);
  const whole = driver(engine, m, n, data);
  const wholes: number[] = [];
  const times = parts.map((): number[] => []);
  let spent = 0;
  // The first two runs are for the compilers.
  for (let run = -2; run < LEAST || (run < MOST && spent < BUDGET); ++run) {
    restore();
    const begin = performance.now();
    const ofParts = parts.map((part) => elapsed(part.run));
    const ofWhole = elapsed(whole);
    if (run < 0) continue;
    wholes.push(ofWhole);
    ofParts.forEach((milliseconds, i) => times[i].push(milliseconds));
    spent += performance.now() - begin;
  }
  return {
    dtype: data.BYTES_PER_ELEMENT === 8 ? "float64" : "float32",
    rows: m,
    columns: n,
    milliseconds: median(wholes),
    phases: parts.map(({ name, flops }, i) => {
      const milliseconds = median(times[i]);
      return {
        name,
        milliseconds,
        ...(flops > 0 ? { gflops: flops / milliseconds / 1e6 } : {}),
      };
    }),
  };
}

/** The driver itself, on the same matrix. */
function driver(
  engine: Engine,
  m: number,
  n: number,
  data: Float64Array | Float32Array,
): () => void {
  const { svd, svdWorkspace } = engine.exports;
  const a = engine.push(data);
  const k = Math.min(m, n);
  const [u, s, vt] = [m * k, k, k * n].map((length) => engine.allocate(length));
  const work = engine.arena.allocate(svdWorkspace(m, n, 1, 0));
  return () => {
    engine.write(a, data);
    svd(m, n, 1, 0, a, u, s, vt, work);
  };
}

function elapsed(run: () => void): number {
  const begin = performance.now();
  run();
  return performance.now() - begin;
}
