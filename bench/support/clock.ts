import { Bench } from "tinybench";

/** Milliseconds of one sample: what is faster is repeated, so that reading the clock is no matter. */
const SAMPLE = 0.05;

/**
 * Returns the median milliseconds of a call. `before` runs before each one and
 * is not timed; what has a `before` is not repeated within a sample.
 */
export function measure(quick: boolean, call: () => unknown, before?: () => void): number {
  const calls = before ? 1 : callsPerSample(call);
  const bench = new Bench({
    time: quick ? 5 : 70,
    iterations: 3,
    warmupTime: quick ? 5 : 30,
    warmupIterations: 2,
    throws: true,
  });
  const sample = (): { overriddenDuration: number; overriddenIterationCost: number } => {
    const start = performance.now();
    for (let i = 0; i < calls; ++i) call();
    const duration = performance.now() - start;
    return { overriddenDuration: duration / calls, overriddenIterationCost: duration };
  };
  bench.add("call", sample, before ? { beforeEach: before } : {});
  const [task] = bench.runSync();
  if (task.result.state !== "completed") throw new Error(`a measurement was ${task.result.state}`);
  return task.result.latency.p50;
}

function callsPerSample(call: () => unknown): number {
  for (let calls = 1; ; calls *= 2) {
    const start = performance.now();
    for (let i = 0; i < calls; ++i) call();
    if (performance.now() - start > SAMPLE) return calls;
  }
}
