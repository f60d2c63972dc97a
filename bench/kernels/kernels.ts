import type { Options } from "../options.ts";
import { runEach, type Run } from "../support/child.ts";
import { digits, table } from "../support/table.ts";
import type { Measurement } from "./cases.ts";

/** Times the kernels of each build and prints how fast they compute and how fast they move data. */
export function kernels(options: Options): object {
  console.error("bench: kernels");
  const runs = runEach<Measurement[]>(options, new URL("measure.ts", import.meta.url));
  for (const dtype of ["float64", "float32"] as const) {
    for (const run of runs) print(run, dtype);
  }
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
