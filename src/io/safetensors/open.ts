import { Matrix } from "../../matrix.ts";
import { FormatError } from "../formatError.ts";
import type { NdArray } from "../ndarray.ts";
import { DECODERS, isReadable } from "./decode.ts";
import { type Header, headerLength, LENGTH_BYTES, parseHeader, type TensorInfo } from "./header.ts";
import { type ByteSource, rangeSource, type RangeSource, readRange } from "./source.ts";

/** A `.safetensors` file: what its header says, and its tensors one by one. */
export class SafetensorsFile {
  readonly #source: RangeSource;
  readonly #header: Header;
  readonly #dataAt: number;

  /** Use `openSafetensors`. */
  constructor(source: RangeSource, header: Header, dataAt: number) {
    this.#source = source;
    this.#header = header;
    this.#dataAt = dataAt;
  }

  /** The names of the tensors, in the order in which they lie in the file. */
  get names(): string[] {
    return [...this.#header.tensors.keys()];
  }

  /** Texts by name, which the file may have for whatever its writer wanted to say. */
  get metadata(): Readonly<Record<string, string>> {
    return this.#header.metadata;
  }

  has(name: string): boolean {
    return this.#header.tensors.has(name);
  }

  /**
   * Returns what the header says of a tensor: dtype, shape and place.
   *
   * @throws {@link RangeError} if there is none of that name.
   */
  info(name: string): TensorInfo {
    const info = this.#header.tensors.get(name);
    if (info) return info;
    throw new RangeError(`SafetensorsFile: there is no tensor ${JSON.stringify(name)}`);
  }

  /**
   * Reads a tensor, whatever its number of dimensions. With two, what comes back can be given to `svd` as it is.
   *
   * F32, F16 and BF16 come back as a `Float32Array`, which holds each of their numbers exactly; F64, integers and BOOL as a
   * `Float64Array`. Integers of 8 bytes beyond 2⁵³ are rounded to the nearest double.
   *
   * @throws {@link RangeError} if there is none of that name.
   * @throws {@link FormatError} for 8-bit floating-point numbers and other types that are not read; `bytes` returns those.
   */
  async tensor(name: string): Promise<NdArray> {
    const { dtype, shape } = this.info(name);
    if (!isReadable(dtype)) {
      throw new FormatError(
        `safetensors: tensor ${JSON.stringify(name)}: expected one of ${Object.keys(DECODERS).join(", ")}, got ${dtype}`,
      );
    }
    return { shape, data: DECODERS[dtype](await this.bytes(name)) };
  }

  /**
   * Reads a tensor of two dimensions.
   *
   * @throws {@link RangeError} if it has others. Otherwise as `tensor`.
   */
  async matrix(name: string): Promise<Matrix> {
    const { shape } = this.info(name);
    if (shape.length !== 2) {
      throw new RangeError(
        `SafetensorsFile.matrix: expected two dimensions, tensor ${JSON.stringify(name)} has ${shape.length}`,
      );
    }
    return new Matrix(shape[0], shape[1], (await this.tensor(name)).data);
  }

  /** Reads the bytes of a tensor as they are, to copy them. */
  async bytes(name: string): Promise<Uint8Array> {
    const [begin, end] = this.info(name).offsets;
    const what = `tensor ${JSON.stringify(name)}`;
    return await readRange(this.#source, this.#dataAt + begin, end - begin, what);
  }
}

/**
 * Opens a `.safetensors` file, the format that weights of neural networks are published in: a header of JSON, and the
 * numbers behind it. Only the header is read, and later the range of each tensor that is asked for.
 *
 * https://huggingface.co/docs/safetensors
 *
 * @param source - Bytes, a `Blob` or `File`, a path (Node only), or `{ size, read(offset, length) }`, such as of a server
 * that answers requests for ranges. A file is opened for each range anew, and need not be closed.
 *
 * @throws {@link FormatError} if the header is none, or does not fit the file: ranges that overlap, leave gaps, are
 * longer or shorter than shape and type say, or reach beyond the end.
 * @throws {@link TypeError} for a path outside of Node; what Node throws if it cannot be read.
 *
 * @example
 * ```ts
 * import { svd } from "wasm-svd";
 * import { openSafetensors, writeSafetensors } from "wasm-svd/io";
 *
 * const bytes = writeSafetensors({ "fc.weight": { shape: [2, 2], data: Float32Array.of(3, 0, 4, 5) } });
 * const file = await openSafetensors(bytes);
 * file.names; // ["fc.weight"]
 * file.info("fc.weight").dtype; // "F32"
 * svd(await file.matrix("fc.weight")).s; // Float32Array [6.7082…, 2.2360…]
 * ```
 */
export async function openSafetensors(source: ByteSource): Promise<SafetensorsFile> {
  const ranges = await rangeSource("openSafetensors", source);
  if (ranges.size < LENGTH_BYTES) {
    throw new FormatError(
      `safetensors: expected a file of ${LENGTH_BYTES} bytes or more, got ${ranges.size}`,
    );
  }
  const start = await readRange(ranges, 0, LENGTH_BYTES, "the length of the header");
  const length = headerLength(start, ranges.size);
  const bytes = await readRange(ranges, LENGTH_BYTES, length, "the header");
  const dataAt = LENGTH_BYTES + length;
  return new SafetensorsFile(ranges, parseHeader(bytes, ranges.size - dataAt), dataAt);
}
