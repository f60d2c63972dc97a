import type { Bench, Case, Level } from "./cases.ts";

/** Kernels on two vectors that fill a level of memory together. */
export function vectorKernels({ engine, size, numbers }: Bench, level: Level): Case[] {
  const n = Math.floor(level.bytes / (2 * size));
  const x = numbers(n);
  const y = numbers(n);
  const { axpy, dot, norm, rotate, scale } = engine.exports;
  const per = (kernel: string, flops: number, moved: number, call: () => unknown): Case => ({
    kernel,
    size: level.name,
    flops: flops * n,
    bytes: moved * n * size,
    call,
  });
  return [
    per("dot", 2, 2, () => dot(n, x, y)),
    // A small factor: y must neither overflow nor get lost, however often this is repeated.
    per("axpy", 2, 3, () => axpy(n, 1e-9, x, y)),
    per("scale", 1, 2, () => scale(n, -1, x)),
    per("norm", 2, 1, () => norm(n, x)),
    per("rotate", 6, 4, () => rotate(n, x, y, 0.8, 0.6)),
  ];
}
