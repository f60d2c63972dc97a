import { isFloat32, isReal, type Real } from "../real.ts";
import { FormatError } from "./formatError.ts";
import type { NdArray } from "./ndarray.ts";
import { formatNpyHeader, parseNpyHeader } from "./npyHeader.ts";

/**
 * Reads an `.npy` file, NumPy's format for one array.
 *
 * Floating-point numbers of 4 and 8 bytes, signed and unsigned integers of 1, 2,
 * 4 and 8 bytes and booleans, little- or big-endian, in C or Fortran order,
 * versions 1 to 3. `f4` comes back as a `Float32Array`, everything else as a
 * `Float64Array`; 8-byte integers beyond 2⁵³ are rounded to the nearest double.
 *
 * @returns The numbers in C order with their shape, which may have any number
 * of dimensions. With two, it can be given to `svd` as it is.
 *
 * @throws {@link FormatError} if the bytes are no `.npy` file, are cut off, or
 * hold something else than numbers (text, Python objects; complex ones are for `readComplexNpy`).
 *
 * @example
 * ```ts
 * import { svd } from "wasm-svd";
 * import { readNpy, writeNpy } from "wasm-svd/io";
 *
 * const bytes = writeNpy({ shape: [2, 2], data: Float64Array.of(3, 0, 4, 5) });
 * svd(readNpy(bytes)).s; // Float64Array [6.7082…, 2.2360…], that is √45 and √5
 * ```
 */
export function readNpy(bytes: Uint8Array): NdArray {
  const { descr, fortranOrder, shape, dataAt } = parseNpyHeader(bytes);
  const [, order, type] = /^([<>|=]?)([a-zA-Z]\d*)$/.exec(descr) ?? [];
  const size = Number(type?.slice(1));
  const read = readers[type];
  if (!read) {
    const instead = type?.startsWith("c") ? "; readComplexNpy reads complex numbers" : "";
    throw new FormatError(
      `npy: expected one of ${Object.keys(readers).join(", ")}, got ${JSON.stringify(descr)}${instead}`,
    );
  }
  const count = shape.reduce((product, length) => product * length, 1);
  if (bytes.length - dataAt < count * size) {
    throw new FormatError(
      `npy: ${shape.join(" × ")} numbers of type ${descr} take ${count * size} bytes, got ${bytes.length - dataAt}`,
    );
  }
  const data = type === "f4" ? new Float32Array(count) : new Float64Array(count);
  const littleEndian = order !== ">";
  if (littleEndian === HOST_IS_LITTLE_ENDIAN && type[0] === "f") {
    new Uint8Array(data.buffer).set(bytes.subarray(dataAt, dataAt + count * size));
  } else {
    const view = new DataView(bytes.buffer, bytes.byteOffset + dataAt, count * size);
    for (let i = 0; i < count; ++i) data[i] = read(view, i * size, littleEndian);
  }
  return { shape, data: fortranOrder ? toCOrder(data, shape) : data };
}

/**
 * Writes an `.npy` file: version 1, little-endian, C order, `<f4` for a
 * `Float32Array` and `<f8` for a `Float64Array`.
 *
 * @param a - A vector, a matrix, or numbers with their shape.
 *
 * @throws {@link RangeError} if the shape does not fit the number of entries.
 *
 * @example
 * ```ts
 * import { readNpy, writeNpy } from "wasm-svd/io";
 *
 * readNpy(writeNpy(Float32Array.of(1, 2, 3))).shape; // [3]
 * ```
 */
export function writeNpy(
  a: Real | NdArray | { rows: number; columns: number; data: Real },
): Uint8Array {
  const data = isReal(a) ? a : a.data;
  const shape = isReal(a) ? [a.length] : "shape" in a ? a.shape : [a.rows, a.columns];
  const count = shape.reduce((product, length) => product * length, 1);
  if (count !== data.length) {
    throw new RangeError(
      `writeNpy: an array of shape ${shape.join(" × ")} has ${count} entries, got ${data.length}`,
    );
  }
  const size = data.BYTES_PER_ELEMENT;
  const header = formatNpyHeader(isFloat32(data) ? "<f4" : "<f8", shape);
  const bytes = new Uint8Array(header.length + count * size);
  bytes.set(header);
  if (HOST_IS_LITTLE_ENDIAN) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), header.length);
  } else {
    const view = new DataView(bytes.buffer, header.length);
    const write = isFloat32(data) ? view.setFloat32 : view.setFloat64;
    for (let i = 0; i < count; ++i) write.call(view, i * size, data[i], true);
  }
  return bytes;
}

type Reader = (view: DataView, at: number, littleEndian: boolean) => number;

/** How to read one number, by NumPy's letter for the kind and its size in bytes. */
const readers: Record<string, Reader> = {
  f8: (view, at, littleEndian) => view.getFloat64(at, littleEndian),
  f4: (view, at, littleEndian) => view.getFloat32(at, littleEndian),
  i1: (view, at) => view.getInt8(at),
  u1: (view, at) => view.getUint8(at),
  b1: (view, at) => (view.getUint8(at) === 0 ? 0 : 1),
  i2: (view, at, littleEndian) => view.getInt16(at, littleEndian),
  u2: (view, at, littleEndian) => view.getUint16(at, littleEndian),
  i4: (view, at, littleEndian) => view.getInt32(at, littleEndian),
  u4: (view, at, littleEndian) => view.getUint32(at, littleEndian),
  i8: (view, at, littleEndian) => Number(view.getBigInt64(at, littleEndian)),
  u8: (view, at, littleEndian) => Number(view.getBigUint64(at, littleEndian)),
};

const HOST_IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Reorders numbers whose first index runs fastest. */
export function toCOrder<T extends Real>(data: T, shape: readonly number[]): T {
  const result = data.slice() as T;
  const index = shape.map(() => 0);
  for (let from = 0; from < data.length; ++from) {
    result[index.reduce((at, i, axis) => at * shape[axis] + i, 0)] = data[from];
    for (let axis = 0; axis < shape.length; ++axis) {
      if (++index[axis] < shape[axis]) break;
      index[axis] = 0;
    }
  }
  return result;
}
