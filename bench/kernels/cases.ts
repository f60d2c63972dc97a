import type { Engine } from "../../src/wasm/engine.ts";

/** What there is to time: a call, with what it does to how many numbers. */
export interface Case {
  readonly kernel: string;
  /** Which memory the operands fill, or the order of a product's matrices. */
  readonly size: string;
  readonly flops: number;
  /** Bytes that must be read and written, once each. */
  readonly bytes: number;
  readonly call: () => unknown;
}

/** Places operands in an engine's memory. */
export interface Bench {
  readonly engine: Engine;
  /** Bytes of a number. */
  readonly size: number;
  /** Allocates `length` normal numbers. */
  numbers(length: number): number;
}

/** A memory, and a size of operands that fills most of it and not of the one before. */
export interface Level {
  readonly name: string;
  readonly bytes: number;
}

/** As processors of today have them: 32 KB to 48 KB, 512 KB to 2 MB, tens of MB shared by the cores. */
export const LEVELS: readonly Level[] = [
  { name: "L1", bytes: 16 * 2 ** 10 },
  { name: "L2", bytes: 256 * 2 ** 10 },
  { name: "L3", bytes: 4 * 2 ** 20 },
  { name: "memory", bytes: 128 * 2 ** 20 },
];

export interface Measurement {
  readonly kernel: string;
  readonly dtype: "float64" | "float32";
  readonly size: string;
  readonly milliseconds: number;
  readonly gflops: number;
  readonly gigabytes: number;
}
