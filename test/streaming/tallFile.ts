import { closeSync, openSync, writeSync } from "node:fs";
import { formatNpyHeader } from "../../src/io/npyHeader.ts";

const N = 64;
const COPIES = 31_250;
/** Copies of the square that are written at once: 4 MB. */
const CHUNK = 250;

/** The rows and columns of the file. */
export const TALL = { m: N * COPIES, n: N };

/**
 * Writes a matrix of single precision, 2,000,000 × 64 and 512 MB, whose singular values are known: copies of the square
 * H·diag(d)·H below each other, times f = 1 … 8, H the Hadamard matrix. They are 64·d·√Σf², from 1 to 1/4096, and all
 * entries are integers that single precision holds.
 *
 * @returns The singular values.
 */
export function writeTallFile(path: string): Float64Array {
  const values = Float64Array.from({ length: N }, (_, j) => 4 * (N - j) ** 2);
  const square = hadamardTimes(values);
  const file = openSync(path, "wx");
  let squares = 0;
  try {
    writeSync(file, formatNpyHeader("<f4", [TALL.m, N]));
    const chunk = new Float32Array(CHUNK * N * N);
    for (let first = 0; first < COPIES; first += CHUNK) {
      for (let copy = 0; copy < CHUNK; ++copy) {
        const factor = 1 + (((first + copy) * 5) % 8);
        squares += factor * factor;
        const at = copy * N * N;
        for (let i = 0; i < N * N; ++i) chunk[at + i] = factor * square[i];
      }
      writeAll(file, new Uint8Array(chunk.buffer));
    }
  } finally {
    closeSync(file);
  }
  return values.map((value) => N * value * Math.sqrt(squares));
}

/** H·diag(d)·H: entry (i, j) is the sum of d over k, with the sign of the parity of (i xor j) and k. */
function hadamardTimes(d: Float64Array): Float64Array {
  const square = new Float64Array(N * N);
  for (let i = 0; i < N; ++i) {
    for (let j = 0; j < N; ++j) {
      for (let k = 0; k < N; ++k) square[i * N + j] += parity((i ^ j) & k) ? -d[k] : d[k];
    }
  }
  return square;
}

function parity(bits: number): boolean {
  let odd = false;
  for (let rest = bits; rest > 0; rest &= rest - 1) odd = !odd;
  return odd;
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}
