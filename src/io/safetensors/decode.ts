import type { Real } from "../../real.ts";
import type { SafetensorsDtype } from "./dtypes.ts";
import { decodeHalves } from "./half.ts";

/** How to read the bytes of a tensor. They are the caller's no more: floating-point numbers may stay where they are. */
export const DECODERS: Readonly<Record<SafetensorsDtype, (bytes: Uint8Array) => Real>> = {
  F64: (bytes) => new Float64Array(aligned(bytes, 8)),
  F32: (bytes) => new Float32Array(aligned(bytes, 4)),
  F16: (bytes) => decodeHalves(new Uint16Array(aligned(bytes, 2)), "F16"),
  BF16: (bytes) => decodeHalves(new Uint16Array(aligned(bytes, 2)), "BF16"),
  I64: (bytes) => Float64Array.from(new BigInt64Array(aligned(bytes, 8)), Number),
  I32: (bytes) => Float64Array.from(new Int32Array(aligned(bytes, 4))),
  I16: (bytes) => Float64Array.from(new Int16Array(aligned(bytes, 2))),
  I8: (bytes) => Float64Array.from(new Int8Array(aligned(bytes, 1))),
  U64: (bytes) => Float64Array.from(new BigUint64Array(aligned(bytes, 8)), Number),
  U32: (bytes) => Float64Array.from(new Uint32Array(aligned(bytes, 4))),
  U16: (bytes) => Float64Array.from(new Uint16Array(aligned(bytes, 2))),
  U8: (bytes) => Float64Array.from(bytes),
  BOOL: (bytes) => Float64Array.from(bytes, (byte) => (byte === 0 ? 0 : 1)),
};

export function isReadable(dtype: string): dtype is SafetensorsDtype {
  return Object.hasOwn(DECODERS, dtype);
}

/** A buffer that holds these bytes and no others; little-endian, as every machine that WebAssembly is fast on. */
function aligned(bytes: Uint8Array, size: number): ArrayBuffer {
  const whole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
  const { buffer } = whole && bytes.byteLength % size === 0 ? bytes : bytes.slice();
  return buffer as ArrayBuffer;
}
