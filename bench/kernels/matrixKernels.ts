import type { Bench, Case, Level } from "./cases.ts";

/** Sweeps of rotations that go through a matrix together. */
const SWEEPS = 16;

/** u32 numbers that describe a sweep, as assembly/kernels/rotateMany.ts reads them. */
const SWEEP_WORDS = 4;

/** Kernels on a square matrix that fills a level of memory. */
export function matrixKernels(bench: Bench, level: Level): Case[] {
  const { engine, size, numbers } = bench;
  const n = Math.floor(Math.sqrt(level.bytes / size));
  const stride = n * size;
  const a = numbers(n * n);
  const b = numbers(n * n);
  const [x, y, z] = [numbers(n), numbers(n), numbers(n)];
  const { gemv, gemvBoth, gemvTransposed, transpose } = engine.exports;
  const per = (kernel: string, flops: number, moved: number, call: () => unknown): Case => ({
    kernel,
    size: level.name,
    flops: flops * n * n,
    bytes: moved * n * n * size,
    call,
  });
  return [
    per("gemv", 2, 1, () => gemv(n, n, 1e-9, a, stride, x, y)),
    per("gemvTransposed", 2, 1, () => gemvTransposed(n, n, 1e-9, a, stride, x, y)),
    per("gemvBoth", 4, 1, () => gemvBoth(n, n, a, stride, x, y, z)),
    per("transpose", 0, 2, () => transpose(n, n, a, stride, b, stride)),
    per("rotateMany", 6 * SWEEPS, 2, rotations(bench, n, a)),
  ];
}

/** Sweeps of rotations of all neighbouring columns of A. */
function rotations({ engine, numbers, size }: Bench, n: number, a: number): () => void {
  const { rotateMany, rotateManyWorkspace } = engine.exports;
  const table = engine.arena.allocate(4 * SWEEP_WORDS * SWEEPS);
  const rotations = numbers(2 * (n - 1));
  const work = engine.arena.allocate(rotateManyWorkspace(n));
  const { buffer } = engine.arena.memory;
  const sweeps = new Uint32Array(buffer, table, SWEEP_WORDS * SWEEPS);
  for (let i = 0; i < SWEEPS; ++i) sweeps.set([0, n - 1, i % 2, 0], SWEEP_WORDS * i);
  const pairs =
    size === 8
      ? new Float64Array(buffer, rotations, 2 * (n - 1))
      : new Float32Array(buffer, rotations, 2 * (n - 1));
  for (let i = 0; i < pairs.length; i += 2) pairs.set([0.8, 0.6], i);
  return () => rotateMany(n, a, n * size, SWEEPS, table, rotations, work);
}
