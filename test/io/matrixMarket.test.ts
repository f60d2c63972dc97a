import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Matrix, NonFiniteError, SparseMatrix } from "../../src/index.ts";
import { FormatError, readMatrixMarket, writeMatrixMarket } from "../../src/io/index.ts";
import { assertProperty, matrices } from "../support/arbitraries.ts";
import { precisions } from "../support/precisions.ts";
import { fromBase64 } from "./fixtures.ts";
import fixtures from "./fixtures/sparse.json" with { type: "json" };

const [float64] = precisions;

/** Any matrix as rows. */
function rowsOf(a: Matrix | SparseMatrix): number[][] {
  return (a instanceof Matrix ? a : a.toMatrix()).toArray();
}

describe("reading", () => {
  it.each(fixtures.market)("$name, written by SciPy", ({ file, values }) => {
    const bytes = fromBase64(file);
    const a = readMatrixMarket(bytes);
    expect(rowsOf(a)).toEqual(values);
    const text = new TextDecoder().decode(bytes);
    expect(a instanceof SparseMatrix).toBe(text.includes(" coordinate "));
    expect(readMatrixMarket(text)).toEqual(a);
    expect(readMatrixMarket(text.replaceAll("\n", "\r\n"))).toEqual(a);
    expect(rowsOf(SparseMatrix.fromMatrixMarket(bytes))).toEqual(values);
  });

  it.each<[name: string, text: string, expected: number[][]]>([
    ["no line end at the end", "coordinate real general\n1 2 1\n1 2 7", [[0, 7]]],
    ["blank lines and remarks anywhere", "coordinate real general\n\n% a\n 1 2 1\n\n%b\n\t1 2 7 \n\n%c", [[0, 7]]], // prettier-ignore
    ["old Mac line ends", "coordinate real general\r% a\r1 2 1\r1 2 7\r", [[0, 7]]],
    ["capitals", "Coordinate REAL General\n1 2 1\n1 2 7\n", [[0, 7]]],
    ["double", "coordinate double general\n1 2 1\n1 2 7\n", [[0, 7]]],
    ["entries in any order, a place twice", "coordinate integer general\n2 2 3\n2 1 3\n1 1 2\n2 1 4\n", [[2, 0], [7, 0]]], // prettier-ignore
    ["the upper triangle of a symmetric matrix", "coordinate real symmetric\n2 2 1\n1 2 5\n", [[0, 5], [5, 0]]], // prettier-ignore
    ["every way to spell a number", "array real general\n1 6\n+1\n-.5\n2.\n1e3\n1D-2\n0.0e99\n", [[1, -0.5, 2, 1000, 0.01, 0]]], // prettier-ignore
    ["what is not finite, in an array", "array real general\n1 3\nnan\n-Inf\nInfinity\n", [[NaN, -Infinity, Infinity]]], // prettier-ignore
    ["no rows", "array real general\n0 3\n", []],
  ])("%s", (_, text, expected) => {
    expect(rowsOf(readMatrixMarket(`%%MatrixMarket matrix ${text}`))).toEqual(expected);
  });

  it("a byte order mark", () => {
    const text = "\uFEFF%%MatrixMarket matrix array real general\n1 1\n7\n";
    expect(rowsOf(readMatrixMarket(text))).toEqual([[7]]);
  });

  it("numbers to the last bit", () => {
    const spelled = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x.toExponential(16)),
      fc.tuple(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.integer({ min: -40, max: 40 })).map(
        ([digits, exponent]) => `${digits}e${exponent}`,
      ), // prettier-ignore
      fc.tuple(fc.nat(), fc.nat()).map(([whole, fraction]) => `${whole}.000${fraction}00`),
    );
    assertProperty(
      fc.property(fc.array(spelled, { minLength: 1 }), (words) => {
        const text = `%%MatrixMarket matrix array real general\n1 ${words.length}\n${words.join("\n")}`;
        expect(rowsOf(readMatrixMarket(text))).toEqual([words.map(Number)]);
      }),
    );
  });
});

describe("refusing, with the line", () => {
  const BANNER = "%%MatrixMarket matrix";
  it.each<[name: string, text: string | Uint8Array, message: string]>([
    ["nothing", "", "expected a file that starts with %%MatrixMarket, got an empty file"],
    ["another file", "1,2\n", 'expected a file that starts with %%MatrixMarket, got "1,2"'],
    ["one by gzip", Uint8Array.of(0x1f, 0x8b, 8), "expected a file that starts with %%MatrixMarket, got one that is compressed by gzip; unpack it first"], // prettier-ignore
    ["no matrix", "%%MatrixMarket vector array real general\n", 'line 1: expected matrix, got "vector"'],
    ["no format", `${BANNER}\n`, "line 1: expected coordinate or array, got the end of the line"],
    ["another field", `${BANNER} array char general\n`, 'line 1: expected real or integer, got "char"'],
    ["an array of nothing", `${BANNER} array pattern general\n`, 'line 1: expected real or integer, got "pattern"'],
    ["complex numbers", `${BANNER} array complex general\n`, "line 1: expected a real matrix, got a complex general one"],
    ["another symmetry", `${BANNER} array real upper\n`, 'line 1: expected general or symmetric or skew-symmetric, got "upper"'],
    ["a pattern with signs", `${BANNER} coordinate pattern skew-symmetric\n`, "line 1: expected numbers with skew-symmetric, got pattern"],
    ["a word too many", `${BANNER} array real general x\n`, 'line 1: expected the end of the line, got "x"'],
    ["no size", `${BANNER} array real general\n% a\n`, "line 3: expected a line with the size, got the end of the file"],
    ["half a size", `${BANNER} array real general\n3\n`, "line 2: expected the number of columns from 0 to 4294967295, got the end of the line"],
    ["a negative size", `${BANNER} array real general\n-3 3\n`, 'line 2: expected the number of rows from 0 to 4294967295, got "-3"'],
    ["a size too many", `${BANNER} array real general\n3 3 3\n`, 'line 2: expected the end of the line, got "3"'],
    ["no square", `${BANNER} array real symmetric\n2 3\n`, "line 2: expected a symmetric matrix to be square, got 2 × 3"],
    ["row 0", `${BANNER} coordinate integer general\n2 3 2\n0 1 1\n1 3 4\n`, 'line 3: expected a row from 1 to 2, got "0"'],
    ["a row too many", `${BANNER} coordinate integer general\n2 3 1\n3 1 1\n`, 'line 3: expected a row from 1 to 2, got "3"'],
    ["a column too many", `${BANNER} coordinate integer general\n2 3 1\n2 4 1\n`, 'line 3: expected a column from 1 to 3, got "4"'],
    ["half a row", `${BANNER} coordinate integer general\n2 3 1\n1.5 4 1\n`, 'line 3: expected a row from 1 to 2, got "1.5"'],
    ["no value", `${BANNER} coordinate real general\n2 3 2\n1 1\n1 2 3\n`, "line 3: expected a number, got the end of the line"],
    ["a value in a pattern", `${BANNER} coordinate pattern general\n2 3 1\n1 1 5\n`, 'line 3: expected the end of the line, got "5"'],
    ["a word", `${BANNER} coordinate real general\n2 3 1\n1 1 x5\n`, 'line 3: expected a number, got "x5"'],
    ["a hexadecimal number", `${BANNER} array real general\n1 1\n0x10\n`, 'line 3: expected a number, got "0x10"'],
    ["two points", `${BANNER} array real general\n1 1\n1.2.3\n`, 'line 3: expected a number, got "1.2.3"'],
    ["no exponent", `${BANNER} array real general\n1 1\n1e\n`, 'line 3: expected a number, got "1e"'],
    ["two numbers to a line", `${BANNER} array real general\n1 2\n1 2\n3\n`, 'line 3: expected the end of the line, got "2"'],
    ["the end too early", `${BANNER} coordinate real general\n2 3 2\n1 1 5.000\n`, "line 4: expected 2 entries, got 1 and then the end of the file"],
    ["an array's end too early", `${BANNER} array real general\n2 2\n1.25\n3.75\n`, "line 5: expected 4 numbers, got 2 and then the end of the file"],
    ["an entry too many", `${BANNER} coordinate real general\n2 3 1\n1 1 5\n1 2 5\n`, "line 4: expected the end after 1 entries, got more"],
    ["a number too many", `${BANNER} array real general\n1 1\n1\n1\n`, "line 4: expected the end after 1 numbers, got more"],
    ["counts that are a lie", `${BANNER} coordinate real general\n9 9 9007199254740991\n1 1 5\n`, "line 2: expected 9007199254740991 entries to follow, which take 4 bytes each or more, got 7 bytes"],
    ["a shape that is a lie", `${BANNER} array real general\n4000000000 4000000000\n1\n`, "line 2: expected 16000000000000000000 numbers to follow, which take 2 bytes each or more, got 3 bytes"],
    ["a diagonal that is its own opposite", `${BANNER} coordinate real skew-symmetric\n2 2 1\n1 1 5\n`, "line 3: expected 0 on the diagonal of a skew-symmetric matrix, got 5"],
    ["bytes", Uint8Array.from({ length: 300 }, (_, i) => i & 255 || 1), "expected a file that starts with %%MatrixMarket"],
  ])("%s", (_, text, message) => {
    expect(() => readMatrixMarket(text)).toThrow(FormatError);
    expect(() => readMatrixMarket(text)).toThrow(`matrixMarket: ${message}`);
  }); // prettier-ignore

  it("an entry that is not finite", () => {
    const text = `${BANNER} coordinate real general\n2 3 2\n1 1 1\n2 3 nan\n`;
    expect(() => readMatrixMarket(text)).toThrow(
      new NonFiniteError("SparseMatrix: expected finite numbers, got NaN at row 1, column 2", 1, 2),
    );
  });

  it("whatever a damaged file is", () => {
    const text = new TextDecoder().decode(fromBase64(fixtures.market[0].file));
    assertProperty(
      fc.property(fc.nat(text.length), fc.nat(text.length), fc.string(), (from, to, put) => {
        const damaged = text.slice(0, Math.min(from, to)) + put + text.slice(Math.max(from, to));
        try {
          readMatrixMarket(damaged);
        } catch (error) {
          if (!(error instanceof FormatError || error instanceof RangeError)) throw error;
        }
      }),
    );
  });
});

describe("writing", () => {
  it("what can be read again, to the last bit", () => {
    assertProperty(
      fc.property(matrices(float64, 6), (dense) => {
        const a = new Matrix(dense.rows, dense.columns, Float64Array.from(dense.data));
        // Of an array without rows, the file keeps the columns; toEqual tells −0 from 0.
        expect(readMatrixMarket(writeMatrixMarket(a))).toEqual(a);
        const sparse = SparseMatrix.fromDense(a);
        expect(readMatrixMarket(writeMatrixMarket(sparse))).toEqual(sparse);
      }),
    );
  });

  it("a remark, in lines of its own", () => {
    const a = SparseMatrix.fromDense([[0, 0.1]]);
    const text = new TextDecoder().decode(writeMatrixMarket(a, { comment: "made by\nhand" }));
    expect(text).toBe(
      "%%MatrixMarket matrix coordinate real general\n% made by\n% hand\n1 2 1\n1 2 0.1\n",
    );
    expect(readMatrixMarket(text)).toEqual(a);
  });

  it("more lines than it encodes at once", () => {
    const a = Matrix.zeros(30_001, 1);
    a.data.forEach((_, i) => (a.data[i] = i));
    expect(readMatrixMarket(writeMatrixMarket(a))).toEqual(a);
  });
});
