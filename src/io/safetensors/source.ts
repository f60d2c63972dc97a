import { describe } from "../../errors.ts";
import { FormatError } from "../formatError.ts";
import { fileSystem, readFully } from "../nodeFiles.ts";

/** Bytes that are fetched by ranges: a part of a file, of a Blob, or what a server sends for `Range: bytes=…`. */
export interface RangeSource {
  /** Of the whole, in bytes. */
  readonly size: number;
  /** Returns `length` bytes from `offset` on, which are not changed afterwards. */
  read(offset: number, length: number): Uint8Array | PromiseLike<Uint8Array>;
}

/** Bytes, a Blob or File, the path of a file (Node only), or a `RangeSource`. */
export type ByteSource = Uint8Array | ArrayBuffer | Blob | string | URL | RangeSource;

/**
 * @param name - Who asks.
 * @throws {@link TypeError} if it is none of them, or a path outside of Node; what Node throws for a file that it cannot open.
 */
export async function rangeSource(name: string, source: ByteSource): Promise<RangeSource> {
  if (typeof source === "string" || source instanceof URL) return await fileSource(name, source);
  if (source instanceof ArrayBuffer) return bytesSource(new Uint8Array(source));
  if (source instanceof Uint8Array) return bytesSource(source);
  if (typeof Blob === "function" && source instanceof Blob) return blobSource(source);
  const { size, read } = (source ?? {}) as Partial<RangeSource>;
  if (typeof size === "number" && typeof read === "function") return source as RangeSource;
  throw new TypeError(
    `${name}: expected bytes, a Blob, a path or { size, read }, got ${describe(source)}`,
  );
}

/** Reads a range, and makes sure that it came whole. */
export async function readRange(
  source: RangeSource,
  offset: number,
  length: number,
  what: string,
): Promise<Uint8Array> {
  const bytes = length === 0 ? new Uint8Array(0) : await source.read(offset, length);
  if (bytes.length === length) return bytes;
  throw new FormatError(
    `safetensors: ${what}: expected ${length} bytes from byte ${offset} of ${source.size} on, got ${bytes.length}`,
  );
}

function bytesSource(bytes: Uint8Array): RangeSource {
  return {
    size: bytes.length,
    read: (offset, length) => bytes.slice(offset, offset + length),
  };
}

function blobSource(blob: Blob): RangeSource {
  return {
    size: blob.size,
    read: async (offset, length) =>
      new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
  };
}

/** Opens the file for each range anew: there is nothing to be closed. */
async function fileSource(name: string, path: string | URL): Promise<RangeSource> {
  const { open } = fileSystem(name);
  const file = await open(path, "r");
  const { size } = await file.stat().finally(() => file.close());
  return {
    size,
    read: async (offset, length) => {
      const file = await open(path, "r");
      try {
        const bytes = new Uint8Array(length);
        return bytes.subarray(0, await readFully(file, bytes, offset));
      } finally {
        await file.close();
      }
    },
  };
}
