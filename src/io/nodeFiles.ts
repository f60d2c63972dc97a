/** An open file, as far as it is used here. Spelled out: declarations that name Node's own would need its types. */
export interface FileHandle {
  read(
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesRead: number }>;
  write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesWritten: number }>;
  stat(): Promise<{ readonly size: number }>;
  createReadStream(options: {
    readonly highWaterMark: number;
    readonly autoClose: boolean;
  }): AsyncIterable<unknown>;
  close(): Promise<void>;
}

/** Node's file system, without an import that bundlers for browsers would stop at. */
export interface FileSystem {
  open(path: string | URL, flags: string): Promise<FileHandle>;
  rename(from: string, to: string): Promise<void>;
  rm(path: string, options: { readonly force: boolean }): Promise<void>;
}

interface WithBuiltins {
  readonly process?: { getBuiltinModule?(name: string): unknown };
}

/**
 * @param name - Who asks.
 * @throws {@link TypeError} where there are no files.
 */
export function fileSystem(name: string): FileSystem {
  const { process } = globalThis as unknown as WithBuiltins;
  const fs = process?.getBuiltinModule?.("node:fs/promises");
  if (fs) return fs as FileSystem;
  throw new TypeError(
    `${name}: reads and writes files, which only Node has (20.16, 22.3 or later)`,
  );
}

/** Fills `bytes` from `position` on, and returns how many there were before the file ended. */
export async function readFully(
  file: FileHandle,
  bytes: Uint8Array,
  position: number,
): Promise<number> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done;
}

/** Writes all of `bytes` at `position`. */
export async function writeFully(
  file: FileHandle,
  bytes: Uint8Array,
  position: number,
): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}
