// What memory.node.test.ts runs with --expose-gc, in a process of its own whose memory it can tell.
import { Matrix, svd, svdvals } from "../../src/index.ts";
import { engineFor } from "../../src/wasm/engine.ts";

/** With 2 columns the full left factor is large, and computed in no time. */
const ROWS = 6_500;

const large = () => {
  const data = Float64Array.from({ length: 2 * ROWS }, (_, i) => Math.sin(i * i));
  const { U } = svd(new Matrix(ROWS, 2, data), { vectors: "full" });
  if (U.data.length !== ROWS * ROWS) throw new Error("the full factor is not full");
};

/** MiB of this process, once nothing is left to collect. */
const resident = async () => {
  for (let i = 0; i < 3; ++i) {
    globalThis.gc!();
    // Pages are unmapped by another thread.
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return Math.round(process.memoryUsage().rss / 2 ** 20);
};

/** Puts numbers into an engine, and keeps hold of it. */
const hold = () => {
  const engine = engineFor(new Float64Array(0));
  const at = engine.push(Float64Array.of(1, 2, 3));
  const look = () =>
    engineFor(new Float64Array(0)) === engine ? Array.from(engine.pull(at, 3)) : [];
  return { look };
};

svdvals([[1]]);
const before = await resident();
const holders = [hold()];
large();
const holding = await resident();
svdvals([[1]]);
const pulled = holders.pop()?.look();
const after = await resident();
const [value] = svdvals([[2]]);

const peaks: number[] = [];
for (let i = 0; i < 5; ++i) {
  large();
  peaks.push(Math.round(process.memoryUsage().rss / 2 ** 20));
}
const afterMore = await resident();
console.log(JSON.stringify({ before, holding, pulled, after, value, peaks, afterMore }));
