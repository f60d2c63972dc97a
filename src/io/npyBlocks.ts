import { Matrix } from "../matrix.ts";
import { zeros, type Dtype, type Real } from "../real.ts";
import { FormatError } from "./formatError.ts";
import { fileSystem, readFully, type FileHandle } from "./nodeFiles.ts";
import { parseNpyHeader } from "./npyHeader.ts";

/** Bytes of a block, unless its rows are given: reading is at full speed, and little memory is taken. */
const BLOCK_BYTES = 2 ** 21;

/** Bytes in which headers are looked for first; nearly all have 128. */
const HEADER_BYTES = 4096;

export interface NpyBlocksOptions {
  /** Rows of a block; by default as many as 2 MiB hold, at least 1. */
  readonly rows?: number;
}

/** The row blocks of a file; each iteration begins anew. */
export interface FileBlocks<T extends Real = Real> extends AsyncIterable<Matrix<T>> {
  [Symbol.asyncIterator](): AsyncGenerator<Matrix<T>, void, undefined>;
}

/**
 * Reads a matrix in an `.npy` file by blocks of rows, for files larger than the memory: one block is in memory at a time.
 * Node only.
 *
 * Little-endian floating-point numbers of 4 and 8 bytes; a vector counts as one column. In Fortran order, a block is
 * gathered by one read for each column.
 *
 * @param path - The file. It is opened by each iteration anew, and closed at its end, also if that comes early.
 * @returns An async iterable of blocks. The next block takes the place of the one before: copy what is to stay.
 *
 * @throws {@link RangeError} if `rows` is not an integer ≥ 1.
 * @throws {@link TypeError} outside of Node.
 * @throws While it is read: {@link FormatError} if the file is no such `.npy` file, or cut off; what Node throws if it cannot be read.
 *
 * @example
 * ```ts
 * import { tsqr } from "wasm-svd";
 * import { npyWriter, readNpyBlocks } from "wasm-svd/io";
 *
 * const file = await npyWriter("build/example.npy", { columns: 2 });
 * await file.append([[3, 0], [4, 5]]);
 * await file.close();
 *
 * const { s } = await tsqr(readNpyBlocks("build/example.npy", { rows: 1 }));
 * s; // Float64Array [6.7082…, 2.2360…], that is √45 and √5
 * ```
 */
export function readNpyBlocks(path: string | URL, { rows }: NpyBlocksOptions = {}): FileBlocks {
  if (rows !== undefined && !(Number.isInteger(rows) && rows >= 1)) {
    throw new RangeError(`readNpyBlocks: expected rows to be an integer >= 1, got ${rows}`);
  }
  const { open } = fileSystem("readNpyBlocks");
  return {
    async *[Symbol.asyncIterator]() {
      const file = await open(path, "r");
      try {
        yield* blocksOf(file, rows);
      } finally {
        await file.close();
      }
    },
  };
}

/** Where the numbers are. */
interface Layout {
  readonly m: number;
  readonly n: number;
  readonly dtype: Dtype;
  readonly fortranOrder: boolean;
  readonly dataAt: number;
}

async function* blocksOf(
  file: FileHandle,
  rows: number | undefined,
): AsyncGenerator<Matrix, void, undefined> {
  const layout = await readLayout(file);
  const { m, n, dtype, fortranOrder } = layout;
  const size = dtype === "float32" ? 4 : 8;
  const step = Math.min(m, rows ?? Math.max(1, Math.floor(BLOCK_BYTES / (size * n || 1))));
  if (m === 0 || n === 0) {
    yield new Matrix(m, n, zeros<Dtype>(dtype, 0));
    return;
  }
  const numbers = zeros<Dtype>(dtype, step * n);
  const column = fortranOrder ? zeros<Dtype>(dtype, step) : undefined;
  for (let first = 0; first < m; first += step) {
    const count = Math.min(step, m - first);
    const block = numbers.subarray(0, count * n);
    if (column) await gather(file, layout, first, block, column.subarray(0, count));
    else await readNumbers(file, layout, first * n, block);
    yield new Matrix(count, n, block);
  }
}

/** Reads rows of a file in Fortran order, column by column. */
async function gather(
  file: FileHandle,
  layout: Layout,
  first: number,
  block: Real,
  column: Real,
): Promise<void> {
  const { m, n } = layout;
  for (let j = 0; j < n; ++j) {
    await readNumbers(file, layout, j * m + first, column);
    for (let i = 0; i < column.length; ++i) block[i * n + j] = column[i];
  }
}

/** Fills `to` with the numbers from number `from` of the file on. */
async function readNumbers(
  file: FileHandle,
  { m, n, dataAt }: Layout,
  from: number,
  to: Real,
): Promise<void> {
  const bytes = new Uint8Array(to.buffer, to.byteOffset, to.byteLength);
  const position = dataAt + from * to.BYTES_PER_ELEMENT;
  const got = await readFully(file, bytes, position);
  if (got === bytes.length) return;
  throw new FormatError(
    `npy: ${m} × ${n} numbers take ${m * n * to.BYTES_PER_ELEMENT} bytes, the file ends after ${Math.max(0, position + got - dataAt)}`,
  );
}

async function readLayout(file: FileHandle): Promise<Layout> {
  const { descr, shape, fortranOrder, dataAt } = await readHeader(file);
  const dtypes: Record<string, Dtype> = { "<f4": "float32", "<f8": "float64" };
  const dtype = dtypes[descr];
  if (!dtype) {
    throw new FormatError(
      `npy: expected <f4 or <f8 in a file that is read by blocks, got ${JSON.stringify(descr)}; readNpy reads more`,
    );
  }
  if (shape.length !== 1 && shape.length !== 2) {
    throw new FormatError(`npy: expected a matrix, got ${shape.length} dimensions`);
  }
  const [m, n = 1] = shape;
  const { size } = await file.stat();
  const expected = m * n * (dtype === "float32" ? 4 : 8);
  // A pipe has no size; there, reading itself tells.
  if (size > 0 && size - dataAt < expected) {
    throw new FormatError(
      `npy: ${m} × ${n} numbers of type ${descr} take ${expected} bytes, got ${size - dataAt}`,
    );
  }
  return { m, n, dtype, fortranOrder, dataAt };
}

async function readHeader(file: FileHandle) {
  const start = new Uint8Array(HEADER_BYTES);
  const got = await readFully(file, start, 0);
  // Byte 6 is the version; from byte 8 on stands the length, of 2 bytes in version 1 and of 4 later.
  const view = new DataView(start.buffer);
  const whole = start[6] === 1 ? 10 + view.getUint16(8, true) : 12 + view.getUint32(8, true);
  if (got < HEADER_BYTES || whole <= HEADER_BYTES) return parseNpyHeader(start.subarray(0, got));
  const more = new Uint8Array(Math.min(whole, (await file.stat()).size));
  return parseNpyHeader(more.subarray(0, await readFully(file, more, 0)));
}
