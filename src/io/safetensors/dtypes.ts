/** The types of numbers that are read as such, by the names that the format has for them. */
export type SafetensorsDtype =
  | "F64"
  | "F32"
  | "F16"
  | "BF16"
  | "I64"
  | "I32"
  | "I16"
  | "I8"
  | "U64"
  | "U32"
  | "U16"
  | "U8"
  | "BOOL";

/** The types that are written. */
export type WritableDtype = "F64" | "F32" | "F16" | "BF16";

export const WRITABLE: readonly string[] = ["F64", "F32", "F16", "BF16"] satisfies WritableDtype[];

/** Bits of a number; also those of types that are listed and copied, but not read. */
const BITS: Readonly<Record<string, number>> = {
  ...{ F64: 64, F32: 32, F16: 16, BF16: 16 },
  ...{ I64: 64, I32: 32, I16: 16, I8: 8 },
  ...{ U64: 64, U32: 32, U16: 16, U8: 8, BOOL: 8 },
  ...{ C64: 64, F8_E5M2: 8, F8_E4M3: 8, F8_E5M2FNUZ: 8, F8_E4M3FNUZ: 8, F8_E8M0: 8 },
  ...{ F6_E2M3: 6, F6_E3M2: 6, F4: 4 },
};

/** The bytes of `count` numbers; undefined for a type that is not known. */
export function bytesOf(dtype: string, count: number): number | undefined {
  return Object.hasOwn(BITS, dtype) ? (count * BITS[dtype]) / 8 : undefined;
}

export function countOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
