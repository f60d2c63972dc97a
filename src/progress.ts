/** How far a computation has come. */
export interface Progress {
  /** What it is doing: "reduce", "iterate" … */
  readonly phase: string;
  /** Never less than it was before. */
  readonly done: number;
  /** What `done` comes to at the end. */
  readonly total: number;
  /** Of iterations: what has to fall to their tolerance. */
  readonly residual?: number | undefined;
}

/** Who watches the computations of this thread. */
export interface Watcher {
  /** Called often; what it throws ends the computation. */
  look(): void;
  onProgress(progress: Progress): void;
}

/** The stretch of the whole that the computation now running is. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Iterations around it. Inside of one, routines say nothing, and inside of two, iterations: the outer one knows better. */
  readonly depth: number;
}

const WHOLE: Stretch = { from: 0, to: 1, depth: 0 };

// One for the thread, as computations do not overlap on it: handing it down to every routine would put it
// into every signature of the library.
let watcher: Watcher | undefined;
let stretch = WHOLE;
let furthest = 0;

/** Tells `who` how far the computations of this thread come, from now until the function that it returns is called. */
export function watch(who: Watcher): () => void {
  const before = { watcher, stretch, furthest };
  watcher = who;
  stretch = WHOLE;
  furthest = 0;
  return () => {
    ({ watcher, stretch, furthest } = before);
  };
}

/** Lets whoever watches stop the computation: to be called every few milliseconds of it. */
export function look(): void {
  watcher?.look();
}

/** Tells how far an iteration has come, as a share from 0 to 1. */
export function report(phase: string, share: number, residual?: number): void {
  if (!watcher) return;
  const { from, to, depth } = stretch;
  if (depth > 1) return look();
  const done = from + (to - from) * Math.min(1, Math.max(0, share));
  furthest = Math.max(furthest, done);
  watcher.look();
  watcher.onProgress({
    phase,
    done: furthest,
    total: 1,
    ...(residual !== undefined && { residual }),
  });
}

/** The same of a routine, which says nothing inside of an iteration. */
export function reportDetail(phase: string, share: number): void {
  if (stretch.depth === 0) report(phase, share);
  else look();
}

/** How far a residual has come on its way from 1 to a tolerance, where it falls by the same factor in each step. */
export function shareOf(residual: number, tolerance: number): number {
  if (!(residual > tolerance)) return 1;
  return residual < 1 ? Math.log(residual) / Math.log(Math.max(tolerance, Number.MIN_VALUE)) : 0;
}

/** Runs part i of `count` equal ones of what runs now. */
export function part<R>(i: number, count: number, body: () => R): R {
  return between(i / count, (i + 1) / count, body);
}

/** Runs what leads from one share to another of what runs now: shares of the time, as far as they are known. */
export function between<R>(start: number, end: number, body: () => R): R {
  const { from, to, depth } = stretch;
  const length = to - from;
  return inStretch({ from: from + start * length, to: from + end * length, depth }, body);
}

/** Runs an iteration that reports itself, and whose routines should not. */
export function iteration<R>(body: () => R): R {
  return inStretch({ ...stretch, depth: stretch.depth + 1 }, body);
}

function inStretch<R>(other: Stretch, body: () => R): R {
  const before = stretch;
  stretch = other;
  try {
    return body();
  } finally {
    stretch = before;
  }
}
