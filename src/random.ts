/** A stream of random numbers: for one seed the same on every machine and engine. */
export interface Random {
  /** Uniform in [0, 1), a multiple of 2⁻⁵³. */
  uniform(): number;

  /** Normally distributed, with mean 0 and variance 1. */
  normal(): number;
}

/**
 * Returns the stream of a seed.
 *
 * The generator is xoshiro128** (D. Blackman, S. Vigna, Scrambled linear pseudorandom number generators, ACM
 * Trans. Math. Softw. 47 (2021) 36, p 12), its state filled from the seed by a counter and a mixing function, so
 * that seeds next to each other have nothing in common. 32-bit integers only: exact in JavaScript.
 *
 * @param seed - A safe integer.
 * @param stream - Distinguishes streams of one seed that must not depend on each other.
 */
export function randomFrom(seed: number, stream = 0): Random {
  const state = new Uint32Array(4);
  let counter = mix(seed % 2 ** 32) ^ mix(Math.floor(seed / 2 ** 32) ^ 0x5bd1e995) ^ mix(~stream);
  for (let i = 0; i < 4; ++i) {
    counter = (counter + 0x9e3779b9) | 0; // 2³² over the golden ratio
    state[i] = mix(counter);
  }
  const next = () => {
    const result = Math.imul(rotateLeft(Math.imul(state[1], 5), 7), 9) >>> 0;
    const t = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= t;
    state[3] = rotateLeft(state[3], 11);
    return result;
  };
  const uniform = () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;

  let spare: number | undefined;
  // The polar method: of a point in the unit disc, its direction and, by its logarithm, a length of its own.
  // G. Marsaglia, T. Bray, A convenient method for generating normal variables, SIAM Rev. 6 (1964) 260–264.
  const normal = () => {
    if (spare !== undefined) {
      const result = spare;
      spare = undefined;
      return result;
    }
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * logarithm(square)) / square);
      spare = y * factor;
      return x * factor;
    }
  };
  return { uniform, normal };
}

/** A bijection of 32-bit integers after which every bit depends on every other (MurmurHash3's last step). */
function mix(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

function rotateLeft(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}

const LN2 = 0.6931471805599453;

/**
 * Returns ln x for 0 < x ≤ 1, to about an ulp. `Math.log` may round differently in every engine; this
 * uses + − × ÷ only: x = 2ᵉ·f with f in (√½, √2], and ln f = 2 artanh t, t = (f − 1) / (f + 1).
 */
export function logarithm(x: number): number {
  let exponent = 0;
  while (x <= Math.SQRT1_2) {
    x *= 2;
    --exponent;
  }
  const t = (x - 1) / (x + 1); // |t| < 0.1716
  const square = t * t;
  let sum = 0;
  // The first term left out is t²³/23 < 2⁻⁵⁸ · |t|.
  for (let n = 21; n >= 1; n -= 2) sum = sum * square + 1 / n;
  return exponent * LN2 + 2 * t * sum;
}
