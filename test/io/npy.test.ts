import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FormatError } from "../../src/io/formatError.ts";
import { readNpy, writeNpy } from "../../src/io/npy.ts";
import { svd } from "../../src/decompositions/svd.ts";
import { fromBase64 } from "./fixtures.ts";
import files from "./fixtures/npy.json" with { type: "json" };

describe("reading what NumPy wrote", () => {
  it.each(files)("$name", ({ file, dtype, shape, values }) => {
    const array = readNpy(fromBase64(file));
    expect(array.shape).toEqual(shape);
    expect(array.data.constructor.name).toBe(dtype === "float32" ? "Float32Array" : "Float64Array");
    expect(Array.from(array.data)).toEqual(values);
  });

  it("from the middle of a buffer, at an odd place", () => {
    const bytes = fromBase64(files[0].file);
    const buffer = new Uint8Array(bytes.length + 7);
    buffer.set(bytes, 3);
    const array = readNpy(buffer.subarray(3, 3 + bytes.length));
    expect(Array.from(array.data)).toEqual(files[0].values);
  });
});

describe("writing", () => {
  it("gives NumPy's own bytes", () => {
    const native = files.filter(({ name }) => /^<f[48], C order|^one dimension|^no /.test(name));
    expect(native.length).toBe(5);
    for (const { file, dtype, shape, values } of native) {
      const data = dtype === "float32" ? Float32Array.from(values) : Float64Array.from(values);
      expect(writeNpy({ shape, data })).toEqual(fromBase64(file));
    }
  });

  it("gives back every number, bit by bit", () => {
    const double = fc.double();
    const single = fc.float();
    fc.assert(
      fc.property(fc.array(double), fc.array(single), (doubles, singles) => {
        for (const data of [Float64Array.from(doubles), Float32Array.from(singles)]) {
          const back = readNpy(writeNpy(data));
          expect(back.shape).toEqual([data.length]);
          expect(back.data).toEqual(data);
        }
      }),
    );
  });

  it("takes matrices, and svd takes what comes back", () => {
    const a = { rows: 2, columns: 3, data: Float64Array.of(1, 2, 3, 4, 5, 6) };
    const back = readNpy(writeNpy(a));
    expect(back.shape).toEqual([2, 3]);
    expect(svd(back).s).toEqual(svd(a).s);
  });

  it("refuses a shape that does not fit", () => {
    expect(() => writeNpy({ shape: [2, 2], data: new Float64Array(3) })).toThrow(
      new RangeError("writeNpy: an array of shape 2 × 2 has 4 entries, got 3"),
    );
  });
});

describe("refusing", () => {
  const good = writeNpy({ shape: [2, 2], data: Float64Array.of(1, 2, 3, 4) });
  const withHeader = (literal: string) => {
    const bytes = new Uint8Array(10 + literal.length + 64);
    bytes.set(good.subarray(0, 8));
    bytes[8] = literal.length;
    for (let i = 0; i < literal.length; ++i) bytes[10 + i] = literal.charCodeAt(i);
    return bytes;
  };
  const header = (descr: string, shape = "(2,)") =>
    withHeader(`{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }`);
  const version9 = good.slice();
  version9[6] = 9;

  it.each<[name: string, bytes: Uint8Array, message: string]>([
    ["nothing", new Uint8Array(), 'npy: expected a file that starts with \\x93NUMPY, got ""'],
    ["text", new TextEncoder().encode("1,2\n3,4"), "\\x93NUMPY"],
    ["a version to come", version9, "npy: expected version 1, 2 or 3, got 9"],
    ["the magic string alone", good.slice(0, 6), "got the end of the file"],
    ["half a header", good.slice(0, 40), "npy: the file ends inside its header, after 40 bytes"],
    [
      "one number too few",
      good.slice(0, -1),
      "npy: 2 × 2 numbers of type <f8 take 32 bytes, got 31",
    ],
    ["complex numbers", header("'<c16'"), 'got "<c16"'],
    ["text of NumPy", header("'<U5'"), 'got "<U5"'],
    ["Python objects", header("'|O'"), 'got "|O"'],
    ["half precision", header("'<f2'"), 'got "<f2"'],
    ["a line end in the type", header("'<f\n8'"), 'got "<f\\n8"'],
    ["named fields", header("[('x', '<f8')]"), "got a structured type with named fields"],
    ["no type", withHeader("{'fortran_order': False, 'shape': (2,), }"), "with 'descr'"],
    ["no order", withHeader("{'descr': '<f8', 'shape': (2,), }"), "with 'fortran_order'"],
    ["no shape", withHeader("{'descr': '<f8', 'fortran_order': False, }"), "with 'shape'"],
    ["a negative length", header("'<f8'", "(-1,)"), "with 'shape'"],
    ["a length beyond all files", header("'<f8'", "(999999999999, 99999)"), "got 64"],
  ])("%s", (_, bytes, message) => {
    expect(() => readNpy(bytes)).toThrow(FormatError);
    expect(() => readNpy(bytes)).toThrow(message);
  });

  it("reads shapes of Python 2", () => {
    expect(readNpy(header("'<f8'", "(2L, 1L)")).shape).toEqual([2, 1]);
  });

  it("says so in one line whatever was changed or cut off", () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, byte, length) => {
        const bytes = good.slice(0, length);
        bytes[at] = byte;
        try {
          readNpy(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
          expect((error as Error).message).not.toContain("\n");
        }
      }),
      // One byte in the type string must become a line end, or a digit of the shape another one.
      { numRuns: 5_000 },
    );
  });
});
