import { FormatError } from "../formatError.ts";
import { bytesOf, countOf } from "./dtypes.ts";

/** What the header says of a tensor. */
export interface TensorInfo {
  /** As the file names it, such as `F32`. */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Where its bytes are, counted from the end of the header: from the first to before the last. */
  readonly offsets: readonly [begin: number, end: number];
}

export interface Header {
  /** In the order of their bytes. */
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Bytes of the length that the file starts with. */
export const LENGTH_BYTES = 8;

/** Longer headers are refused, as by the reference implementation. */
const LONGEST = 100_000_000;

/**
 * Reads the length of the header from the first bytes.
 *
 * @param size - Of the whole file.
 * @throws {@link FormatError} if there cannot be so long a header.
 */
export function headerLength(bytes: Uint8Array, size: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES);
  const length = view.getUint32(0, true) + 2 ** 32 * view.getUint32(4, true);
  if (length > LONGEST) {
    throw new FormatError(
      `safetensors: expected a header of at most ${LONGEST} bytes, got ${length}`,
    );
  }
  if (LENGTH_BYTES + length > size) {
    throw new FormatError(
      `safetensors: the file ends inside its header of ${length} bytes, after ${size - LENGTH_BYTES}`,
    );
  }
  return length;
}

/**
 * Reads and checks the header: tensors lie one behind the other without gaps, and fill the rest of the file.
 *
 * @param dataSize - Bytes behind the header.
 * @throws {@link FormatError} naming the tensor.
 */
export function parseHeader(bytes: Uint8Array, dataSize: number): Header {
  const content: [string, unknown][] = Object.entries(jsonOf(bytes));
  const metadata: unknown = content.find(([name]) => name === "__metadata__")?.[1] ?? {};
  const tensors = content
    .filter(([name]) => name !== "__metadata__")
    .map(([name, value]) => [name, tensorOf(name, value)] as const)
    .sort(([, { offsets: a }], [, { offsets: b }]) => a[0] - b[0] || a[1] - b[1]);
  let end = 0;
  let before = "the header";
  for (const [name, { offsets }] of tensors) {
    const subject = quoted(name);
    if (offsets[0] < end) {
      throw wrong(subject, `its bytes start at ${offsets[0]}, inside those of ${before}`);
    }
    if (offsets[0] > end) {
      throw wrong(
        subject,
        `${offsets[0] - end} bytes between ${before} and it belong to no tensor`,
      );
    }
    if (offsets[1] > dataSize) {
      throw wrong(
        subject,
        `its bytes end at ${offsets[1]}, but the file has ${dataSize}: cut off?`,
      );
    }
    end = offsets[1];
    before = subject;
  }
  if (end < dataSize) {
    throw new FormatError(
      `safetensors: ${dataSize - end} bytes behind ${before} belong to no tensor`,
    );
  }
  return { tensors: new Map(tensors), metadata: metadataOf(metadata) };
}

/** The first bytes of a file: the length, and the header padded with blanks to a multiple of 8 bytes. */
export function formatHeader(
  tensors: ReadonlyMap<string, TensorInfo>,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const content = [...tensors].map(([name, { dtype, shape, offsets }]) => {
    return [name, { dtype, shape, data_offsets: offsets }] as const;
  });
  const extra = Object.keys(metadata).length > 0 ? [["__metadata__", metadata] as const] : [];
  // Text, and not an object: one called "1" would come first there.
  const members = [...extra, ...content].map(
    ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
  );
  const text = new TextEncoder().encode(`{${members.join(",")}}`);
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(LENGTH_BYTES + length).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(text, LENGTH_BYTES);
  return bytes;
}

function jsonOf(bytes: Uint8Array): object {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    const start = String.fromCharCode(...bytes.subarray(0, 40));
    throw new FormatError(
      `safetensors: expected a header of JSON, got ${JSON.stringify(start)}; is it a .safetensors file?`,
    );
  }
  if (isObject(value)) return value;
  throw new FormatError(`safetensors: expected a header of names and tensors, got ${typeof value}`);
}

function tensorOf(name: string, value: unknown): TensorInfo {
  const subject = quoted(name);
  const { dtype, shape, data_offsets: offsets } = (isObject(value) ? value : {}) as Fields;
  if (typeof dtype !== "string") throw wrong(subject, `expected a dtype, got ${shown(dtype)}`);
  if (!isCounts(shape)) {
    throw wrong(subject, `expected a shape of integers >= 0, got ${shown(shape)}`);
  }
  if (!isCounts(offsets) || offsets.length !== 2 || offsets[0] > offsets[1]) {
    throw wrong(subject, `expected two data_offsets, ascending, got ${shown(offsets)}`);
  }
  const [begin, end] = offsets;
  const expected = bytesOf(dtype, countOf(shape));
  if (expected !== undefined && end - begin !== expected) {
    throw wrong(
      subject,
      `${shape.join(" × ") || "one number"} of ${dtype} take${shape.length > 0 ? "" : "s"} ${expected} bytes, got ${end - begin}`,
    );
  }
  return { dtype, shape, offsets: [begin, end] };
}

function metadataOf(value: unknown): Record<string, string> {
  const entries = isObject(value) ? Object.entries(value) : undefined;
  const texts = entries?.filter((entry): entry is [string, string] => typeof entry[1] === "string");
  if (texts && texts.length === entries?.length) return Object.fromEntries(texts);
  throw new FormatError(
    `safetensors: expected __metadata__ to hold texts by name, got ${shown(value)}`,
  );
}

type Fields = Record<string, unknown>;

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((x) => Number.isSafeInteger(x) && x >= 0);
}

function wrong(subject: string, what: string): FormatError {
  return new FormatError(`safetensors: ${subject}: ${what}`);
}

/** A header may hold anything: at most 80 characters of it are shown. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function quoted(name: string): string {
  return `tensor ${shown(name)}`;
}
