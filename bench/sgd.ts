// Compares an epoch of stochastic gradient descent over ratings with plain TypeScript that does the same steps in the
// same order:
//
//     node --import ./scripts/lib/typescript.mjs bench/sgd.ts [RATINGS] [FACTORS]
//
// 6,000 users × 4,000 items, 1,000,000 ratings and 50 factors by default; the users in a random order, the ratings of each
// together, as `fitFactors` takes them. Both start from the same numbers, and their results are compared before anything
// is timed. TypeScript computes on typed arrays of doubles, which is what it is fastest with: arrays of singles cost it a
// conversion at each access. The contenders take turns; a ratio is the median of those of one round. The results are kept.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { Real } from "../src/real.ts";
import { engineFor, type Engine } from "../src/wasm/engine.ts";
import { commit, machine } from "./support/machine.ts";
import { normal } from "./support/random.ts";
import { median, spread } from "./support/statistics.ts";

const [count = 1_000_000, factors = 50] = process.argv.slice(2).map(Number);
const USERS = 6000;
const ITEMS = 4000;
const ROUNDS = 15;
const RATE = 0.01;
const LAMBDA = 0.05;
const MEAN = 3.5;

interface Contender {
  /** Makes a step for each rating; returns the sum of squared errors. */
  epoch(): number;
  /** Some of the numbers that it has come to. */
  factors(): Float64Array;
}

const data = draw();
const ours = [new Float32Array(0), new Float64Array(0)].flatMap((like) => {
  // Where there is no relaxed SIMD (Node 20 without a flag), the two choices are one build.
  const builds = [true, false].map((reproducible) => engineFor<Real>(like, { reproducible }));
  return [...new Set(builds)].map((engine) => [engine.build, webAssembly(engine, like)] as const);
});
const contenders: Record<string, Contender> = {
  typescript: plainTypeScript(),
  ...Object.fromEntries(ours),
};
const names = Object.keys(contenders);

const sums = names.map((name) => contenders[name].epoch());
names.forEach((name, k) => compare(name, sums[k]));

const times = Object.fromEntries(names.map((name) => [name, [] as number[]]));
for (let round = 0; round < ROUNDS; ++round) {
  for (const name of names) {
    const start = performance.now();
    contenders[name].epoch();
    times[name].push(performance.now() - start);
  }
}
const rows = names.map((name) => ({
  name,
  milliseconds: median(times[name]),
  spread: spread(times[name]),
  nanosecondsPerRating: (median(times[name]) / count) * 1e6,
  timesAsFast: median(times[name].map((time, round) => times.typescript[round] / time)),
}));
console.table(rows);

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const date = new Date().toISOString().slice(0, 10);
const results = path.join(root, "bench", "results");
mkdirSync(results, { recursive: true });
const kept = {
  ...{ date, commit: commit(root), node: process.version, machine: machine() },
  ...{ users: USERS, items: ITEMS, ratings: count, factors, rounds: ROUNDS, rows },
};
const file = `sgd-${date}-node${process.versions.node.split(".")[0]}.json`;
writeFileSync(path.join(results, file), `${JSON.stringify(kept, null, 2)}\n`);

/** Ratings of random pairs, the users one after the other in a random order. */
function draw() {
  const random = normal(4 * count + USERS, 1);
  const place = (x: number, most: number) => Math.floor((x * 1000 - Math.floor(x * 1000)) * most);
  const rank = random.subarray(4 * count);
  const pairs = Array.from({ length: count }, (_, k) => ({
    user: place(random[k], USERS),
    item: place(random[count + k], ITEMS),
    rating: MEAN + random[2 * count + k],
  })).sort((a, b) => rank[a.user] - rank[b.user]);
  return {
    users: Uint32Array.from(pairs, ({ user }) => user),
    items: Uint32Array.from(pairs, ({ item }) => item),
    ratings: Float64Array.from(pairs, ({ rating }) => rating),
    p: normal(USERS * factors, 2).map((x) => 0.1 * x),
    q: normal(ITEMS * factors, 3).map((x) => 0.1 * x),
  };
}

/** @throws {@link Error} if a contender does something else. */
function compare(name: string, sum: number): void {
  const [ours, theirs] = [contenders[name].factors(), contenders.typescript.factors()];
  const eps = name.startsWith("f32") ? 2 ** -23 : 2 ** -52;
  // Each number takes part in some hundred steps, all of them below 1.
  const tolerance = 1e4 * eps;
  let worst = Math.abs(sum / sums[0] - 1);
  for (let i = 0; i < theirs.length; ++i) worst = Math.max(worst, Math.abs(ours[i] - theirs[i]));
  if (!(worst <= tolerance)) throw new Error(`sgd: ${name} differs by ${worst} after an epoch`);
}

function plainTypeScript(): Contender {
  const { users, items, ratings } = data;
  const [p, q] = [data.p.slice(), data.q.slice()];
  const [b, c] = [new Float64Array(USERS), new Float64Array(ITEMS)];
  const epoch = () => {
    let sum = 0;
    for (let k = 0; k < count; ++k) {
      const u = users[k];
      const i = items[k];
      const x = u * factors;
      const y = i * factors;
      let e = ratings[k] - MEAN - b[u] - c[i];
      for (let j = 0; j < factors; ++j) e -= p[x + j] * q[y + j];
      b[u] += RATE * (e - LAMBDA * b[u]);
      c[i] += RATE * (e - LAMBDA * c[i]);
      for (let j = 0; j < factors; ++j) {
        const pj = p[x + j];
        const qj = q[y + j];
        p[x + j] = pj + RATE * (e * qj - LAMBDA * pj);
        q[y + j] = qj + RATE * (e * pj - LAMBDA * qj);
      }
      sum += e * e;
    }
    return sum;
  };
  return { epoch, factors: () => Float64Array.of(...p.subarray(0, 1000), ...b.subarray(0, 100)) };
}

function webAssembly(engine: Engine<Real>, like: Real): Contender {
  const { exports, arena } = engine;
  const lanes = 16 / like.BYTES_PER_ELEMENT;
  const width = Math.ceil((factors + 1) / lanes) * lanes;
  const push = (rows: number, from: Float64Array) => {
    const at = engine.allocate(rows * width);
    const to = engine.numbers.subarray(at / like.BYTES_PER_ELEMENT).fill(0, 0, rows * width);
    for (let i = 0; i < rows; ++i) {
      to.set(from.subarray(i * factors, (i + 1) * factors), i * width);
    }
    return at;
  };
  const pushIndices = (indices: Uint32Array) => {
    const at = arena.allocate(indices.byteLength);
    new Uint32Array(arena.memory.buffer, at, count).set(indices);
    return at;
  };
  const [usersAt, itemsAt] = [pushIndices(data.users), pushIndices(data.items)];
  const ratingsAt = engine.allocate(count);
  engine.numbers.set(data.ratings, ratingsAt / like.BYTES_PER_ELEMENT);
  const [pAt, qAt] = [push(USERS, data.p), push(ITEMS, data.q)];
  const step = [MEAN, 1, RATE, LAMBDA, pAt, qAt] as const;
  const row = (at: number, i: number) =>
    engine.pull(at + i * width * like.BYTES_PER_ELEMENT, width);
  return {
    epoch: () => exports.descend(count, width, usersAt, itemsAt, ratingsAt, ...step),
    /** The first numbers of P, and the first biases, as `plainTypeScript` returns them. */
    factors: () => {
      const first = new Float64Array(1100);
      for (let at = 0; at < 1000; ++at) {
        first[at] = row(pAt, Math.floor(at / factors))[at % factors];
      }
      for (let u = 0; u < 100; ++u) first[1000 + u] = row(pAt, u)[width - 1];
      return first;
    },
  };
}
