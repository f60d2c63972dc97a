/**
 * How the benchmark talks with the processes that compute. Either way goes a
 * line of JSON, then, where `bytes` is not 0, that many bytes of numbers. An
 * answer with an `error` says why there is no other.
 */

/**
 * "batch" is "thin" for each of the n × n matrices that lie one below the other in one of rows × n. "complex" is "thin" for
 * a complex matrix, its imaginary parts below its real parts. "truncated" is of a dense matrix; "sparse" and "sketched" of
 * one that is given as rows of three numbers: its shape and 0, then row, column and value of each entry.
 */
export type Work =
  | "thin"
  | "values"
  | "batch"
  | "complex"
  | "truncated"
  | "sparse"
  | "sketched"
  | "multiply"
  | "bidiagonalize";

/** Of the truncated ones: how many triplets, and how accurate where that can be said. */
export interface Truncation {
  readonly k: number;
  readonly tolerance: number;
}
export type Dtype = "float64" | "float32";
export type Numbers = Float64Array | Float32Array;

export type Request =
  | { readonly action: "describe" }
  /** Brings a row-major matrix into the contender's own form. */
  | {
      readonly action: "take";
      readonly operand: "a" | "b";
      readonly rows: number;
      readonly columns: number;
      readonly dtype: Dtype;
    }
  /** Does the work once and sends the result: u, s, vt, or s, or the product, or the two diagonals. */
  | ({ readonly action: "give"; readonly work: Work; readonly dtype: Dtype } & Partial<Truncation>)
  /** Does the work `calls` times and sends the mean time of one. */
  | ({
      readonly action: "time";
      readonly work: Work;
      readonly dtype: Dtype;
      readonly calls: number;
    } & Partial<Truncation>);

export interface Description {
  readonly works: readonly Work[];
  readonly dtypes: readonly Dtype[];
  /** Versions, and whatever else the numbers depend on. */
  readonly about: Readonly<Record<string, unknown>>;
}

export function zeros(dtype: Dtype, length: number): Numbers {
  return dtype === "float64" ? new Float64Array(length) : new Float32Array(length);
}

export function bytesOf(numbers: Numbers): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

const NEWLINE = 10;

export interface Message {
  readonly header: Record<string, unknown> & { readonly bytes: number };
  readonly payload: Uint8Array;
}

/** Reads messages from a stream whose chunks break off anywhere. */
export async function* messages(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Message> {
  const chunks = stream[Symbol.asyncIterator]();
  let buffer = Buffer.alloc(0);
  for (;;) {
    let end = buffer.indexOf(NEWLINE);
    while (end < 0) {
      const next = await chunks.next();
      if (next.done === true) return;
      buffer = Buffer.concat([buffer, next.value]);
      end = buffer.indexOf(NEWLINE);
    }
    const header = JSON.parse(buffer.toString("utf8", 0, end)) as Message["header"];
    const parts: Uint8Array[] = [buffer.subarray(end + 1)];
    for (let missing = header.bytes - parts[0].length; missing > 0;) {
      const next = await chunks.next();
      if (next.done === true) return;
      parts.push(next.value);
      missing -= next.value.length;
    }
    buffer = Buffer.concat(parts);
    yield { header, payload: buffer.subarray(0, header.bytes) };
    buffer = buffer.subarray(header.bytes);
  }
}

/** Reads `lengths` runs of numbers from the bytes of a message. */
export function split(payload: Uint8Array, dtype: Dtype, lengths: readonly number[]): Numbers[] {
  const size = zeros(dtype, 0).BYTES_PER_ELEMENT;
  let at = 0;
  return lengths.map((length) => {
    const numbers = zeros(dtype, length);
    bytesOf(numbers).set(payload.subarray(at, at + length * size));
    at += length * size;
    return numbers;
  });
}
