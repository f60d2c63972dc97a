/** A floating-point format of 16 bits: how many hold the fraction, and the exponent of the smallest normal number. */
interface HalfFormat {
  readonly fractionBits: number;
  readonly smallest: number;
}

export const HALF_FORMATS: Readonly<Record<"F16" | "BF16", HalfFormat>> = {
  /** IEEE 754 binary16. */
  F16: { fractionBits: 10, smallest: -14 },
  /** The upper half of a float32. */
  BF16: { fractionBits: 7, smallest: -126 },
};

/** Numbers of 16 bits in float32, which holds each of them exactly. */
export function decodeHalves(bits: Uint16Array, kind: "F16" | "BF16"): Float32Array {
  const data = new Float32Array(bits.length);
  const words = new Uint32Array(data.buffer);
  if (kind === "BF16") {
    for (let i = 0; i < bits.length; ++i) words[i] = bits[i] << 16;
    return data;
  }
  for (let i = 0; i < bits.length; ++i) {
    const half = bits[i];
    const exponent = (half >> 10) & 31;
    const fraction = half & 1023;
    if (exponent === 0) {
      data[i] = fraction * 2 ** -24;
      words[i] |= (half & 0x8000) << 16;
    } else {
      const biased = exponent === 31 ? 255 : exponent + 112;
      words[i] = ((half & 0x8000) << 16) | (biased << 23) | (fraction << 13);
    }
  }
  return data;
}

/**
 * Numbers rounded once to 16 bits, to the nearest, and to the even one of two that are as near. What is too large
 * becomes infinite, as IEEE 754 has it.
 */
export function encodeHalves(data: ArrayLike<number>, kind: "F16" | "BF16"): Uint16Array {
  const { fractionBits, smallest } = HALF_FORMATS[kind];
  const infinity = 0x7fff & ~((1 << fractionBits) - 1);
  const view = new DataView(new ArrayBuffer(8));
  return Uint16Array.from(data, (x) => {
    view.setFloat64(0, x);
    const high = view.getUint16(0);
    const sign = high & 0x8000;
    if (Number.isNaN(x)) return sign | infinity | (1 << (fractionBits - 1));
    const exponent = Math.max(((high >> 4) & 2047) - 1023, smallest);
    if (exponent > 1 - smallest) return sign | infinity;
    // In units of the last place, an integer up to 2^(fractionBits + 1); adding 2⁵² rounds to it, ties to even.
    const units = Math.abs(x) * 2 ** (fractionBits - exponent) + 2 ** 52 - 2 ** 52;
    // A number that is rounded up to a power of two carries into the exponent by itself.
    return sign | (((exponent - smallest) << fractionBits) + units);
  });
}
