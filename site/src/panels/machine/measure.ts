import { check } from "./check.ts";
import { contendersFor, NAMES, type Contender, type Name } from "./contenders.ts";

/** Times of one size. */
export interface Row {
  readonly n: number;
  /** Milliseconds of a call; of ml-matrix undefined where it would have taken too long. */
  readonly times: Readonly<Partial<Record<Name, number>>>;
  /** How many times as long ml-matrix takes: the medians of the ratios in one round. */
  readonly ratios: Readonly<Partial<Record<"float64" | "float32", number>>>;
  /** Half the distance of the quartiles of our times relative to their median: large where the machine is busy. */
  readonly spread: number;
  /** The largest difference between singular values of both, relative to σ₁, in double precision. */
  readonly apart?: number;
  /** Milliseconds that ml-matrix would have taken, by its last size. */
  readonly skipped?: number;
}

/** A sample lasts so long: clocks of pages that are not isolated stand still for 0.1 ms. */
const SAMPLE = 10;
/** Milliseconds that the rounds of one size should take; there are at least three, but one alone of a call that is slow. */
const BUDGET = 1500;
const ROUNDS = { least: 3, most: 15 };
const SLOW = 2000;
/** A call that is expected to take longer is skipped. */
const TOO_LONG = 10_000;

/**
 * Measures one size: everybody computes once and is checked, works until the engine has optimized it, and then takes turns.
 *
 * @param previous - The row before, from which it is told how long ml-matrix will take.
 * @param tell - Told what comes next.
 */
export function measure(n: number, previous: Row | undefined, tell: (phase: string) => void): Row {
  const a = normalNumbers(n * n, n);
  const all = contendersFor(n, a);
  const expected = expectedTime(n, previous);
  const skip = expected > TOO_LONG;
  const racing = NAMES.filter((name) => !skip || name !== "ml-matrix").map((name) => all[name]);

  tell("computing, and comparing results");
  const once = racing.map(timeOf);
  const apart = skip ? undefined : check(all["ml-matrix"], all.float64, a, n);
  check(all.float64, skip ? all.float32 : all["ml-matrix"], a, n);
  check(all.float32, all.float64, a, n);

  tell("warming up");
  const calls = racing.map((contender, i) => warmUp(contender, once[i]));
  tell("taking turns");
  const samples = racing.map(() => [] as number[]);
  const slow = once.some((time) => time > SLOW);
  const start = performance.now();
  do {
    racing.forEach((contender, i) => samples[i].push(sample(contender, calls[i])));
  } while (goesOn(samples[0].length, performance.now() - start, slow));
  const times = Object.fromEntries(racing.map(({ name }, i) => [name, median(samples[i])]));
  const spread = spreadOf(samples[racing.indexOf(all.float64)]);
  const ratios = skip ? {} : ratiosOf(samples);
  return {
    n,
    times,
    ratios,
    spread,
    ...(apart !== undefined && { apart }),
    ...(skip && { skipped: expected }),
  };
}

function timeOf({ run }: Contender): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function goesOn(rounds: number, elapsed: number, slow: boolean): boolean {
  if (rounds < ROUNDS.least) return !slow;
  return rounds < ROUNDS.most && elapsed < BUDGET;
}

/** Milliseconds that everybody works unmeasured: engines compile what runs often. */
const WARM_UP = 120;

/** From how many milliseconds on the clocks of all browsers tell anything. */
const TELLING = 1;

/**
 * Runs what does not take long for a while; returns how many calls make a sample: by the fastest of some, as on a machine
 * that is busy most of the time goes to others.
 */
function warmUp(contender: Contender, once: number): number {
  if (once > WARM_UP) return 1;
  const start = performance.now();
  let fastest = Infinity;
  let calls = 1;
  while (performance.now() - start < WARM_UP || fastest === Infinity) {
    const time = sample(contender, calls);
    if (calls * time >= TELLING) fastest = Math.min(fastest, time);
    if (calls * time < SAMPLE / 4) calls *= 2;
  }
  return Math.max(1, Math.ceil(SAMPLE / fastest));
}

/** Milliseconds of a call, the mean of some. */
function sample({ run }: Contender, calls: number): number {
  const start = performance.now();
  for (let i = 0; i < calls; ++i) run();
  return (performance.now() - start) / calls;
}

/** The flops of a decomposition grow with n³. */
function expectedTime(n: number, previous: Row | undefined): number {
  const time = previous?.times["ml-matrix"] ?? previous?.skipped;
  return previous && time !== undefined ? time * (n / previous.n) ** 3 : 0;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Of what was sampled of all three, in the order of NAMES. */
function ratiosOf(samples: readonly (readonly number[])[]): Row["ratios"] {
  const [double, single, theirs] = samples;
  return {
    float64: median(theirs.map((time, k) => time / double[k])),
    float32: median(theirs.map((time, k) => time / single[k])),
  };
}

function spreadOf(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  const quarter = (sorted.length - 1) / 4;
  return (sorted[Math.round(3 * quarter)] - sorted[Math.round(quarter)]) / 2 / median(sorted);
}

/** Standard normal numbers, the same for the same seed (Park and Miller's generator; Box and Muller). */
function normalNumbers(count: number, seed: number): Float64Array<ArrayBuffer> {
  let state = seed + 1;
  const uniform = () => (state = (state * 48271) % 2147483647) / 2147483647;
  return Float64Array.from({ length: count }, () => {
    return Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  });
}
