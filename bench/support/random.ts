/**
 * Standard normal numbers that are the same on every run and every machine:
 * mulberry32 (T. Ettinger, public domain) through the polar method of
 * G. Marsaglia, T. A. Bray, SIAM Review 6 (1964) 260–264.
 */
export function normal(length: number, seed: number): Float64Array {
  const uniform = mulberry32(seed);
  const x = new Float64Array(length);
  let i = 0;
  while (i < length) {
    const p = 2 * uniform() - 1;
    const q = 2 * uniform() - 1;
    const square = p * p + q * q;
    if (square >= 1 || square === 0) continue;
    const factor = Math.sqrt((-2 * Math.log(square)) / square);
    x[i++] = p * factor;
    if (i < length) x[i++] = q * factor;
  }
  return x;
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}
