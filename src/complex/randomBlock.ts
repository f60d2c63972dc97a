import { randomFrom } from "../random.ts";
import { zerosLike, type Real } from "../real.ts";
import type { Planes } from "./planes.ts";

/** Returns a source of complex m × n matrices whose real and imaginary parts are independent and uniform in [−½, ½). */
export function randomBlocks(
  seed: number,
): <T extends Real>(like: T, m: number, n: number) => Planes<T> {
  const { uniform } = randomFrom(seed);
  return (like, rows, columns) => {
    const plane = () => zerosLike(like, rows * columns).map(() => uniform() - 0.5) as typeof like;
    return { rows, columns, re: plane(), im: plane() };
  };
}
