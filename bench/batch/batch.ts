/**
 * Times `svdBatch` against numpy's `linalg.svd` of a stack, in turns, once every matrix of both results has
 * been checked:
 *
 *     taskset -c 1 node --import ./scripts/lib/typescript.mjs bench/batch/batch.ts [relaxed] [float32]
 */
import process from "node:process";
import { THRESHOLD, thinRatio } from "../against/check.ts";
import { numpy, peer } from "../against/commands.ts";
import { Contender } from "../against/contender.ts";
import type { Dtype, Numbers } from "../against/protocol.ts";
import { runtime, script } from "../support/nodes.ts";
import { normal } from "../support/random.ts";
import { median } from "../support/statistics.ts";
import { digits, table, time } from "../support/table.ts";

/** How many matrices of which size: about as much work in each. */
const STACKS = [
  [100_000, 3],
  [50_000, 4],
  [10_000, 8],
  [2_000, 16],
  [600, 24],
  [300, 32],
] as const;

const ROUNDS = 7;

const build = process.argv.includes("relaxed") ? "relaxed" : "plain";
const dtype: Dtype = process.argv.includes("float32") ? "float32" : "float64";

const ours = {
  name: `wasm-svd ${build}`,
  run: script(runtime(process.execPath), build, peer("wasmSvd"), build),
};
const [theirs] = numpy(["python3"]);
const contenders = [await Contender.start(ours), await Contender.start(theirs)];
const rows: string[][] = [];
for (const [count, n] of STACKS) {
  const data = normal(count * n * n, n);
  const a = dtype === "float64" ? data : Float32Array.from(data);
  for (const contender of contenders) {
    await contender.take("a", count * n, n, dtype, a);
    check(contender.name, n, a, await contender.give("batch", dtype));
  }
  const times: number[][] = contenders.map(() => []);
  for (let round = 0; round < ROUNDS; ++round) {
    for (const [i, contender] of contenders.entries()) {
      times[i].push(await contender.time("batch", dtype, 1));
    }
  }
  const ratios = times[0].map((mine, round) => mine / times[1][round]);
  rows.push([
    `${count} of ${n} × ${n}`,
    ...times.map((one) => time(median(one))),
    digits(median(ratios)),
  ]);
}
for (const contender of contenders) contender.stop();
console.log(table([["", ...contenders.map(({ name }) => name), "ratio"], ...rows]));

/** Throws unless each matrix of a stack is decomposed right. */
function check(name: string, n: number, a: Numbers, [u, s, vt]: readonly Numbers[]): void {
  const square = n * n;
  for (let i = 0; i < a.length / square; ++i) {
    const part = (x: Numbers, length: number) => x.subarray(i * length, (i + 1) * length);
    const factors = [part(u, square), part(s, n), part(vt, square)];
    const ratio = thinRatio(n, n, part(a, square), factors, dtype);
    if (!(ratio <= THRESHOLD)) throw new Error(`${name}: matrix ${i} of ${n} × ${n}: ${ratio}`);
  }
}
