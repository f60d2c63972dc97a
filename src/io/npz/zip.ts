import { FormatError } from "../formatError.ts";

/** A file in a zip file. */
export interface Member {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  /** Its bytes as they are in the zip file. */
  readonly bytes: Uint8Array;
  /** How many bytes it has when unpacked. */
  readonly size: number;
}

const END = 0x06054b50;
const END_LENGTH = 22;
const LOCATOR_64 = 0x07064b50;
const LOCATOR_64_LENGTH = 20;
const END_64 = 0x06064b50;
const ENTRY = 0x02014b50;
const ENTRY_LENGTH = 46;
const LOCAL = 0x04034b50;
const LOCAL_LENGTH = 30;

/** What a field of 16 or 32 bits says if the number stands in a field of 64 bits. */
const ELSEWHERE_16 = 0xffff;
const ELSEWHERE = 0xffffffff;

/** The number of the extra field that holds numbers of 64 bits. */
const EXTRA_64 = 1;

/**
 * Lists the members of a zip file from the directory at its end (PKWARE, APPNOTE.TXT, §4.3).
 *
 * @throws {@link FormatError} if it is none, or is cut off.
 */
export function listMembers(bytes: Uint8Array): Member[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length === 0) throw new FormatError("npz: expected a zip file, got an empty one");
  if (bytes.length < 4 || ![LOCAL, END].includes(view.getUint32(0, true))) {
    const start = JSON.stringify(String.fromCharCode(...bytes.subarray(0, 6)));
    throw new FormatError(`npz: expected a zip file, which starts with "PK", got ${start}`);
  }
  try {
    const { count, at } = findDirectory(view);
    const members: Member[] = [];
    for (let i = 0, next = at; i < count; ++i) {
      const { member, end } = readEntry(bytes, view, next);
      members.push(member);
      next = end;
    }
    return members;
  } catch (cause) {
    // What a DataView throws for places outside of the file.
    if (!(cause instanceof RangeError)) throw cause;
    throw new FormatError("npz: the zip file is cut off or damaged: its directory leads outside", {
      cause,
    });
  }
}

function findDirectory(view: DataView): { count: number; at: number } {
  // A remark of up to 65,535 bytes may follow.
  const first = Math.max(0, view.byteLength - END_LENGTH - 0xffff);
  let end = view.byteLength - END_LENGTH;
  while (end >= first && view.getUint32(end, true) !== END) --end;
  if (end < first) {
    throw new FormatError("npz: the zip file is cut off: it has no directory at its end");
  }
  const count = view.getUint16(end + 10, true);
  const at = view.getUint32(end + 16, true);
  if (count !== ELSEWHERE_16 && at !== ELSEWHERE) return { count, at };
  const locator = end - LOCATOR_64_LENGTH;
  expectSignature(view, locator, LOCATOR_64);
  const end64 = number64(view, locator + 8);
  expectSignature(view, end64, END_64);
  return { count: number64(view, end64 + 32), at: number64(view, end64 + 48) };
}

function readEntry(bytes: Uint8Array, view: DataView, at: number): { member: Member; end: number } {
  expectSignature(view, at, ENTRY);
  const nameLength = view.getUint16(at + 28, true);
  const extraLength = view.getUint16(at + 30, true);
  const nameAt = at + ENTRY_LENGTH;
  const extraAt = nameAt + nameLength;
  const end = extraAt + extraLength + view.getUint16(at + 32, true);
  const name = new TextDecoder().decode(bytes.subarray(nameAt, extraAt));

  // Sizes and offset, in this order, are in the extra field as far as they do not fit 32 bits.
  const numbers = [24, 20, 42].map((offset) => view.getUint32(at + offset, true));
  let wide = findExtra(view, extraAt, extraAt + extraLength);
  const [size, packed, localAt] = numbers.map((number) => {
    if (number !== ELSEWHERE || wide === undefined) return number;
    wide += 8;
    return number64(view, wide - 8);
  });

  expectSignature(view, localAt, LOCAL);
  const dataAt =
    localAt +
    LOCAL_LENGTH +
    view.getUint16(localAt + 26, true) +
    view.getUint16(localAt + 28, true);
  if (dataAt + packed > bytes.length) {
    throw new FormatError(
      `npz: ${name}: expected ${packed} bytes, got ${Math.max(0, bytes.length - dataAt)} and then the end of the file`,
    );
  }
  return {
    member: {
      name,
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      crc: view.getUint32(at + 16, true),
      bytes: bytes.subarray(dataAt, dataAt + packed),
      size,
    },
    end,
  };
}

function findExtra(view: DataView, from: number, to: number): number | undefined {
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) === EXTRA_64) return at + 4;
  }
  return undefined;
}

function expectSignature(view: DataView, at: number, signature: number): void {
  if (view.getUint32(at, true) === signature) return;
  throw new FormatError(`npz: the zip file is damaged: something else stands at byte ${at}`);
}

function number64(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}
