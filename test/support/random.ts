/**
 * A seeded source of random numbers: the same on every machine, since it is
 * made of 32-bit integer arithmetic and of exact operations on doubles.
 */
export interface Random {
  /** To be named in every failure message. */
  readonly seed: number;
  /** Uniform over the 2³² unsigned 32-bit integers. */
  bits(): number;
  /** Uniform over the multiples of 2⁻⁵³ in [0, 1). */
  uniform(): number;
  /** Uniform over [low, high). */
  between(low: number, high: number): number;
  /** Uniform over the integers low … high. */
  integer(low: number, high: number): number;
  /** −1 or 1. */
  sign(): number;
  /** Mean 0, variance 1, and very nearly normal. */
  normal(): number;
}

/** Returns the stream of `seed`: sfc32 of C. Doty-Humphrey's PractRand 0.94. */
export function random(seed: number): Random {
  let a = 0;
  let b = 0;
  let c = seed | 0;
  let counter = 1;

  const bits = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  // Similar seeds start similar streams; twelve rounds part them (PractRand).
  for (let i = 0; i < 12; ++i) bits();

  const uniform = (): number => ((bits() >>> 5) * 2 ** 26 + (bits() >>> 6)) * 2 ** -53;
  return {
    seed,
    bits,
    uniform,
    between: (low, high) => low + (high - low) * uniform(),
    integer: (low, high) => low + Math.floor((high - low + 1) * uniform()),
    sign: () => (bits() & 1 ? 1 : -1),
    // The sum of twelve uniform numbers has variance 1, and needs no logarithm,
    // whose last bit is another on other machines.
    normal: () => {
      let sum = -6;
      for (let i = 0; i < 12; ++i) sum += uniform();
      return sum;
    },
  };
}
