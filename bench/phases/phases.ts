import type { Options, Shape } from "../options.ts";
import { runEach } from "../support/child.ts";
import { digits, table } from "../support/table.ts";
import type { Phase, Phases } from "./cases.ts";

const SHAPES: readonly Shape[] = [
  ...[16, 32, 64, 128, 256, 512, 1024].map((n): Shape => [n, n]),
  [10_000, 50],
  [2000, 100],
  [100, 2000],
];

/** Times the steps of a thin SVD, and prints which part of the whole each takes and how fast it computes. */
export function phases(options: Options): object {
  console.error("bench: phases");
  const shapes = (options.shapes ?? SHAPES).filter(([m, n]) => Math.min(m, n) > 1);
  if (shapes.length === 0) return [];
  const list = shapes.map(([m, n]) => `${m}x${n}`).join(",");
  const runs = runEach<Phases[]>(options, new URL("measure.ts", import.meta.url), list);
  for (const { node, build, measured } of runs) {
    for (const one of measured) {
      const title = `${one.rows} × ${one.columns}, ${one.dtype}, ${build} SIMD, Node ${node.slice(1)}`;
      console.log(`\nPhases of a thin SVD, ${title}\n\n${partsOf(one)}`);
    }
  }
  return runs;
}

function partsOf({ milliseconds, phases }: Phases): string {
  const share = (part: number): string => `${((100 * part) / milliseconds).toFixed(1)} %`;
  const known = phases.reduce((sum, phase) => sum + phase.milliseconds, 0);
  // Copying in, scaling, order, signs and transposition: what no part of its own was measured for.
  const rest = milliseconds - known;
  const flops = (phase: Phase): number => (phase.gflops ?? 0) * phase.milliseconds;
  const all = phases.reduce((sum, phase) => sum + flops(phase), 0);
  const rows = phases.map((phase) => [
    phase.name,
    digits(phase.milliseconds),
    share(phase.milliseconds),
    phase.gflops === undefined ? "–" : `${((100 * flops(phase)) / all).toFixed(1)} %`,
    digits(phase.gflops),
  ]);
  return table([
    ["", "ms", "of the whole", "of the flops", "GFLOP/s"],
    ...rows,
    ["the rest", digits(rest), share(rest), "", ""],
    ["the whole", digits(milliseconds), "100 %", "", digits(all / milliseconds)],
  ]);
}
