import { inflateSync } from "fflate";
import { FormatError } from "../formatError.ts";
import { crc32 } from "../crc32.ts";
import type { Member } from "./zip.ts";

/** The most bytes that one byte of deflate stands for: 258 for each 2 bits. */
const MOST_RATIO = 1032;

/** Returns the bytes of a member, stored or deflated, if they are right. */
export function unpack({ name, method, encrypted, crc, bytes, size }: Member): Uint8Array {
  const fail = (text: string, cause?: unknown) =>
    new FormatError(`npz: ${name}: ${text}`, { cause });
  if (encrypted) throw fail("expected plain bytes, got encrypted ones");
  if (method !== 0 && method !== 8) {
    throw fail(`expected it stored (0) or deflated (8), got method ${method}`);
  }
  const most = method === 0 ? bytes.length : bytes.length * MOST_RATIO;
  if (size > most || (method === 0 && size !== bytes.length)) {
    throw fail(`expected ${size} bytes, but ${bytes.length} packed ones cannot be as many`);
  }
  let unpacked = bytes;
  if (method === 8) {
    try {
      unpacked = inflateSync(bytes, { out: new Uint8Array(size) });
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw fail(`the member is damaged (${reason})`, cause);
    }
  }
  if (unpacked.length !== size) throw fail(`expected ${size} bytes, got ${unpacked.length}`);
  if (crc32(unpacked) !== crc) throw fail("the member is damaged: its checksum is another");
  return unpacked;
}
