// Compares `bidiagonalize` of two folders of builds, in turn and in one process:
//
//     node --import ./scripts/lib/typescript.mjs bench/bidiagonalize.ts OTHER [SIZES] [BUILDS]
//
// OTHER holds f64.wasm and so on of another commit. Row vectors are lost, as for values only. Times are
// of the processor, not of the clock: they count what others on the core do least. The results are kept.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { commit, machine } from "./support/machine.ts";
import { normal } from "./support/random.ts";
import { median } from "./support/statistics.ts";

type Export = (...values: number[]) => number;

const PAGE = 65_536;
/** Flops of the calls of a size, at least, and calls. */
const WORK = 4e9;
const ROUNDS = 7;

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const [other, sizes = "64,256,512,768,1024,1536", builds = "f64,f32"] = process.argv.slice(2);
if (!other) throw new Error("bidiagonalize: expected a folder of builds to compare with");

const rows: Record<string, string | number>[] = [];
for (const build of builds.split(",")) {
  for (const n of sizes.split(",").map(Number)) {
    const row = { build, n, ...compare(build, n) };
    console.log(row);
    rows.push(row);
  }
}
const date = new Date().toISOString().slice(0, 10);
const results = path.join(root, "bench", "results");
mkdirSync(results, { recursive: true });
const file = `bidiagonalize-${date}-node${process.versions.node.split(".")[0]}.json`;
const kept = { date, commit: commit(root), node: process.version, machine: machine(), rows };
writeFileSync(path.join(results, file), `${JSON.stringify(kept, null, 2)}\n`);

/** Milliseconds of both, the least and the median, and their ratio in the same round. */
function compare(build: string, n: number): Record<string, number> {
  const data = normal(n * n, n);
  const folders = [path.join(root, "build"), other];
  const [run, runOther] = folders.map((folder) =>
    prepare(path.join(folder, `${build}.wasm`), build.startsWith("f64") ? 8 : 4, n, data),
  );
  const flops = (8 / 3) * n ** 3;
  const rounds = Math.max(ROUNDS, Math.ceil(WORK / flops));
  const [times, otherTimes]: number[][] = [[], []];
  for (let i = 0; i < rounds + 1; ++i) {
    times.push(run());
    otherTimes.push(runOther());
  }
  const [ours, theirs] = [times.slice(1), otherTimes.slice(1)];
  const ratios = ours.map((t, i) => t / theirs[i]);
  const [least, otherLeast] = [Math.min(...ours), Math.min(...theirs)];
  return {
    ...{ least, median: median(ours), gigaflops: flops / least / 1e6 },
    ...{ otherLeast, otherMedian: median(theirs) },
    ...{ ratio: median(ratios), ratioOfLeast: least / otherLeast },
  };
}

/** Nobody watches. */
const HOST = { enter: (phase: number) => phase, checkpoint: () => {} };

/** Returns a function that bidiagonalizes an n × n matrix afresh and returns the milliseconds. */
function prepare(file: string, size: number, n: number, data: Float64Array): () => number {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const module = new WebAssembly.Module(readFileSync(file));
  const exports = new WebAssembly.Instance(module, { env: { memory }, host: HOST }).exports;
  const { bidiagonalize, bidiagonalizeWorkspace } = exports as unknown as Record<string, Export>;
  let top = 1024;
  const allocate = (bytes: number): number => {
    const at = top;
    top += Math.ceil(bytes / 64) * 64;
    return at;
  };
  const a = allocate(n * n * size);
  const vectors = Array.from({ length: 5 }, () => allocate((n + 1) * size));
  const [p, ...rest] = vectors;
  const work = allocate(bidiagonalizeWorkspace(n, n));
  memory.grow(Math.ceil(top / PAGE));
  const length = n * n;
  const view =
    size === 8
      ? new Float64Array(memory.buffer, a, length)
      : new Float32Array(memory.buffer, a, length);
  return () => {
    view.set(data);
    const begin = process.cpuUsage();
    bidiagonalize(n, n, a, n * size, p, 0, ...rest, work);
    const { user, system } = process.cpuUsage(begin);
    return (user + system) / 1000;
  };
}
