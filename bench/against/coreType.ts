import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Command } from "./contender.ts";

/** Kernels that OpenBLAS can be told to use, and what /proc/cpuinfo must say of a processor that has them. */
const CORE_TYPES: Readonly<Record<string, readonly string[]>> = {
  Haswell: ["avx2", "fma"],
  Zen: ["avx2", "fma"],
  SkylakeX: ["avx512f", "avx512dq", "avx512bw", "avx512vl"],
  Cooperlake: ["avx512vl", "avx512_bf16"],
  SapphireRapids: ["avx512vl", "avx512_bf16", "amx_tile"],
};

/** Prints the shortest time of a thin SVD of 512 × 512: of several, what the rest of the machine does least to. */
const PROBE = `
import numpy, time
a = numpy.random.default_rng(1).standard_normal((512, 512))
times = []
for _ in range(5):
    start = time.perf_counter()
    numpy.linalg.svd(a, full_matrices=False)
    times.append(time.perf_counter() - start)
print(min(times))
`;

/** What numpy's BLAS is told: one thread, and nothing else that the environment may ask for. */
export function blasEnvironment(coreType: string | undefined): Command["environment"] {
  return {
    OPENBLAS_NUM_THREADS: "1",
    OMP_NUM_THREADS: "1",
    MKL_NUM_THREADS: "1",
    OPENBLAS_L2_SIZE: undefined,
    OPENBLAS_CORETYPE: coreType,
  };
}

/** Returns the core type that decomposes fastest here, or undefined where OpenBLAS chooses best itself. */
export function fastestCoreType(python: string): string | undefined {
  const flags = new Set(processorFlags());
  const known = Object.keys(CORE_TYPES).filter((name) =>
    CORE_TYPES[name].every((flag) => flags.has(flag)),
  );
  const tried = [undefined, ...known].map((name) => ({ name, seconds: probe(python, name) }));
  tried.sort((a, b) => a.seconds - b.seconds);
  const list = tried.map(
    ({ name, seconds }) => `${name ?? "its own choice"} ${(1000 * seconds).toFixed(0)} ms`,
  );
  console.error(`bench: OpenBLAS, 512 × 512: ${list.join(", ")}`);
  return tried[0].name;
}

/** Infinity for a core type that crashes. */
function probe(python: string, coreType: string | undefined): number {
  const env = { ...process.env, ...blasEnvironment(coreType) };
  const child = spawnSync(python, ["-c", PROBE], { env, encoding: "utf8", timeout: 60_000 });
  return child.status === 0 ? Number(child.stdout) : Infinity;
}

function processorFlags(): string[] {
  try {
    return /^flags\s*:(.*)$/m.exec(readFileSync("/proc/cpuinfo", "utf8"))?.[1].split(" ") ?? [];
  } catch {
    return [];
  }
}
