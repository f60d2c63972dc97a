import { FormatError } from "../formatError.ts";
import type { NdArray } from "../ndarray.ts";
import { readNpy } from "../npy.ts";
import { unpack } from "./unpack.ts";
import { listMembers } from "./zip.ts";

export interface ReadNpzOptions {
  /** The arrays to read, by their names. By default all, which must then all be numbers. */
  readonly names?: readonly string[];
}

/**
 * Reads an `.npz` file, which NumPy's `savez` and `savez_compressed` make of several arrays: a zip file of `.npy` files.
 *
 * Needs the package `fflate`.
 *
 * @returns The arrays by their names, in the order of the file; `readNpy` says of which kinds.
 *
 * @throws {@link FormatError} naming the member, if the file is damaged or cut off, a name is missing, or a member
 * holds something else than numbers.
 *
 * @example
 * ```ts
 * import { readNpz } from "wasm-svd/npz";
 *
 * const empty = Uint8Array.of(80, 75, 5, 6, ...new Uint8Array(18));
 * Object.keys(readNpz(empty)).length; // 0
 * ```
 */
export function readNpz(
  bytes: Uint8Array,
  { names }: ReadNpzOptions = {},
): Record<string, NdArray> {
  const members = readMembers(bytes);
  const arrays = (names ?? [...members.keys()]).map((name) => [name, readArray(members, name)]);
  return Object.fromEntries(arrays) as Record<string, NdArray>;
}

/** Names of arrays, and what returns the bytes of their `.npy` files. */
export type Members = ReadonlyMap<string, () => Uint8Array>;

export function readMembers(bytes: Uint8Array): Members {
  const members = listMembers(bytes).filter(({ name }) => name.endsWith(".npy"));
  return new Map(
    members.map((member) => [member.name.slice(0, -".npy".length), () => unpack(member)]),
  );
}

/** The bytes of an `.npy` file. */
export function readMember(members: Members, name: string): Uint8Array {
  const read = members.get(name);
  if (read) return read();
  const others = [...members.keys()].join(", ") || "none";
  throw new FormatError(`npz: expected a member ${name}.npy, got ${others}`);
}

export function readArray(members: Members, name: string): NdArray {
  const bytes = readMember(members, name);
  try {
    return readNpy(bytes);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new FormatError(`npz: ${name}.npy: ${cause.message}`, { cause });
  }
}
