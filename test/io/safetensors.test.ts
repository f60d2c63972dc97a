import { describe, expect, it } from "vitest";
import { FormatError } from "../../src/io/formatError.ts";
import { decodeHalves, encodeHalves } from "../../src/io/safetensors/half.ts";
import { openSafetensors } from "../../src/io/safetensors/open.ts";
import { writeSafetensors } from "../../src/io/safetensors/write.ts";
import { fromBase64 } from "./fixtures.ts";
import fixture from "./fixtures/safetensors.json" with { type: "json" };

const bytes = fromBase64(fixture.file);

/** A file with this header, and `size` bytes of data. */
function fileOf(header: unknown, size: number): Uint8Array {
  const text = typeof header === "string" ? header : JSON.stringify(header);
  const encoded = new TextEncoder().encode(text);
  const file = new Uint8Array(8 + encoded.length + size);
  new DataView(file.buffer).setUint32(0, encoded.length, true);
  file.set(encoded, 8);
  return file;
}

function tensor(from: number, to: number, shape = [(to - from) / 4], dtype = "F32") {
  return { dtype, shape, data_offsets: [from, to] };
}

describe("openSafetensors", () => {
  it("reads what the Python package wrote", async () => {
    const file = await openSafetensors(bytes);
    expect(file.names.sort()).toEqual(Object.keys(fixture.tensors).sort());
    expect(file.metadata).toEqual({ format: "np", note: "ä" });
    for (const [name, { shape, values }] of Object.entries(fixture.tensors)) {
      const { data, shape: got } = await file.tensor(name);
      expect(got, name).toEqual(shape);
      // Object.is tells −0 from 0.
      const same = values.every((value, i) => Object.is(data[i], Number(value)));
      expect(same && data.length === values.length, `${name}: ${data.join(" ")}`).toBe(true);
    }
    expect((await file.tensor("half")).data).toBeInstanceOf(Float32Array);
    expect((await file.tensor("int64")).data).toBeInstanceOf(Float64Array);
    const brain = await openSafetensors(fromBase64(fixture.brain));
    expect(brain.info("b").dtype).toBe("BF16");
    expect((await brain.tensor("b")).data).toEqual(Float32Array.of(1, -2.5, 2 ** 100));
  });

  it("reads by ranges, from whatever has them", async () => {
    const asked: [number, number][] = [];
    const source = {
      size: bytes.length,
      all: bytes,
      read(offset: number, length: number) {
        asked.push([offset, length]);
        return Promise.resolve(this.all.subarray(offset, offset + length));
      },
    };
    const file = await openSafetensors(source);
    const { data } = await file.matrix("single");
    expect(data).toEqual(Float32Array.of(1.5, -2.25));
    expect(asked.map(([, length]) => length)).toEqual([8, expect.any(Number), 8]);
    for (const other of [new Blob([bytes as BlobPart]), bytes.slice().buffer]) {
      expect(await (await openSafetensors(other)).tensor("double")).toEqual(
        await file.tensor("double"),
      );
    }
    // What was read is the caller's: writing to it leaves the file as it is.
    data.fill(0);
    expect((await file.matrix("single")).data).toEqual(Float32Array.of(1.5, -2.25));
  });

  it("says which tensor there is not, and which is no matrix", async () => {
    const file = await openSafetensors(bytes);
    expect(file.has("double")).toBe(true);
    expect(() => file.info("x")).toThrow('SafetensorsFile: there is no tensor "x"');
    await expect(file.matrix("uint8")).rejects.toThrow(
      'SafetensorsFile.matrix: expected two dimensions, tensor "uint8" has 1',
    );
    await expect(openSafetensors(7 as never)).rejects.toThrow(
      "openSafetensors: expected bytes, a Blob, a path or { size, read }, got 7",
    );
  });

  it("lists and copies types that it does not read", async () => {
    const file = await openSafetensors(fileOf({ w: tensor(0, 3, [3], "F8_E4M3") }, 3));
    expect(file.info("w").shape).toEqual([3]);
    expect(await file.bytes("w")).toEqual(new Uint8Array(3));
    await expect(file.tensor("w")).rejects.toThrow(/"w": expected one of F64, .*, got F8_E4M3$/);
  });

  it.each<[string, Uint8Array, string]>([
    ["no bytes", new Uint8Array(3), "expected a file of 8 bytes or more, got 3"],
    ["a header that is too long", Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0), "at most 100000000 bytes"],
    ["a header that is cut off", bytes.subarray(0, 50), "the file ends inside its header"],
    ["no JSON", fileOf("{nonsense", 0), 'expected a header of JSON, got "{nonsense"'],
    ["a list", fileOf("[1]", 0), "expected a header of names and tensors"],
    ["text for a tensor", fileOf({ w: "x" }, 0), 'tensor "w": expected a dtype, got nothing'],
    ["no shape", fileOf({ w: { dtype: "F32" } }, 0), "expected a shape of integers >= 0"],
    ["a negative shape", fileOf({ w: tensor(0, 4, [-1]) }, 4), "integers >= 0, got [-1]"],
    [
      "offsets the wrong way round",
      fileOf({ w: tensor(4, 0, [1]) }, 4),
      "two data_offsets, ascending, got [4,0]",
    ],
    [
      "a shape that does not fit the bytes",
      fileOf({ w: tensor(0, 8, [3]) }, 8),
      'tensor "w": 3 of F32 take 12 bytes, got 8',
    ],
    [
      "tensors that overlap",
      fileOf({ a: tensor(0, 8), b: tensor(4, 12) }, 12),
      'tensor "b": its bytes start at 4, inside those of tensor "a"',
    ],
    [
      "a gap",
      fileOf({ a: tensor(0, 4), b: tensor(8, 12) }, 12),
      'tensor "b": 4 bytes between tensor "a" and it belong to no tensor',
    ],
    [
      "data that are cut off",
      fileOf({ a: tensor(0, 8) }, 7),
      "its bytes end at 8, but the file has 7",
    ],
    ["more bytes than tensors", fileOf({ a: tensor(0, 4) }, 5), '1 bytes behind tensor "a"'],
    ["metadata of numbers", fileOf({ __metadata__: { a: 1 } }, 0), "__metadata__ to hold texts"],
  ])("refuses %s", async (_, file, message) => {
    const error: unknown = await openSafetensors(file).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FormatError);
    expect((error as Error).message).toContain(message);
  });

  it("refuses a source that gives fewer bytes than asked for", async () => {
    const source = { size: bytes.length, read: () => bytes.subarray(0, 3) };
    await expect(openSafetensors(source)).rejects.toThrow("expected 8 bytes from byte 0 of");
  });
});

describe("writeSafetensors", () => {
  it("writes what it reads again, metadata and names that JSON would escape or sort", async () => {
    const tensors = {
      'b "x"\n': { shape: [2, 1, 1], data: Float32Array.of(1, 2) },
      "10": Float64Array.of(Math.PI),
      "9": { rows: 1, columns: 2, data: Float64Array.of(1, 2) },
    };
    const metadata = { format: "pt" };
    const file = await openSafetensors(writeSafetensors(tensors, { metadata }));
    expect(file.names).toEqual(["9", "10", 'b "x"\n']);
    expect(file.metadata).toEqual(metadata);
    expect(await file.tensor('b "x"\n')).toEqual(tensors['b "x"\n']);
    expect((await file.tensor("10")).data).toEqual(Float64Array.of(Math.PI));
    expect((await file.matrix("9")).columns).toBe(2);
  });

  it.each(["F16", "BF16"] as const)("rounds to %s as the reference does", (kind) => {
    const { values, bits } = fixture.rounding[kind];
    expect(Array.from(encodeHalves(values, kind))).toEqual(bits);
  });

  it.each(["F16", "BF16"] as const)("each number of %s comes back as the same bits", (kind) => {
    const all = Uint16Array.from({ length: 2 ** 16 }, (_, i) => i);
    const numbers = decodeHalves(all, kind);
    const wrong = encodeHalves(numbers, kind).findIndex((x, i) => x !== i && !isNaN(numbers[i]));
    expect(wrong).toBe(-1);
  });

  it("rounds once: a double just above the middle goes up", () => {
    // In float32 it would be the middle, and then go down to the even one.
    expect(decodeHalves(encodeHalves([1 + 2 ** -11 + 2 ** -40], "F16"), "F16")[0]).toBe(
      1 + 2 ** -10,
    );
  });

  it("refuses what does not fit", () => {
    const big = { w: Float64Array.of(1, 65520) };
    expect(() => writeSafetensors(big, { dtype: "F16" })).toThrow(
      'writeSafetensors: tensor "w": 65520 at entry 1 is too large for F16',
    );
    expect(() => writeSafetensors({ w: Float64Array.of(1e39) }, { dtype: () => "F32" })).toThrow(
      "too large for F32",
    );
    expect(() => writeSafetensors({ w: { shape: [2], data: new Float32Array(3) } })).toThrow(
      "a tensor of shape 2 has 2 entries, got 3",
    );
    expect(() => writeSafetensors({ w: new Float32Array(1) }, { dtype: "I8" as never })).toThrow(
      "expected dtype to be one of F64, F32, F16, BF16, got I8",
    );
    expect(() => writeSafetensors({}, { metadata: { a: 1 as never } })).toThrow(
      "writeSafetensors: expected metadata to be texts, got 1 for a",
    );
  });

  it("keeps what is not finite", async () => {
    const w = Float32Array.of(NaN, Infinity, -Infinity);
    for (const dtype of ["F16", "BF16", "F32"] as const) {
      const file = await openSafetensors(writeSafetensors({ w }, { dtype }));
      expect((await file.tensor("w")).data).toEqual(w);
    }
  });
});
