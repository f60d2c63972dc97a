import { zerosLike, type Real } from "../real.ts";
import type { Planes } from "./planes.ts";

/**
 * Returns a source of complex m × n matrices whose real and imaginary parts are independent and uniform in [−½, ½):
 * sfc32 of C. Doty-Humphrey's PractRand 0.94, the same numbers on every machine.
 */
export function randomBlocks(
  seed: number,
): <T extends Real>(like: T, m: number, n: number) => Planes<T> {
  let a = 0;
  let b = 0;
  let c = seed | 0;
  let counter = 1;
  const bits = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum;
  };
  // Similar seeds start similar streams; twelve rounds part them (PractRand).
  for (let i = 0; i < 12; ++i) bits();
  return (like, rows, columns) => {
    const plane = () => {
      const data = zerosLike(like, rows * columns);
      // 24 bits, so that single precision holds them exactly.
      for (let i = 0; i < data.length; ++i) data[i] = (bits() >> 8) * 2 ** -24;
      return data;
    };
    return { rows, columns, re: plane(), im: plane() };
  };
}
