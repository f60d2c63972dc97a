import { FormatError } from "./formatError.ts";

export interface NpyHeader {
  /** NumPy's type string, such as `<f8`: byte order, kind, bytes. */
  readonly descr: string;
  /** Whether the first index runs fastest. */
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the numbers start, in bytes. */
  readonly dataAt: number;
}

const MAGIC = "\x93NUMPY";

/** NumPy starts the numbers on a multiple of this, so that they can be mapped. */
const ALIGNMENT = 64;

/**
 * Reads the header of an `.npy` file: the magic string, a version, the length
 * of the rest (two bytes in version 1, four in 2 and 3) and a Python literal
 * with the keys descr, fortran_order and shape.
 *
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function parseNpyHeader(bytes: Uint8Array): NpyHeader {
  const magic = String.fromCharCode(...bytes.subarray(0, MAGIC.length));
  if (magic !== MAGIC) {
    throw new FormatError(`npy: expected a file that starts with \\x93NUMPY, got ${quote(magic)}`);
  }
  const major = bytes[MAGIC.length];
  if (!(major >= 1 && major <= 3)) {
    throw new FormatError(`npy: expected version 1, 2 or 3, got ${major ?? "the end of the file"}`);
  }
  const lengthAt = MAGIC.length + 2;
  const literalAt = lengthAt + (major === 1 ? 2 : 4);
  if (bytes.length < literalAt) throw endsInHeader(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = major === 1 ? view.getUint16(lengthAt, true) : view.getUint32(lengthAt, true);
  const dataAt = literalAt + length;
  if (bytes.length < dataAt) throw endsInHeader(bytes);
  const encoding = major === 3 ? "utf-8" : "latin1";
  const literal = new TextDecoder(encoding).decode(bytes.subarray(literalAt, dataAt));
  return { ...parseLiteral(literal), dataAt };
}

function parseLiteral(literal: string): Omit<NpyHeader, "dataAt"> {
  const descr = /'descr'\s*:\s*(?:'([^']*)'|(\[))/.exec(literal);
  const order = /'fortran_order'\s*:\s*(True|False)\b/.exec(literal);
  // Python 2 wrote its long integers as 3L.
  const shape = /'shape'\s*:\s*\(\s*((?:\d+L?\s*,\s*)*(?:\d+L?)?)\s*\)/.exec(literal);
  if (descr?.[2]) {
    throw new FormatError("npy: expected plain numbers, got a structured type with named fields");
  }
  if (!descr || !order || !shape) {
    const missing = !descr ? "descr" : !order ? "fortran_order" : "shape";
    throw new FormatError(`npy: expected a header with '${missing}', got ${quote(literal.trim())}`);
  }
  return {
    descr: descr[1],
    fortranOrder: order[1] === "True",
    shape: (shape[1].match(/\d+/g) ?? []).map(Number),
  };
}

/** The header of a file of little-endian numbers in C order, version 1. */
export function formatNpyHeader(descr: string, shape: readonly number[]): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const literal = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const prefix = MAGIC.length + 4;
  const unpadded = prefix + literal.length + 1;
  const total = Math.ceil(unpadded / ALIGNMENT) * ALIGNMENT;
  const text = `${literal.padEnd(total - prefix - 1)}\n`;
  const length = String.fromCharCode(text.length & 0xff, text.length >> 8);
  return Uint8Array.from(`${MAGIC}\x01\x00${length}${text}`, (c) => c.charCodeAt(0));
}

function endsInHeader(bytes: Uint8Array): FormatError {
  return new FormatError(`npy: the file ends inside its header, after ${bytes.length} bytes`);
}

/** At most the first 80 characters, escaped: a header may hold anything. */
function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
