import type { Options } from "../options.ts";
import { runEach, type Run } from "../support/child.ts";
import { digits, table } from "../support/table.ts";
import type { Measurement } from "./cases.ts";

/** Of the speed of the tile alone, what packing and the caches may not take away from a large product. */
const SHARE = 0.85;

/** Times the kernels of each build and prints how fast they compute and how fast they move data. */
export function kernels(options: Options): object {
  console.error("bench: kernels");
  const runs = runEach<Measurement[]>(options, new URL("measure.ts", import.meta.url));
  for (const dtype of ["float64", "float32"] as const) {
    for (const run of runs) print(run, dtype);
  }
  printShares(runs);
  return runs;
}

function print({ node, build, measured }: Run<Measurement[]>, dtype: Measurement["dtype"]): void {
  const own = measured.filter((one) => one.dtype === dtype);
  const products = own.filter(({ size }) => size.startsWith("n ="));
  const others = own.filter((one) => !products.includes(one));
  const title = `${dtype}, ${build} SIMD, Node ${node.slice(1)}`;
  console.log(`\nKernels, ${title}: GFLOP/s, GB/s\n\n${grid(others, true)}`);
  console.log(`\nProducts, ${title}: GFLOP/s\n\n${grid(products, false)}`);
}

/** Large products as a part of what the tile of registers alone reaches on operands in the first cache. */
function printShares(runs: readonly Run<Measurement[]>[]): void {
  const sizes = [256, 512, 1024].map((n) => `n = ${n}`);
  const rows = (["float64", "float32"] as const).flatMap((dtype) =>
    runs.map(({ node, build, measured }) => {
      const rate = (kernel: string, size: string): number =>
        measured.find((one) => one.dtype === dtype && one.kernel === kernel && one.size === size)
          ?.gflops ?? NaN;
      const shares = sizes.map((size) => rate("gemm", size) / rate("tile alone", "L1"));
      return [
        `${dtype}, ${build} SIMD, Node ${node.slice(1)}`,
        ...shares.map((share) => `${(100 * share).toFixed(0)} %`),
        shares.every((share) => share >= SHARE) ? "met" : "not met",
      ];
    }),
  );
  const heading = ["", ...sizes, `≥ ${100 * SHARE} %`];
  console.log(`\ngemm as a part of the tile alone\n\n${table([heading, ...rows])}`);
}

function grid(measured: readonly Measurement[], withBytes: boolean): string {
  const sizes = [...new Set(measured.map(({ size }) => size))];
  const names = [...new Set(measured.map(({ kernel }) => kernel))];
  const rows = names.map((name) => [
    name,
    ...sizes.map((size) => {
      const one = measured.find((other) => other.kernel === name && other.size === size);
      const gflops = one?.gflops === 0 ? "–" : digits(one?.gflops);
      return withBytes && one ? `${gflops}, ${digits(one.gigabytes)}` : gflops;
    }),
  ]);
  return table([["", ...sizes], ...rows]);
}
