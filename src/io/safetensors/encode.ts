import { isFloat32, isReal, type Real } from "../../real.ts";
import type { NdArray } from "../ndarray.ts";
import { bytesOf, countOf, WRITABLE, type WritableDtype } from "./dtypes.ts";
import { encodeHalves } from "./half.ts";
import type { TensorInfo } from "./header.ts";

/** A vector, a matrix, or numbers with their shape. */
export type TensorInput =
  Real | NdArray | { readonly rows: number; readonly columns: number; readonly data: Real };

/** The numbers of a tensor with their shape. */
export function tensorOf(name: string, tensor: TensorInput): NdArray {
  const data = isReal(tensor) ? tensor : tensor.data;
  const shape = isReal(tensor)
    ? [tensor.length]
    : "shape" in tensor
      ? tensor.shape
      : [tensor.rows, tensor.columns];
  if (countOf(shape) === data.length) return { shape, data };
  throw new RangeError(
    `${name}: a tensor of shape ${shape.join(" × ")} has ${countOf(shape)} entries, got ${data.length}`,
  );
}

/** The type of the data themselves, if the caller named none. */
export function dtypeFor(name: string, data: Real, dtype: string | undefined): WritableDtype {
  if (dtype === undefined) return isFloat32(data) ? "F32" : "F64";
  if (WRITABLE.includes(dtype)) return dtype as WritableDtype;
  throw new TypeError(`${name}: expected dtype to be one of ${WRITABLE.join(", ")}, got ${dtype}`);
}

/**
 * The bytes of numbers in a type, rounded to nearest, ties to even.
 *
 * @throws {@link RangeError} if a finite number is too large for it.
 */
export function encode(name: string, data: Real, dtype: WritableDtype): Uint8Array {
  const { buffer, byteOffset, byteLength, numbers } = rounded(data, dtype);
  if (dtype !== "F64") {
    const at = data.findIndex((x, i) => Number.isFinite(x) && !Number.isFinite(numbers(i)));
    if (at >= 0)
      throw new RangeError(`${name}: ${data[at]} at entry ${at} is too large for ${dtype}`);
  }
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Places tensors one behind the other, those of larger numbers first, so that each is aligned. */
export function layout(
  tensors: readonly (readonly [string, { dtype: string; shape: readonly number[] }])[],
): Map<string, TensorInfo> {
  const sizes = tensors.map(([name, { dtype, shape }]) => {
    const size = bytesOf(dtype, countOf(shape)) ?? 0;
    return { name, dtype, shape, size, unit: (bytesOf(dtype, 8) ?? 8) / 8 };
  });
  let at = 0;
  return new Map(
    sizes
      .sort((a, b) => b.unit - a.unit)
      .map(({ name, dtype, shape, size }) => {
        return [name, { dtype, shape, offsets: [at, (at += size)] }] as const;
      }),
  );
}

interface Rounded {
  readonly buffer: ArrayBufferLike;
  readonly byteOffset: number;
  readonly byteLength: number;
  /** A number that stands for entry i: not finite where that is not. */
  readonly numbers: (i: number) => number;
}

function rounded(data: Real, dtype: WritableDtype): Rounded {
  switch (dtype) {
    case "F64":
    case "F32": {
      const kept = dtype === "F32" ? asFloat32(data) : asFloat64(data);
      const { buffer, byteOffset, byteLength } = kept;
      return { buffer, byteOffset, byteLength, numbers: (i) => kept[i] };
    }
    default: {
      const bits = encodeHalves(data, dtype);
      const infinity = dtype === "F16" ? 0x7c00 : 0x7f80;
      const { buffer, byteLength } = bits;
      const numbers = (i: number) => ((bits[i] & 0x7fff) < infinity ? 0 : Infinity);
      return { buffer, byteOffset: 0, byteLength, numbers };
    }
  }
}

function asFloat32(data: Real): Float32Array {
  return isFloat32(data) ? data : Float32Array.from(data);
}

function asFloat64(data: Real): Float64Array {
  return isFloat32(data) ? Float64Array.from(data) : data;
}
