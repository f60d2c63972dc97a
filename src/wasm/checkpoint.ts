import { look, reportDetail } from "../progress.ts";

/** The phases that the modules enter: assembly/host.ts has the same numbers. */
const PHASES = [
  "",
  "factor",
  "reduce",
  "values",
  "vectors",
  "left vectors",
  "right vectors",
  "sweeps",
  "completion",
] as const;

/** How long each phase takes, in any unit, in the order in which a driver goes through them. */
export type Costs = Partial<Record<(typeof PHASES)[number], number>>;

const NO_PHASE = 0;

let costs: Costs = {};
let phase = NO_PHASE;

/** What a module asks of its host: see assembly/host.ts. An exception ends what the module computes. */
export const host = {
  enter(next: number): number {
    const before = phase;
    phase = next;
    look();
    return before;
  },

  checkpoint(done: number, total: number): void {
    const name = PHASES[phase];
    // Of a phase whose cost nobody told, nothing can be said.
    if (total === 0 || costs[name] === undefined) look();
    else reportDetail(name, share(done / total));
  },
};

/** Runs a routine of a module, whose phases cost so much. */
export function inPhases<R>(expected: Costs, body: () => R): R {
  const before = { costs, phase };
  costs = expected;
  phase = NO_PHASE;
  try {
    return body();
  } finally {
    ({ costs, phase } = before);
  }
}

/** How far all phases together have come, if of the one that is running that part is done. */
function share(part: number): number {
  let done = 0;
  let total = 0;
  for (const [name, cost] of Object.entries(costs)) {
    if (name === PHASES[phase]) done = total + part * cost;
    total += cost;
  }
  return total > 0 ? done / total : 0;
}
