import type { Bench, Case } from "./cases.ts";

/** The tile of assembly/kernels/gemm/blocks.ts: MR rows are two registers, and four columns. */
const TILE_BYTES = 32;
const TILE_COLUMNS = 4;
/** Depth of the tile there, at which its operands lie in the first cache. */
const TILE_DEPTH = 256;

const SIZES = [32, 64, 128, 256, 512, 1024];

/** Products of n × n matrices, and the tile of registers alone, which no product can be faster than. */
export function productKernels(bench: Bench): (() => Case[])[] {
  return [() => tile(bench), ...SIZES.map((n) => () => product(bench, n))];
}

function product({ engine, size, numbers }: Bench, n: number): Case[] {
  const { gemm, gemmWorkspace } = engine.exports;
  const [a, b, c] = [numbers(n * n), numbers(n * n), numbers(n * n)];
  const work = engine.arena.allocate(gemmWorkspace(n, n, n));
  const stride = n * size;
  const shape = { size: `n = ${n}`, flops: 2 * n ** 3, bytes: 3 * n * n * size };
  const call = (): void => gemm(n, n, n, 1, a, size, stride, b, size, stride, 0, c, stride, work);
  const transposed = (): void =>
    gemm(n, n, n, 1, a, stride, size, b, size, stride, 0, c, stride, work);
  return [
    { kernel: "gemm", ...shape, call },
    { kernel: "gemm, A transposed", ...shape, call: transposed },
  ];
}

function tile({ engine, size, numbers }: Bench): Case[] {
  const { exports } = engine;
  const rows = TILE_BYTES / size;
  const [a, b, c] = [rows, TILE_COLUMNS, rows].map((width) => numbers(width * TILE_DEPTH));
  const call = (): void => exports.tile(TILE_DEPTH, a, b, c, TILE_BYTES, false);
  const flops = 2 * rows * TILE_COLUMNS * TILE_DEPTH;
  return [
    {
      kernel: "tile alone",
      size: "L1",
      flops,
      bytes: (rows + TILE_COLUMNS) * TILE_DEPTH * size,
      call,
    },
  ];
}
