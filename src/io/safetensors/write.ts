import { describe } from "../../errors.ts";
import type { WritableDtype } from "./dtypes.ts";
import { dtypeFor, encode, layout, type TensorInput, tensorOf } from "./encode.ts";
import { formatHeader } from "./header.ts";

export interface WriteSafetensorsOptions {
  /** Texts by name, such as `{ format: "pt" }`, which some readers want. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** The type of all tensors, or of the one of a name; by default F32 for a `Float32Array` and F64 for a `Float64Array`. */
  readonly dtype?: WritableDtype | ((name: string) => WritableDtype);
}

/**
 * Writes tensors as a `.safetensors` file. For one that is larger than the memory, see `safetensorsWriter`.
 *
 * Numbers are rounded to the nearest of the type, and to the even one of two that are as near. Larger types come first in
 * the file, so that every number is aligned.
 *
 * @param tensors - By name: vectors, matrices, or numbers with their shape.
 *
 * @throws {@link RangeError} if a shape does not fit the number of entries, or a number is too large for the type.
 * @throws {@link TypeError} if the type is none of F64, F32, F16 and BF16, or metadata are not texts.
 *
 * @example
 * ```ts
 * import { openSafetensors, writeSafetensors } from "wasm-svd/io";
 *
 * const bytes = writeSafetensors({ bias: Float64Array.of(1, 1 / 3) }, { dtype: "F16" });
 * const { data } = await (await openSafetensors(bytes)).tensor("bias");
 * data; // Float32Array [1, 0.333251953125]
 * ```
 */
export function writeSafetensors(
  tensors: Readonly<Record<string, TensorInput>>,
  { metadata = {}, dtype }: WriteSafetensorsOptions = {},
): Uint8Array {
  checkMetadata("writeSafetensors", metadata);
  const contents = new Map(
    Object.entries(tensors).map(([name, tensor]) => {
      const subject = subjectOf("writeSafetensors", name);
      const { shape, data } = tensorOf(subject, tensor);
      const type = dtypeFor(subject, data, typeof dtype === "function" ? dtype(name) : dtype);
      return [name, { shape, dtype: type, bytes: encode(subject, data, type) }] as const;
    }),
  );
  const places = layout(
    [...contents].map(([name, { shape, dtype }]) => [name, { shape, dtype }] as const),
  );
  const header = formatHeader(places, metadata);
  const size = [...contents.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
  const file = new Uint8Array(header.length + size);
  file.set(header);
  for (const [name, { offsets }] of places) {
    file.set(contents.get(name)?.bytes ?? [], header.length + offsets[0]);
  }
  return file;
}

export function subjectOf(name: string, tensor: string): string {
  return `${name}: tensor ${JSON.stringify(tensor)}`;
}

/** @throws {@link TypeError} unless all values are texts. */
export function checkMetadata(name: string, metadata: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(metadata)) {
    if (typeof value === "string") continue;
    throw new TypeError(
      `${name}: expected metadata to be texts, got ${describe(value)} for ${key}`,
    );
  }
}
