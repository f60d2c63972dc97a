/** Normally distributed numbers of mean 0 and variance 1; the same seed gives the same ones. */
export function normalNumbers(count: number, seed: number): Float64Array {
  const uniform = mulberry(seed);
  const numbers = new Float64Array(count);
  // G. Box, M. Muller, A note on the generation of random normal deviates, Ann. Math. Stat. 29 (1958) 610–611.
  for (let i = 0; i < count; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    numbers[i] = radius * Math.cos(angle);
    if (i + 1 < count) numbers[i + 1] = radius * Math.sin(angle);
  }
  return numbers;
}

/** Uniform numbers from 0 up to 1: mulberry32, by T. Ettinger. */
function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
