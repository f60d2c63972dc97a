import { median, spread } from "../support/statistics.ts";
import {
  THRESHOLD,
  batchRatio,
  bidiagonalRatio,
  complexRatio,
  productRatio,
  thinRatio,
  truncatedResidual,
  valuesRatio,
} from "./check.ts";
import type { Contender } from "./contender.ts";
import { operandsOf, type Operand } from "./operands.ts";
import type { Dtype, Numbers, Truncation, Work } from "./protocol.ts";

/** One piece of work of one size, for all who can do it; "batch" has a row for each row of each matrix. */
export interface Event {
  readonly work: Work;
  readonly rows: number;
  readonly columns: number;
  readonly truncation?: Truncation;
}

/** A contender with the precision that it computes in. */
export interface Entrant {
  readonly name: string;
  readonly contender: Contender;
  readonly dtype: Dtype;
}

export interface Result {
  readonly name: string;
  readonly dtype: Dtype;
  /** How far the result was from right, in units of unavoidable rounding errors. */
  readonly error: number;
  /** Whether it passed the check; what does not is not timed. */
  readonly right: boolean;
  /** Time of one call in each round; null where it sat out. */
  readonly rounds: readonly (number | null)[];
  readonly milliseconds: number;
  readonly spread: number;
  /** Calls for each entry of `rounds`. */
  readonly calls: number;
}

export interface Effort {
  /** Milliseconds that the rounds of one event may take. */
  readonly budget: number;
  readonly rounds: readonly [least: number, most: number];
}

export const NORMAL: Effort = { budget: 2000, rounds: [5, 31] };
/** Shows that everything works; the numbers mean little. */
export const QUICK: Effort = { budget: 300, rounds: [3, 3] };

/** Milliseconds of work before anything is timed, so that optimizing compilers have done theirs. */
const WARM_UP = 300;
/**
 * Bytes of results before anything is timed. V8 frees the arrays of old results when some 64 MB have come together;
 * until then each call gets pages of memory that were never used, which cost up to 3 ms a MB in a virtual machine.
 */
const RECYCLED = 100e6;
/** Milliseconds after which a slow one has warmed up all the same. */
const LONGEST_WARM_UP = 1000;
/** Milliseconds of one sample: fast work is repeated until a clock of microseconds is no matter. */
const SAMPLE = 4;
/** One that is so many times slower than the fastest takes part in a few rounds only. */
const SLOW = 8;
const SLOW_ROUNDS = 3;

/**
 * Checks the entrants, then times them in rounds, one after the other, so that
 * whatever the machine does to one it does to all of them.
 */
export async function compete(
  event: Event,
  entrants: readonly Entrant[],
  effort: Effort,
): Promise<Result[]> {
  const matrices = operandsOf(event);
  const values =
    event.work === "values" ? await checkedValues(event, entrants, matrices[0].data) : undefined;
  const errors: number[] = [];
  for (const entrant of entrants) {
    const units = await check(event, entrant, matrices, values).catch((error: Error) => {
      console.error(`bench: ${entrant.name}: ${error.message}`);
      return NaN;
    });
    errors.push(units);
  }

  const runners: Runner[] = [];
  for (const [i, entrant] of entrants.entries()) {
    if (errors[i] <= THRESHOLD)
      runners.push({ entrant, ...(await warmUp(event, entrant)), times: [] });
  }
  await race(event, runners, effort);
  return entrants.map(({ name, dtype }, i) => {
    const runner = runners.find(({ entrant }) => entrant === entrants[i]);
    const rounds = runner?.times ?? [];
    const times = rounds.filter((time) => time !== null);
    return {
      name,
      dtype,
      error: errors[i],
      right: runner !== undefined,
      rounds,
      milliseconds: median(times),
      spread: spread(times),
      calls: runner?.calls ?? 0,
    };
  });
}

/** The median of what two needed in the same round, one divided by the other. */
export function compare(ours: Result, theirs: Result): number {
  const quotients = ours.rounds.flatMap((time, i) => {
    const other = theirs.rounds[i];
    return time === null || other === null || other === undefined ? [] : [time / other];
  });
  return median(quotients);
}

interface Runner {
  readonly entrant: Entrant;
  readonly calls: number;
  /** Milliseconds of a sample, as far as the warm-up tells. */
  readonly cost: number;
  readonly times: (number | null)[];
}

async function race(
  { work, truncation }: Event,
  runners: readonly Runner[],
  effort: Effort,
): Promise<void> {
  const fastest = Math.min(...runners.map(({ cost }) => cost));
  const isSlow = ({ cost }: Runner): boolean => cost > SLOW * fastest && cost > 50 * SAMPLE;
  const each = runners.reduce((sum, runner) => sum + (isSlow(runner) ? 0 : runner.cost), 0);
  const rounds = Math.round(
    Math.min(Math.max(effort.budget / each, effort.rounds[0]), effort.rounds[1]),
  );
  const step = (rounds - 1) / (SLOW_ROUNDS - 1);
  const forSlow = Array.from({ length: SLOW_ROUNDS }, (_, i) => Math.round(i * step));
  for (let round = 0; round < rounds; ++round) {
    for (let i = 0; i < runners.length; ++i) {
      // Each round starts with another one: who comes after whom evens out.
      const runner = runners[(round + i) % runners.length];
      const takesPart = !isSlow(runner) || forSlow.includes(round);
      const { contender, dtype } = runner.entrant;
      runner.times.push(
        takesPart ? await contender.time(work, dtype, runner.calls, truncation) : null,
      );
    }
  }
}

async function warmUp(
  { work, rows, columns, truncation }: Event,
  { contender, dtype }: Entrant,
): Promise<{ calls: number; cost: number }> {
  const results = 8 * (rows + columns) * (truncation?.k ?? Math.min(rows, columns));
  let calls = 1;
  let time = await contender.time(work, dtype, calls, truncation);
  let done = 1;
  for (let spent = time; spent < WARM_UP || done * results < RECYCLED;) {
    if (spent > LONGEST_WARM_UP) break;
    calls = Math.min(2 * calls, Math.ceil(WARM_UP / time));
    time = await contender.time(work, dtype, calls, truncation);
    spent += calls * time;
    done += calls;
  }
  calls = Math.max(1, Math.round(SAMPLE / time));
  return { calls, cost: calls * time };
}

async function check(
  { work, rows, columns, truncation }: Event,
  { contender, dtype }: Entrant,
  matrices: readonly Operand[],
  values?: Numbers,
): Promise<number> {
  for (const [i, operand] of matrices.entries()) {
    const numbers = inPrecision(dtype, operand.data);
    await contender.take(i === 0 ? "a" : "b", operand.rows, operand.columns, dtype, numbers);
  }
  const [a, b] = matrices.map(({ data }) => inPrecision(dtype, data));
  const numbers = await contender.give(work, dtype, truncation);
  if (work === "complex") return complexRatio(rows, columns, a, numbers, dtype);
  if (truncation) return truncatedResidual(rows, columns, matrices[0], numbers, truncation.k);
  if (work === "multiply") return productRatio(rows, a, b, numbers[0], dtype);
  if (work === "bidiagonalize") return bidiagonalRatio(rows, a, numbers, dtype);
  if (work === "batch") return batchRatio(rows / columns, columns, a, numbers, dtype);
  if (values) return valuesRatio(rows, columns, numbers[0], values, dtype);
  return thinRatio(rows, columns, a, numbers, dtype);
}

/** The singular values of a decomposition that passes the check, whoever it is from. */
async function checkedValues(
  { rows, columns }: Event,
  entrants: readonly Entrant[],
  a: Float64Array,
): Promise<Numbers> {
  for (const { contender } of entrants) {
    if (!contender.can("thin", "float64", rows, columns)) continue;
    await contender.take("a", rows, columns, "float64", a);
    const factors = await contender.give("thin", "float64");
    const ratio = thinRatio(rows, columns, a, factors, "float64");
    if (ratio <= THRESHOLD) return factors[1].sort().reverse();
  }
  throw new Error(`no decomposition of a ${rows} × ${columns} matrix passes the check`);
}

function inPrecision(dtype: Dtype, data: Float64Array): Numbers {
  return dtype === "float64" ? data : Float32Array.from(data);
}
