import { zipSync } from "fflate";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NonFiniteError } from "../../src/index.ts";
import { writeNpy, type NdArray } from "../../src/io/index.ts";
import { FormatError, readNpz, readSparseNpz } from "../../src/io/npz/index.ts";
import { assertProperty } from "../support/arbitraries.ts";
import { fromBase64 } from "./fixtures.ts";
import fixtures from "./fixtures/sparse.json" with { type: "json" };

describe("reading", () => {
  it.each(fixtures.arrays)("arrays of NumPy's $name", ({ file, shapes, values }) => {
    const arrays = readNpz(fromBase64(file));
    expect(Object.keys(arrays)).toEqual(Object.keys(shapes));
    for (const [name, { shape, data }] of Object.entries(arrays)) {
      expect(shape).toEqual(shapes[name as "a"]);
      expect(Array.from(data)).toEqual(values[name as "a"]);
    }
    expect(arrays.c.data).toBeInstanceOf(Float32Array);
    expect(Object.keys(readNpz(fromBase64(file), { names: ["c", "a"] }))).toEqual(["c", "a"]);
  });

  it.each(fixtures.sparse)("a sparse matrix of SciPy, $name", ({ file, dtype, values }) => {
    const a = readSparseNpz(fromBase64(file));
    expect(a.dtype).toBe(dtype);
    expect(a.toMatrix().toArray()).toEqual(values);
  });
});

/** A zip file of these arrays and of files with these bytes. */
function zip(members: Record<string, NdArray | Uint8Array>, level: 0 | 6 = 0): Uint8Array {
  const files = Object.entries(members).map(([name, x]) =>
    x instanceof Uint8Array ? [name, x] : [`${name}.npy`, writeNpy(x)],
  );
  return zipSync(Object.fromEntries(files) as Record<string, Uint8Array>, { level });
}

const list = (...numbers: number[]): NdArray => ({
  shape: [numbers.length],
  data: Float64Array.from(numbers),
});

/** An array of one word, as NumPy saves b"csr". */
function word(text: string): Uint8Array {
  const header = `\x93NUMPY\x01\x00\x40\x00${"{'descr': '|S3', 'fortran_order': False, 'shape': (), }".padEnd(63)}\n`;
  return Uint8Array.from(`${header}${text}`, (c) => c.charCodeAt(0));
}

const csr = {
  "format.npy": word("csr"),
  shape: list(2, 3),
  data: list(1, 2),
  indices: list(0, 2),
  indptr: list(0, 1, 2),
};

describe("refusing", () => {
  const compressed = zip({ data: list(...Array.from({ length: 500 }, (_, i) => i & 3)) }, 6);
  const stored = zip({ data: list(1, 2, 3) });
  /** A copy of a file in which a byte is another. */
  const change = (bytes: Uint8Array, at: number, byte: number) => bytes.with(at < 0 ? bytes.length + at : at, byte); // prettier-ignore
  // The directory has one entry of 46 bytes and the name data.npy, and 22 bytes stand after it.
  const entry = -(22 + 46 + 8);

  it.each<[name: string, bytes: Uint8Array, message: string]>([
    ["nothing", new Uint8Array(), "npz: expected a zip file, got an empty one"],
    ["an .npy file", writeNpy(list(1)), 'npz: expected a zip file, which starts with "PK", got "\x93NUMPY"'],
    ["two bytes", Uint8Array.of(80, 75), 'npz: expected a zip file, which starts with "PK", got "PK"'],
    ["the end too early", stored.subarray(0, 100), "npz: the zip file is cut off: it has no directory at its end"],
    ["a directory that is elsewhere", change(stored, -6, 1), "npz: the zip file is damaged: something else stands at byte"],
    ["a directory outside", change(stored, -3, 0x7f), "npz: the zip file is cut off or damaged: its directory leads outside"],
    ["more members than there are", change(stored, -12, 2), "npz: the zip file is damaged: something else stands at byte"],
    ["a byte that has changed", change(stored, 140, 77), "npz: data.npy: the member is damaged: its checksum is another"],
    ["a size that is a lie", change(stored, entry + 27, 0x7f), "npz: data.npy: expected"],
    ["a size too large for what is packed", change(compressed, entry + 27, 0x7f), "npz: data.npy: expected 2130"],
    ["a size too small", change(compressed, entry + 24, 0), "npz: data.npy: "],
    ["packed bytes beyond the end", change(stored, entry + 23, 0x7f), "and then the end of the file"],
    ["damaged packing", change(compressed, 50, 0xff), "npz: data.npy: the member is damaged"],
    ["another method", change(stored, entry + 10, 12), "npz: data.npy: expected it stored (0) or deflated (8), got method 12"],
    ["a password", change(stored, entry + 8, 1), "npz: data.npy: expected plain bytes, got encrypted ones"],
    ["text", zip({ "data.npy": word("abc") }), 'npz: data.npy: npy: expected one of f8, f4'],
    ["no array at all", zip({ "data.npy": new Uint8Array(5) }), 'npz: data.npy: npy: expected a file that starts with'],
  ])("%s", (_, bytes, message) => {
    expect(() => readNpz(bytes)).toThrow(FormatError);
    expect(() => readNpz(bytes)).toThrow(message);
  }); // prettier-ignore

  it("a name that is not there", () => {
    expect(() => readNpz(stored, { names: ["x"] })).toThrow(
      new FormatError("npz: expected a member x.npy, got data"),
    );
  });

  it.each<[name: string, members: Record<string, NdArray | Uint8Array>, message: string]>([
    ["no format", { data: list(1) }, "npz: expected a member format.npy, got data"],
    ["no members", {}, "npz: expected a member format.npy, got none"],
    ["a format that is no word", { ...csr, "format.npy": writeNpy(list(1)) }, "npz: format.npy: expected a word, got numbers of type <f8"],
    ["another format", { ...csr, "format.npy": word("lil") }, 'npz: format.npy: expected csr, csc or coo, got "lil"; convert it by a.tocsr()'],
    ["three dimensions", { ...csr, shape: list(2, 3, 4) }, "npz: shape.npy: expected 2 numbers, got 3"],
    ["half a shape", { ...csr, shape: list(2.5, 3) }, "npz: the members do not make up a matrix: expected a shape of integers from 0 to 2³² − 1, got 2.5 × 3"],
    ["no indices", { ...csr, indices: new Uint8Array() }, "npz: expected a member indices.npy, got format, shape, data, indptr"],
    ["a table of data", { ...csr, data: { shape: [1, 2], data: Float64Array.of(1, 2) } }, "npz: data.npy: expected one dimension, got 2"],
    ["an index out of range", { ...csr, indices: list(0, 3) }, "npz: the members do not make up a matrix: expected columnIndices[1] to be an integer from 0 to 2, got 3"],
    ["starts that do not fit", { ...csr, indptr: list(0, 1) }, "npz: the members do not make up a matrix: expected 3 numbers in indptr, got 2"],
    ["other lengths", { ...csr, data: list(1) }, "npz: the members do not make up a matrix: expected columnIndices, values of the same length, got 2, 1"],
  ])("a sparse matrix with %s", (_, members, message) => {
    expect(() => readSparseNpz(zip(members))).toThrow(new FormatError(message));
  }); // prettier-ignore

  it.each(fixtures.unsupported)("a sparse matrix of SciPy, $name", ({ file }) => {
    expect(() => readSparseNpz(fromBase64(file))).toThrow(FormatError);
  });

  it("entries that are not finite", () => {
    expect(readSparseNpz(zip(csr)).get(1, 2)).toBe(2);
    expect(() => readSparseNpz(zip({ ...csr, data: list(1, NaN) }))).toThrow(NonFiniteError);
  });

  it("whatever a damaged file is", () => {
    const whole = fromBase64(fixtures.sparse[0].file);
    const expected = readSparseNpz(whole);
    assertProperty(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), (at, byte, cut) => {
        const damaged = cut ? whole.subarray(0, at) : whole.with(at, byte);
        try {
          // Dates and the like do not matter.
          expect(readSparseNpz(damaged)).toEqual(expected);
        } catch (error) {
          if (!(error instanceof FormatError)) throw error;
        }
      }),
    );
  });
});
