import { readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  FormatError,
  npyWriter,
  readCsv,
  readCsvBlocks,
  readNpy,
  readNpyBlocks,
  writeNpy,
} from "../../src/io/index.ts";
import { Matrix } from "../../src/index.ts";
import { formatNpyHeader } from "../../src/io/npyHeader.ts";
import { temporaryFolder } from "../cli/folder.ts";
import { randomMatrix } from "../support/compare.ts";
import { precisions } from "../support/precisions.ts";
import { cut, stack } from "../support/streams.ts";

function file(content: string | Uint8Array): string {
  const path = join(temporaryFolder(), "a");
  writeFileSync(path, content);
  return path;
}

/** The bytes of `.npy`, with whatever header. */
function npy(descr: string, shape: number[], data: Uint8Array, fortran = false): Uint8Array {
  const header = Buffer.from(formatNpyHeader(descr, shape));
  const text = fortran
    ? header.toString("latin1").replace("False", "True ")
    : header.toString("latin1");
  return Buffer.concat([Buffer.from(text, "latin1"), data]);
}

async function read(blocks: AsyncIterable<Matrix>): Promise<Matrix[]> {
  const all: Matrix[] = [];
  for await (const { rows, columns, data } of blocks)
    all.push(new Matrix(rows, columns, data.slice()));
  return all;
}

describe.each(precisions)("npy by blocks, $name", (p) => {
  const a = randomMatrix(p, 23, 5, 1);

  it("reads blocks of so many rows, as often as asked to", async () => {
    const path = file(writeNpy(a));
    for (const rows of [1, 4, 22, 23, 100]) {
      const blocks = readNpyBlocks(path, { rows });
      expect(await read(blocks)).toEqual(cut(a, rows));
      expect(await read(blocks)).toEqual(cut(a, rows));
    }
    expect(await read(readNpyBlocks(path))).toEqual([a]);
  });

  it("reads Fortran order", async () => {
    const bytes = new Uint8Array(a.transpose().data.buffer);
    const path = file(npy(p.dtype === "float32" ? "<f4" : "<f8", [23, 5], bytes, true));
    expect(await read(readNpyBlocks(path, { rows: 4 }))).toEqual(cut(a, 4));
  });

  it("writes what readNpy reads", async () => {
    const path = join(temporaryFolder(), "u.npy");
    const writer = await npyWriter(path, { columns: 5, dtype: p.dtype });
    for (const block of cut(a, 6)) await writer.append(block);
    expect(readdirSync(join(path, ".."))).not.toContain("u.npy");
    await writer.close();
    await writer.abort();
    expect(readdirSync(join(path, ".."))).toEqual(["u.npy"]);
    expect(writer.rows).toBe(23);
    const { shape, data } = readNpy(readFileSync(path));
    expect(shape).toEqual([23, 5]);
    expect(data).toEqual(a.data);
  });
});

describe("npy by blocks", () => {
  it("reads vectors as a column, and what is empty", async () => {
    expect(
      await read(readNpyBlocks(file(writeNpy(Float64Array.of(1, 2, 3))), { rows: 2 })),
    ).toEqual([Matrix.from([[1], [2]]), Matrix.from([[3]])]);
    expect(await read(readNpyBlocks(file(npy("<f8", [0, 3], new Uint8Array()))))).toEqual([
      Matrix.zeros(0, 3),
    ]);
  });

  it("reads a header longer than most", async () => {
    const bytes = Buffer.from(writeNpy(Matrix.from([[1, 2]])));
    const text = bytes.subarray(10, 128).toString("latin1").trimEnd().padEnd(6000);
    const header = Buffer.from(`\x93NUMPY\x01\x00..${text}`, "latin1");
    header.writeUInt16LE(text.length, 8);
    expect(await read(readNpyBlocks(file(Buffer.concat([header, bytes.subarray(128)]))))).toEqual([
      Matrix.from([[1, 2]]),
    ]);
  });

  it.each([
    [
      "another type",
      npy("<i8", [1, 1], new Uint8Array(8)),
      /^npy: expected <f4 or <f8 in a file that is read by blocks, got "<i8"/,
    ],
    ["big-endian numbers", npy(">f8", [1, 1], new Uint8Array(8)), /got ">f8"/],
    [
      "three dimensions",
      npy("<f8", [1, 1, 1], new Uint8Array(8)),
      /^npy: expected a matrix, got 3 dimensions$/,
    ],
    ["another file", new Uint8Array(200), /^npy: expected a file that starts with/],
    ["an empty file", new Uint8Array(), /^npy: expected a file that starts with/],
    [
      "a header cut off",
      npy("<f8", [1, 1], new Uint8Array(8)).subarray(0, 50),
      /ends inside its header/,
    ],
    [
      "numbers cut off",
      npy("<f8", [3, 2], new Uint8Array(47)),
      /^npy: 3 × 2 numbers of type <f8 take 48 bytes, got 47$/,
    ],
  ])("refuses %s", async (_, bytes, message) => {
    const path = file(bytes);
    const error = await read(readNpyBlocks(path)).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(FormatError);
    expect((error as Error).message).toMatch(message);
  });

  it("says where a file ends that is cut off while it is read, and closes it", async () => {
    const path = file(writeNpy(randomMatrix(precisions[0], 10, 2, 1)));
    const reading = async () => {
      for await (const { rows } of readNpyBlocks(path, { rows: 4 }))
        truncateSync(path, 128 + 25 * rows);
    };
    await expect(reading()).rejects.toThrow(
      "npy: 10 × 2 numbers take 160 bytes, the file ends after 100",
    );
  });

  it("passes on what Node says of a file that is not there", async () => {
    await expect(read(readNpyBlocks("/not/there.npy"))).rejects.toThrow(/ENOENT/);
    expect(() => readNpyBlocks("x", { rows: 0 })).toThrow(
      "readNpyBlocks: expected rows to be an integer >= 1, got 0",
    );
  });

  it("writes no file where something goes wrong", async () => {
    const folder = temporaryFolder();
    const writer = await npyWriter(join(folder, "u.npy"), { columns: 2 });
    await writer.append([[1, 2]]);
    await expect(writer.append([[1, 2, 3]])).rejects.toThrow(
      "NpyWriter.append: expected 2 columns, got 3 after row 1",
    );
    await writer.abort();
    expect(readdirSync(folder)).toEqual([]);
    await expect(writer.append([[1, 2]])).rejects.toThrow("NpyWriter.append: the file is closed");
    await expect(npyWriter("x", { columns: -1 })).rejects.toThrow(
      "npyWriter: expected columns to be an integer >= 0, got -1",
    );
  });
});

describe("csv by blocks", () => {
  const delimiter = ",";
  const lines = Array.from({ length: 20_000 }, (_, i) => `${i},${Math.sin(i)},"${-i}"`);
  const text = `# a remark with a " in it\n"x","y, or\nso",z\n${lines.join("\r\n")}\n`;

  it("reads what readCsv reads, in any blocks", async () => {
    const whole = readCsv(text, { delimiter });
    const path = file(text);
    for (const rows of [undefined, 1000, 19_999]) {
      const blocks = readCsvBlocks(path, { delimiter, ...(rows && { rows }) });
      for (let time = 0; time < 2; ++time) {
        const all = await read(blocks);
        expect(all.length).toBeGreaterThan(1);
        if (rows) expect(all[0].rows).toBe(rows);
        expect((await stack(all, 3)).data).toEqual(whole.data);
      }
    }
  });

  it("names line and column of the file, far from its beginning", async () => {
    const path = file(`${text}1,2,x\n`);
    await expect(read(readCsvBlocks(path, { delimiter }))).rejects.toThrow(
      'csv: line 20004, column 5: expected a number, got "x"',
    );
    await expect(read(readCsvBlocks(file(`${text}1,2\n`), { delimiter }))).rejects.toThrow(
      "csv: line 20004: expected 3 fields as in the first line, got 2",
    );
  });

  it.each([
    ["nothing", "", "csv: expected at least one line of numbers, got none"],
    ["a header only", "x,y\n", "csv: expected at least one line of numbers, got none"],
    ["an open quote", '1,2\n"3,4\n', "csv: line 2, column 1: expected a closing quote"],
    [
      "other bytes",
      Uint8Array.of(0x31, 0x2c, 0xff, 0x0a),
      "csv: expected UTF-8 text, got other bytes",
    ],
  ])("refuses %s", async (_, content, message) => {
    const error = await read(readCsvBlocks(file(content))).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(FormatError);
    expect((error as Error).message).toContain(message);
  });

  it("refuses wrong options", () => {
    expect(() => readCsvBlocks("x", { rows: 1.5 })).toThrow(
      "readCsvBlocks: expected rows to be an integer >= 1, got 1.5",
    );
    expect(() => readCsvBlocks("x", { delimiter: "ab" })).toThrow(
      'readCsvBlocks: expected one character as delimiter, got "ab"',
    );
  });
});
