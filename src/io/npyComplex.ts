import { isFloat32, zerosLike, type Real } from "../real.ts";
import { FormatError } from "./formatError.ts";
import { toCOrder, writeNpy } from "./npy.ts";
import { formatNpyHeader, parseNpyHeader } from "./npyHeader.ts";

/** Complex numbers of any number of dimensions, in C order. With two, every function takes it as a complex matrix. */
export interface ComplexNdArray {
  readonly shape: readonly number[];
  readonly re: Real;
  readonly im: Real;
}

/**
 * Reads an `.npy` file of complex64 or complex128, in either byte order, in C or Fortran order.
 *
 * @returns The real and the imaginary parts, as `Float32Array`s of complex64, else as `Float64Array`s.
 * @throws {@link FormatError} if the bytes are no `.npy` file of complex numbers, or are cut off.
 *
 * @example
 * ```ts
 * import { svdvals } from "wasm-svd";
 * import { readComplexNpy, writeComplexNpy } from "wasm-svd/io";
 *
 * const bytes = writeComplexNpy({ shape: [1, 2], re: Float64Array.of(3, 0), im: Float64Array.of(0, 4) });
 * svdvals(readComplexNpy(bytes)); // Float64Array [5]
 * ```
 */
export function readComplexNpy(bytes: Uint8Array): ComplexNdArray {
  const { descr, fortranOrder, shape, dataAt } = parseNpyHeader(bytes);
  const [, order, size] = /^([<>|=]?)c(8|16)$/.exec(descr) ?? [];
  if (!size) throw new FormatError(`npy: expected c8 or c16, got ${JSON.stringify(descr)}`);
  const count = shape.reduce((product, length) => product * length, 1);
  const length = count * Number(size);
  if (bytes.length - dataAt < length) {
    throw new FormatError(
      `npy: ${shape.join(" × ")} numbers of type ${descr} take ${length} bytes, got ${bytes.length - dataAt}`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + dataAt, length);
  const single = size === "8";
  const step = Number(size) / 2;
  const read = single ? view.getFloat32 : view.getFloat64;
  const re: Real = single ? new Float32Array(count) : new Float64Array(count);
  const im = zerosLike(re, count);
  for (let i = 0; i < count; ++i) {
    re[i] = read.call(view, 2 * i * step, order !== ">");
    im[i] = read.call(view, (2 * i + 1) * step, order !== ">");
  }
  const ordered = (data: Real) => (fortranOrder ? toCOrder(data, shape) : data);
  return { shape, re: ordered(re), im: ordered(im) };
}

/**
 * Writes an `.npy` file of complex numbers: complex64 for `Float32Array`s, else complex128, little-endian, in C order.
 *
 * @param a - A `ComplexMatrix`, or planes with their shape.
 * @throws {@link RangeError} if the shape does not fit the number of entries.
 */
export function writeComplexNpy(
  a: ComplexNdArray | { rows: number; columns: number; re: Real; im: Real },
): Uint8Array {
  const shape = "shape" in a ? a.shape : [a.rows, a.columns];
  if (a.re.length !== a.im.length) {
    throw new RangeError(
      `writeComplexNpy: expected as many imaginary parts as real ones, ${a.re.length}, got ${a.im.length}`,
    );
  }
  const data = zerosLike(a.re, 2 * a.re.length);
  for (let i = 0; i < a.re.length; ++i) {
    data[2 * i] = a.re[i];
    data[2 * i + 1] = a.im[i];
  }
  // The same bytes as those of a real array with one more dimension, under another header.
  const pairs = writeNpy({ shape: [...shape, 2], data });
  const numbers = pairs.subarray(pairs.length - data.byteLength);
  const header = formatNpyHeader(isFloat32(data) ? "<c8" : "<c16", shape);
  const bytes = new Uint8Array(header.length + numbers.length);
  bytes.set(header);
  bytes.set(numbers, header.length);
  return bytes;
}
