// What people hand to a pool beside plain matrices.
import { afterAll, describe, expect, it } from "vitest";
import {
  analyzeWeights,
  createPool,
  init,
  LSA,
  Matrix,
  svdvals,
  type Image,
} from "../../src/index.ts";
import { randomFrom } from "../../src/random.ts";
import { isReproducible } from "../../src/wasm/builds.ts";

const pool = createPool({ threads: 1 });
afterAll(() => pool.close());

const rows = [[1, 2], [3, 4]]; // prettier-ignore

describe("arguments of a pool", () => {
  it("that hold themselves are refused", async () => {
    const itself: unknown[] = [];
    itself.push({ itself });
    const job = pool.svd(itself as never);
    await expect(job).rejects.toThrow(TypeError);
    await expect(job).rejects.toThrow(/^svd: expected arguments of .* levels.*holds itself/);
  });

  it("may be of classes that extend those of the library", async () => {
    class Table extends Matrix<Float64Array> {
      readonly title = "prices";
    }
    const table = new Table(2, 2, Float64Array.of(1, 2, 3, 4));
    expect(await pool.svdvals(table)).toEqual(svdvals(rows));
  });

  it.each(["$class", "$", "$$class", "__proto__", "constructor", "toString"])(
    "may have keys such as %s",
    async (key) => {
      const layers = Object.fromEntries([[key, new Matrix(2, 2, Float64Array.of(1, 2, 3, 4))]]);
      const expected = analyzeWeights(layers);
      expect(Object.keys(expected)).toEqual([key]);
      expect(await pool.analyzeWeights(layers)).toEqual(expected);
    },
  );

  it("are refused when they are given, whatever they hold", async () => {
    for (const given of [new Map([[1, () => 1]]), new Set([Symbol("x")])]) {
      const first = pool.svdvals(rows);
      const refused = pool.svdvals(given as never);
      const last = pool.svdvals(rows);
      await expect(refused).rejects.toThrow(TypeError);
      await expect(refused).rejects.toThrow(/^svdvals: expected arguments that can cross threads/);
      expect(await last).toEqual(await first);
    }
  });

  it("of which a buffer was handed over before are what they are on this thread", async () => {
    const matrix = new Matrix(2, 2, Float64Array.of(1, 2, 3, 4));
    await pool.svdvals(matrix, { transfer: true });
    for (const transfer of [false, true]) {
      const job = pool.svdvals(matrix, { transfer });
      await expect(job).rejects.toThrow(RangeError);
      await expect(job).rejects.toThrow(": a 2 × 2 matrix has 4 entries, got 0");
    }
  });

  it("may lie in one buffer several times", async () => {
    const data = Float64Array.of(1, 2, 3, 4);
    const matrix = new Matrix(2, 2, data);
    const part = new Matrix(1, 2, new Float64Array(data.buffer, 16, 2));
    const product = await pool.multiply(part, matrix, { transfer: true });
    expect(product.data).toEqual(Float64Array.of(15, 22));
    const squared = new Matrix(2, 2, Float64Array.of(1, 2, 3, 4));
    const square = await pool.multiply(squared, squared, { transfer: true });
    expect(square.data).toEqual(Float64Array.of(7, 10, 15, 22));
  });

  it("may lie in a buffer that grows", async () => {
    const Growing = ArrayBuffer as unknown as new (n: number, o: object) => ArrayBuffer;
    for (const transfer of [false, true]) {
      const data = new Float64Array(new Growing(32, { maxByteLength: 64 }));
      data.set([1, 2, 3, 4]);
      expect(await pool.svdvals(new Matrix(2, 2, data), { transfer })).toEqual(svdvals(rows));
    }
  });

  it("may be regular expressions", async () => {
    const texts = ["cats-chase-mice", "dogs-chase-cats", "mice-eat-cheese", "dogs-eat-meat"];
    const options = { components: 2, tokenizer: /[^-]+/gu };
    const there = await pool.fit(LSA, options, [texts]);
    const here = new LSA(options).fit(texts);
    expect(there.toJSON()).toEqual(here.toJSON());
    expect(there.transform(["cats-eat"])).toEqual(here.transform(["cats-eat"]));
  });

  it("are computed with as init was told when they were given", async () => {
    const random = randomFrom(5);
    const data = Float64Array.from({ length: 6400 }, () => random.uniform());
    const matrix = new Matrix(80, 80, data);
    const before = isReproducible();
    const expected = svdvals(matrix);
    const first = pool.svdvals(matrix);
    const waits = pool.svdvals(matrix);
    init({ reproducible: !before });
    try {
      expect(await first).toEqual(expected);
      expect(await waits).toEqual(expected);
      expect(await pool.svdvals(matrix)).toEqual(svdvals(matrix));
    } finally {
      init({ reproducible: before });
    }
  });

  it("of fit must have a class that is a model", async () => {
    for (const Model of [undefined, null, "PCA", Matrix]) {
      const job = pool.fit(Model as never, {}, []);
      await expect(job).rejects.toThrow(/^fit: expected the class of a model, got /);
    }
  });
});

describe.runIf("Buffer" in globalThis)("the bytes of Node's buffers", () => {
  const { Buffer } = globalThis as unknown as { Buffer: typeof Uint8Array };
  it("are copied, and stay where they are", async () => {
    const image = (data: Uint8Array): Image => ({ width: 3, height: 3, channels: 1, data });
    const bytes = Uint8Array.from({ length: 9 }, (_, i) => (i * i * 31) % 256);
    const expected = await pool.compressImage(image(bytes), { rank: 1 });
    const pooled = Buffer.from(bytes);
    const own = Buffer.from(new ArrayBuffer(9) as never);
    own.set(bytes);
    for (const buffer of [pooled, own]) {
      expect(await pool.compressImage(image(buffer), { rank: 1 })).toEqual(expected);
      expect([...buffer]).toEqual([...bytes]);
    }
    const waits = pool.compressImage(image(own), { rank: 1 });
    own.fill(0);
    expect(await waits).toEqual(expected);
  });
});
