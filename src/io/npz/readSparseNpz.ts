import { NonFiniteError } from "../../errors.ts";
import type { Real } from "../../real.ts";
import { SparseMatrix } from "../../sparse/sparseMatrix.ts";
import { FormatError } from "../formatError.ts";
import { parseNpyHeader } from "../npyHeader.ts";
import { readArray, readMember, readMembers, type Members } from "./readNpz.ts";

/**
 * Reads a sparse matrix that `scipy.sparse.save_npz` wrote, in the formats csr, csc and coo.
 *
 * Needs the package `fflate`.
 *
 * @returns A matrix in single precision if the file is, else in double. Entries in the same place are added up.
 *
 * @throws {@link FormatError} naming the member, if the file is damaged, holds no such matrix, one in another
 * format, complex numbers, or indices that are out of range.
 * @throws {@link NonFiniteError} if an entry is NaN or ±Infinity.
 *
 * @example
 * ```ts
 * import { readSparseNpz } from "wasm-svd/npz";
 *
 * // scipy.sparse.save_npz("matrix.npz", a)
 * const read = async (file: File) => readSparseNpz(new Uint8Array(await file.arrayBuffer()));
 * typeof read; // "function"
 * ```
 */
export function readSparseNpz(bytes: Uint8Array): SparseMatrix {
  const members = readMembers(bytes);
  const format = readText(members, "format");
  const [rows, columns] = readShape(members);
  const list = (name: string) => readList(members, name);
  const data = list("data");
  switch (format) {
    case "csr":
      return make(() => SparseMatrix.fromCSR(rows, columns, list("indptr"), list("indices"), data));
    case "csc":
      return make(() => SparseMatrix.fromCSC(rows, columns, list("indptr"), list("indices"), data));
    case "coo":
      return make(() => SparseMatrix.fromTriplets(rows, columns, list("row"), list("col"), data));
    default:
      throw new FormatError(
        `npz: format.npy: expected csr, csc or coo, got ${JSON.stringify(format)}; convert it by a.tocsr()`,
      );
  }
}

/** A word, as NumPy has it: bytes (S) or UTF-32 (U), filled up with zeros. */
function readText(members: Members, name: string): string {
  const bytes = readMember(members, name);
  const { descr, dataAt } = parseNpyHeader(bytes);
  const [, order, kind] = /^([|<>=])([SU])\d+$/.exec(descr) ?? [];
  if (kind === undefined) {
    throw new FormatError(`npz: ${name}.npy: expected a word, got numbers of type ${descr}`);
  }
  const characters = bytes.subarray(dataAt);
  const step = kind === "S" ? 1 : 4;
  const low = order === ">" ? step - 1 : 0;
  const codes = characters.filter((code, i) => i % step === low && code !== 0);
  return String.fromCharCode(...codes.subarray(0, 16));
}

function readShape(members: Members): readonly number[] {
  const { data } = readArray(members, "shape");
  if (data.length === 2) return Array.from(data);
  throw new FormatError(`npz: shape.npy: expected 2 numbers, got ${data.length}`);
}

function readList(members: Members, name: string): Real {
  const { shape, data } = readArray(members, name);
  if (shape.length === 1) return data;
  throw new FormatError(`npz: ${name}.npy: expected one dimension, got ${shape.length}`);
}

/** Turns errors about arguments into one about the file. */
function make(construct: () => SparseMatrix): SparseMatrix {
  try {
    return construct();
  } catch (cause) {
    if (!(cause instanceof RangeError) || cause instanceof NonFiniteError) throw cause;
    const text = cause.message
      .replace(/^SparseMatrix\.\w+: /, "")
      .replace(/\b(row|column)Starts\b/g, "indptr");
    throw new FormatError(`npz: the members do not make up a matrix: ${text}`, { cause });
  }
}
