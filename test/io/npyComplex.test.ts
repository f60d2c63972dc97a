import { describe, expect, it } from "vitest";
import { ComplexMatrix, svdvals } from "../../src/index.ts";
import { readComplexNpy, readNpy, writeComplexNpy } from "../../src/io/index.ts";

/** A file with this header, as NumPy writes it, and these bytes. */
function file(descr: string, fortran: boolean, shape: string, numbers: Uint8Array): Uint8Array {
  const text = `{'descr': '${descr}', 'fortran_order': ${fortran ? "True" : "False"}, 'shape': ${shape}, }`;
  const padded = `${text.padEnd(128 - 10 - 1)}\n`;
  const head = Uint8Array.from(
    `\x93NUMPY\x01\x00${String.fromCharCode(padded.length, 0)}${padded}`,
    (c) => c.charCodeAt(0),
  );
  return Uint8Array.from([...head, ...numbers]);
}

function bytesOf(values: readonly number[], size: 4 | 8, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * size));
  values.forEach((value, i) =>
    size === 4
      ? view.setFloat32(i * size, value, littleEndian)
      : view.setFloat64(i * size, value, littleEndian),
  );
  return new Uint8Array(view.buffer);
}

describe("complex .npy files", () => {
  it.each([
    ["<c16", 8, true],
    [">c16", 8, false],
    ["<c8", 4, true],
    [">c8", 4, false],
  ] as const)("reads %s, in C and Fortran order", (descr, size, littleEndian) => {
    const kind = size === 4 ? Float32Array : Float64Array;
    const c = readComplexNpy(
      file(descr, false, "(2, 2)", bytesOf([1, 2, 3, 4, 5, 6, 7, 8], size, littleEndian)),
    );
    expect(c).toEqual({ shape: [2, 2], re: kind.of(1, 3, 5, 7), im: kind.of(2, 4, 6, 8) });
    const fortran = readComplexNpy(
      file(descr, true, "(2, 2)", bytesOf([1, 2, 5, 6, 3, 4, 7, 8], size, littleEndian)),
    );
    expect(fortran).toEqual(c);
  });

  it("writes what it reads", () => {
    for (const dtype of ["float64", "float32"] as const) {
      const a = ComplexMatrix.zeros(2, 3, dtype);
      a.set(1, 2, -0.5, 7);
      const back = readComplexNpy(writeComplexNpy(a));
      expect(back.shape).toEqual([2, 3]);
      expect(ComplexMatrix.from(back)).toEqual(a);
      expect(svdvals(back)).toEqual(svdvals(a));
    }
  });

  it("says what is wrong", () => {
    const numbers = bytesOf([1, 2], 8, true);
    expect(() => readComplexNpy(file("<f8", false, "(1, 2)", numbers))).toThrow(
      'npy: expected c8 or c16, got "<f8"',
    );
    expect(() => readComplexNpy(file("<c16", false, "(1, 2)", numbers))).toThrow(
      "npy: 1 × 2 numbers of type <c16 take 32 bytes, got 16",
    );
    expect(() => readNpy(file("<c16", false, "(1, 1)", numbers))).toThrow(
      "readComplexNpy reads complex numbers",
    );
    const [re, im] = [new Float64Array(2), new Float64Array(1)];
    expect(() => writeComplexNpy({ shape: [1, 2], re, im })).toThrow(
      "expected as many imaginary parts as real ones, 2, got 1",
    );
    expect(() => writeComplexNpy({ shape: [3], re, im: re })).toThrow(RangeError);
  });
});
