import { fileSystem, writeFully, type FileHandle, type FileSystem } from "../nodeFiles.ts";
import { bytesOf, countOf, WRITABLE, type WritableDtype } from "./dtypes.ts";
import { encode, layout, type TensorInput, tensorOf } from "./encode.ts";
import { formatHeader, type TensorInfo } from "./header.ts";
import { checkMetadata, subjectOf } from "./write.ts";

/** What is known of a tensor before its numbers are. */
export interface TensorPlan {
  /** Such as `F32`. Types other than F64, F32, F16 and BF16 are for bytes that are copied from another file. */
  readonly dtype: string;
  readonly shape: readonly number[];
}

/** A `.safetensors` file whose header is written, and whose tensors come one by one. */
export class SafetensorsWriter {
  readonly #fs: FileSystem;
  readonly #path: string;
  readonly #temporary: string;
  readonly #tensors: ReadonlyMap<string, TensorInfo>;
  readonly #dataAt: number;
  readonly #missing: Set<string>;
  #file: FileHandle | undefined;

  /** Use `safetensorsWriter`. */
  constructor(
    fs: FileSystem,
    path: string,
    temporary: string,
    file: FileHandle,
    tensors: ReadonlyMap<string, TensorInfo>,
    dataAt: number,
  ) {
    this.#fs = fs;
    this.#path = path;
    this.#temporary = temporary;
    this.#file = file;
    this.#tensors = tensors;
    this.#dataAt = dataAt;
    this.#missing = new Set(tensors.keys());
  }

  /**
   * Writes the numbers of a tensor, rounded to its type.
   *
   * @throws {@link RangeError} if it is not planned, has another shape, or a number is too large for the type.
   */
  async write(name: string, tensor: TensorInput): Promise<void> {
    const subject = subjectOf("SafetensorsWriter.write", name);
    const info = this.#info(subject, name);
    const { shape, data } = tensorOf(subject, tensor);
    if (shape.length !== info.shape.length || shape.some((n, i) => n !== info.shape[i])) {
      throw new RangeError(
        `${subject}: expected the shape ${info.shape.join(" × ")}, got ${shape.join(" × ")}`,
      );
    }
    if (!WRITABLE.includes(info.dtype)) {
      throw new RangeError(`${subject}: numbers are not written as ${info.dtype}, only bytes are`);
    }
    await this.writeBytes(name, encode(subject, data, info.dtype as WritableDtype));
  }

  /**
   * Writes the bytes of a tensor, such as `SafetensorsFile.bytes` returns them.
   *
   * @throws {@link RangeError} if it is not planned, or has not as many bytes.
   */
  async writeBytes(name: string, bytes: Uint8Array): Promise<void> {
    const file = this.#open("writeBytes");
    const subject = subjectOf("SafetensorsWriter.writeBytes", name);
    const [begin, end] = this.#info(subject, name).offsets;
    if (bytes.length !== end - begin) {
      throw new RangeError(`${subject}: expected ${end - begin} bytes, got ${bytes.length}`);
    }
    await writeFully(file, bytes, this.#dataAt + begin);
    this.#missing.delete(name);
  }

  /**
   * Gives the file its name, in the place of what may have been there.
   *
   * @throws {@link TypeError} if a tensor has not been written.
   */
  async close(): Promise<void> {
    const file = this.#open("close");
    const [missing] = this.#missing;
    if (missing !== undefined) {
      throw new TypeError(`SafetensorsWriter.close: tensor ${JSON.stringify(missing)} is missing`);
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
    throw new TypeError(`SafetensorsWriter.${what}: the file is closed`);
  }

  #info(subject: string, name: string): TensorInfo {
    const info = this.#tensors.get(name);
    if (info) return info;
    throw new RangeError(`${subject}: it is not among those planned`);
  }
}

/**
 * Writes a `.safetensors` file tensor by tensor, for what is larger than the memory. Node only.
 *
 * The header comes first, so names, types and shapes must be known before. Until `close`, the file has another name beside
 * the one that it will have: no program meets half of it.
 *
 * @param path - The file to be. Its folder must be there.
 * @param plan - Types and shapes by name. The order in which tensors are written is free.
 *
 * @throws {@link TypeError} for a type that is not known, and outside of Node; what Node throws if the file cannot be made.
 *
 * @example
 * ```ts
 * import { openSafetensors, safetensorsWriter } from "wasm-svd/io";
 *
 * const file = await safetensorsWriter("build/example.safetensors", {
 *   weight: { dtype: "BF16", shape: [1, 2] },
 * });
 * await file.write("weight", { shape: [1, 2], data: Float32Array.of(0.5, 3) });
 * await file.close();
 * (await openSafetensors("build/example.safetensors")).names; // ["weight"]
 * ```
 */
export async function safetensorsWriter(
  path: string,
  plan: Readonly<Record<string, TensorPlan>>,
  { metadata = {} }: { readonly metadata?: Readonly<Record<string, string>> } = {},
): Promise<SafetensorsWriter> {
  checkMetadata("safetensorsWriter", metadata);
  for (const [name, { dtype, shape }] of Object.entries(plan)) {
    const bytes = bytesOf(dtype, countOf(shape));
    if (Number.isSafeInteger(bytes)) continue;
    const what =
      bytes === undefined ? `type ${dtype} is not known` : `no shape ${shape.join(" × ")}`;
    throw new TypeError(`${subjectOf("safetensorsWriter", name)}: ${what}`);
  }
  const tensors = layout(Object.entries(plan));
  const header = formatHeader(tensors, metadata);
  const fs = fileSystem("safetensorsWriter");
  const temporary = `${path}.${process.pid}-${++count}.tmp`;
  const file = await fs.open(temporary, "wx");
  const writer = new SafetensorsWriter(fs, path, temporary, file, tensors, header.length);
  try {
    await writeFully(file, header, 0);
  } catch (error) {
    await writer.abort();
    throw error;
  }
  return writer;
}

/** Tells apart the files that one process writes at the same time. */
let count = 0;
