import { toMatrix } from "../matrix.ts";
import type { MatrixInput } from "../matrixInput.ts";
import { zeros, type Dtype, type Real } from "../real.ts";
import { fileSystem, writeFully, type FileHandle, type FileSystem } from "./nodeFiles.ts";
import { formatNpyHeader } from "./npyHeader.ts";

export interface NpyWriterOptions {
  /** Columns that all blocks have. */
  readonly columns: number;
  /** The precision of the file: by default `"float64"`. */
  readonly dtype?: Dtype;
}

/** An `.npy` file that grows by blocks of rows. */
export class NpyWriter {
  readonly columns: number;
  readonly dtype: Dtype;
  readonly #fs: FileSystem;
  readonly #path: string;
  readonly #temporary: string;
  #file: FileHandle | undefined;
  #rows = 0;
  #at: number;

  /** Use `npyWriter`. */
  constructor(
    fs: FileSystem,
    path: string,
    temporary: string,
    file: FileHandle,
    columns: number,
    dtype: Dtype,
  ) {
    this.columns = columns;
    this.dtype = dtype;
    this.#fs = fs;
    this.#path = path;
    this.#temporary = temporary;
    this.#file = file;
    this.#at = this.#header(Number.MAX_SAFE_INTEGER).length;
  }

  /** Rows written so far. */
  get rows(): number {
    return this.#rows;
  }

  /**
   * Writes rows behind those before. Wait for it before the next.
   *
   * @throws {@link RangeError} if the block has other columns.
   */
  async append(block: MatrixInput): Promise<void> {
    const file = this.#open("append");
    const { rows, columns, data } = toMatrix("NpyWriter.append", block);
    if (rows === 0) return;
    if (columns !== this.columns) {
      throw new RangeError(
        `NpyWriter.append: expected ${this.columns} columns, got ${columns} after row ${this.#rows}`,
      );
    }
    const bytes = littleEndian(data, this.dtype);
    await writeFully(file, bytes, this.#at);
    this.#at += bytes.length;
    this.#rows += rows;
  }

  /** Completes the file, and gives it its name, in the place of what may have been there. */
  async close(): Promise<void> {
    const file = this.#open("close");
    try {
      await writeFully(file, this.#header(this.#rows), 0);
    } catch (error) {
      await this.abort();
      throw error;
    }
    this.#file = undefined;
    await file.close();
    await this.#fs.rename(this.#temporary, this.#path);
  }

  /** Removes what was written; after `close`, or a second time, it does nothing. */
  async abort(): Promise<void> {
    const file = this.#file;
    if (!file) return;
    this.#file = undefined;
    await file.close();
    await this.#fs.rm(this.#temporary, { force: true });
  }

  #open(what: string): FileHandle {
    if (this.#file) return this.#file;
    throw new TypeError(`NpyWriter.${what}: the file is closed`);
  }

  /** Has the same length for any number of rows: it is padded to 128 bytes. */
  #header(rows: number): Uint8Array {
    return formatNpyHeader(this.dtype === "float32" ? "<f4" : "<f8", [rows, this.columns]);
  }
}

/**
 * Writes a matrix to an `.npy` file by blocks of rows, for what is larger than the memory. Node only.
 *
 * Until `close`, the file has another name beside the one that it will have: no program meets half of it.
 *
 * @param path - The file to be. Its folder must be there.
 *
 * @throws {@link RangeError} if `columns` is not an integer ≥ 0.
 * @throws {@link TypeError} outside of Node; what Node throws if the file cannot be made.
 *
 * @example
 * ```ts
 * import { tsqr } from "wasm-svd";
 * import { npyWriter } from "wasm-svd/io";
 *
 * const a = [[[3, 0]], [[4, 5]]]; // a matrix, by blocks of its rows
 * const factored = await tsqr(a);
 * const file = await npyWriter("build/U.npy", { columns: 2 });
 * try {
 *   for await (const block of factored.U(a)) await file.append(block);
 *   await file.close();
 * } finally {
 *   await file.abort(); // does nothing once it is closed
 * }
 * file.rows; // 2
 * ```
 */
export async function npyWriter(
  path: string,
  { columns, dtype = "float64" }: NpyWriterOptions,
): Promise<NpyWriter> {
  if (!Number.isSafeInteger(columns) || columns < 0) {
    throw new RangeError(`npyWriter: expected columns to be an integer >= 0, got ${columns}`);
  }
  const fs = fileSystem("npyWriter");
  const temporary = `${path}.${process.pid}-${++count}.tmp`;
  const file = await fs.open(temporary, "wx");
  return new NpyWriter(fs, path, temporary, file, columns, dtype);
}

/** Tells apart the files that one process writes at the same time. */
let count = 0;

/** The bytes of `data` in a precision, little-endian. */
function littleEndian(data: Real, dtype: Dtype): Uint8Array {
  let numbers = data;
  if (numbers.BYTES_PER_ELEMENT !== (dtype === "float32" ? 4 : 8)) {
    numbers = zeros<Dtype>(dtype, data.length);
    numbers.set(data);
  }
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
