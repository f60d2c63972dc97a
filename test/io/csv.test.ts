import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsv, writeCsv } from "../../src/io/csv.ts";
import { FormatError } from "../../src/io/formatError.ts";

describe("reading", () => {
  it.each<[name: string, text: string, expected: number[][], columns?: string[]]>([
    ["commas", "1,2\n3,4\n", [[1, 2], [3, 4]]], // prettier-ignore
    ["no line end at the end", "1,2\n3,4", [[1, 2], [3, 4]]], // prettier-ignore
    ["Windows line ends", "1,2\r\n3,4\r\n", [[1, 2], [3, 4]]], // prettier-ignore
    ["old Mac line ends", "1,2\r3,4\r", [[1, 2], [3, 4]]], // prettier-ignore
    ["semicolons", "1;2\n3;4\n", [[1, 2], [3, 4]]], // prettier-ignore
    ["tabs", "1\t2\n3\t4\n", [[1, 2], [3, 4]]], // prettier-ignore
    ["bars", "1|2\n3|4\n", [[1, 2], [3, 4]]], // prettier-ignore
    ["numpy.savetxt", "# x y\n1.0e+00 2.5e-01\n3e0 -4e0\n", [[1, 0.25], [3, -4]]], // prettier-ignore
    ["columns set out with blanks", "  1   2\n 10  -3  \n", [[1, 2], [10, -3]]], // prettier-ignore
    ["blanks and tabs", "1 \t2\n3\t 4\n", [[1, 2], [3, 4]]], // prettier-ignore
    ["one column", "1\n2\n3\n", [[1], [2], [3]]],
    ["a header", "a,b\n1,2\n", [[1, 2]], ["a", "b"]],
    ["a quoted header", '"a, b","say ""c"""\n1,2\n', [[1, 2]], ["a, b", 'say "c"']],
    ["a header over two lines", '"a\nb",c\n1,2\n', [[1, 2]], ["a\nb", "c"]],
    ["a header with an empty name", ",b\n1,2\n", [[1, 2]], ["", "b"]],
    ["quoted numbers", '"1","2"\n" 3 ",4\n', [[1, 2], [3, 4]]], // prettier-ignore
    ["blanks around fields", " 1 , 2\n3 ,4 \n", [[1, 2], [3, 4]]], // prettier-ignore
    ["empty lines and remarks", "\n# first\n1,2\n\n  \n# last\n3,4\n\n", [[1, 2], [3, 4]]], // prettier-ignore
    ["a byte order mark", "\uFEFF1,2\n", [[1, 2]]],
    ["every way to spell a number", "+1,-.5,2.,1e3,1E-2\n", [[1, -0.5, 2, 1000, 0.01]]],
    ["what is not finite", "nan,inf,-Infinity,NaN\n", [[NaN, Infinity, -Infinity, NaN]]],
  ])("%s", (_, text, expected, columns) => {
    const table = readCsv(text);
    expect(table.shape).toEqual([expected.length, expected[0].length]);
    expect(Array.from(table.data)).toEqual(expected.flat());
    expect(table.columns).toEqual(columns);
    expect(readCsv(new TextEncoder().encode(text))).toEqual(table);
  });

  it("takes a header of numbers only if told to", () => {
    expect(readCsv("2024,2025\n1,2\n").columns).toBeUndefined();
    const table = readCsv("2024,2025\n1,2\n", { header: true });
    expect(table.columns).toEqual(["2024", "2025"]);
    expect(table.shape).toEqual([1, 2]);
  });

  it("takes the delimiter that it is told", () => {
    expect(readCsv("1:2\n3:4\n", { delimiter: ":" }).shape).toEqual([2, 2]);
    expect(() => readCsv("1,2", { delimiter: "::" })).toThrow(RangeError);
    expect(() => readCsv("1,2", { delimiter: '"' })).toThrow(RangeError);
  });
});

describe("refusing, with the place", () => {
  it.each<[name: string, text: string | Uint8Array, message: string]>([
    ["nothing", "", "csv: expected at least one line of numbers, got none"],
    ["a header alone", "a,b\n", "csv: expected at least one line of numbers, got none"],
    ["a word", "1,2\n3,x\n", 'csv: line 2, column 3: expected a number, got "x"'],
    ["a decimal comma", "1;2\n3;4,5\n", 'csv: line 2, column 3: expected a number, got "4,5"'],
    ["a hole", "1,,3\n,2,3\n4,,6", "csv: line 2, column 1: expected a number, got nothing"],
    [
      "a comma too many",
      "1,2\n3,4,\n",
      "csv: line 2: expected 2 fields as in the first line, got 3",
    ],
    ["a field too few", "1,2\n\n3\n", "csv: line 3: expected 2 fields as in the first line, got 1"],
    [
      "a quote left open",
      '1,2\n"3,4\n',
      "csv: line 2, column 1: expected a closing quote, got the end of the text",
    ],
    [
      "letters after a quote",
      '1,2\n"3"4,5\n',
      'csv: line 2, column 4: expected "," after a quoted field, got "4"',
    ],
    [
      "a hexadecimal number",
      "1,2\n0x10,3\n",
      'csv: line 2, column 1: expected a number, got "0x10"',
    ],
    [
      "bytes that are no text",
      Uint8Array.of(0x31, 0xff, 0xfe),
      "csv: expected UTF-8 text, got other bytes",
    ],
  ])("%s", (_, text, message) => {
    expect(() => readCsv(text)).toThrow(new FormatError(message));
  });

  it("counts lines through quoted line ends", () => {
    expect(() => readCsv('"a\nb",c\n1,2\n3,x\n')).toThrow("line 4, column 3");
  });
});

describe("writing", () => {
  it("gives back every number and name", () => {
    const names = fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        names,
        fc.integer({ min: 1, max: 5 }),
        fc.infiniteStream(fc.double()),
        (columns, rows, numbers) => {
          const size = rows * columns.length;
          const data = Float64Array.from({ length: size }, () => numbers.next().value as number);
          const text = writeCsv({ rows, columns: columns.length, data }, { columns });
          const back = readCsv(text, { header: true, delimiter: "," });
          expect(back.columns).toEqual(columns);
          // Text has no -0.
          expect(back.data).toEqual(data.map((x) => (x === 0 ? 0 : x)));
        },
      ),
    );
  });

  it("refuses too few names", () => {
    expect(() => writeCsv({ rows: 1, columns: 2, data: [1, 2] }, { columns: ["a"] })).toThrow(
      RangeError,
    );
  });
});
