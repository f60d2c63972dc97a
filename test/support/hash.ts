/**
 * Returns the 64-bit FNV-1a hash of the bytes of `data`, in hexadecimal: short,
 * the same everywhere, and needing no secure context as crypto.subtle does.
 * (G. Fowler, L. C. Noll, K.-P. Vo, D. Eastlake, RFC 9923, §2.)
 */
export function fnv1a({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  // The hash in two halves, and the prime 2⁴⁰ + 435 as 2⁸ in the upper half.
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (const byte of new Uint8Array(buffer, byteOffset, byteLength)) {
    low = (low ^ byte) >>> 0;
    const product = low * 435;
    high = (Math.imul(high, 435) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0;
    low = product >>> 0;
  }
  return high.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0");
}
