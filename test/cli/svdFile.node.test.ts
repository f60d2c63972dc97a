import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { svd } from "../../src/decompositions/svd.ts";
import { readNpy, writeNpy } from "../../src/io/npy.ts";
import { Matrix } from "../../src/matrix.ts";
import { random } from "../support/random.ts";
import { temporaryFolder } from "./folder.ts";
import { run } from "./run.ts";

const home = process.cwd();
let folder: string;

// Results go to the current folder by default, so each test has its own.
beforeEach(() => {
  folder = temporaryFolder();
  process.chdir(folder);
});
afterEach(() => process.chdir(home));

function noise(rows: number, columns: number): Matrix<Float64Array> {
  const { normal } = random(rows + columns);
  return new Matrix(rows, columns, Float64Array.from({ length: rows * columns }, normal));
}

function read(...path: string[]): Matrix {
  const { shape, data } = readNpy(readFileSync(join(...path)));
  return new Matrix(shape[0], shape[1] ?? 1, data);
}

describe("wasm-svd svd", () => {
  it("writes the factors of a .npy file", async () => {
    const a = noise(6, 4);
    writeFileSync("a.npy", writeNpy(a));
    const { status, stdout, stderr } = await run(["svd", "a.npy"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const { U, s, Vt } = svd(a);
    expect(read("a-svd", "U.npy")).toEqual(U);
    expect(read("a-svd", "s.npy").data).toEqual(s);
    expect(read("a-svd", "Vt.npy")).toEqual(Vt);
    expect(readdirSync("a-svd").sort()).toEqual(["U.npy", "Vt.npy", "s.npy"]);
    expect(stdout).toMatch(/^ {2}matrix +a\.npy, 6 × 4, float64$/m);
    expect(stdout).toMatch(/^ {2}rank +4 of 4$/m);
    expect(stdout).toMatch(/^ {2}condition +[\d.]+$/m);
    expect(stdout).toMatch(/^ {2}norms +2: [\d.]+ {3}Frobenius: [\d.]+ {3}nuclear: [\d.]+$/m);
    expect(stdout).toMatch(/^ {2}written +a-svd.U\.npy, a-svd.s\.npy, a-svd.Vt\.npy$/m);
  });

  it("prints the numbers of a matrix whose numbers are known", async () => {
    writeFileSync("a.csv", "x,y\n3,0\n4,5\n");
    const { stdout } = await run(["svd", "a.csv"]);
    // √45 and √5: their quotient is 3, the sum of their squares 50.
    expect(stdout).toContain("condition  3.000\n");
    expect(stdout).toContain("2: 6.708204   Frobenius: 7.071068   nuclear: 8.944272\n");
    expect(stdout).toContain("values     6.708  2.236\n");
  });

  it("tells rank and condition of a singular matrix", async () => {
    writeFileSync("a.csv", "1,2\n2,4\n");
    const { stdout } = await run(["svd", "a.csv"]);
    expect(stdout).toContain("rank       1 of 2\n");
    expect(stdout).toMatch(/condition +(∞|\d\.\d+e\+1\d)\n/);
  });

  it("keeps float32", async () => {
    const a = noise(5, 3);
    writeFileSync("a.npy", writeNpy({ shape: [5, 3], data: Float32Array.from(a.data) }));
    expect((await run(["svd", "a.npy"])).stdout).toContain("5 × 3, float32");
    expect(read("a-svd", "U.npy").data).toBeInstanceOf(Float32Array);
  });

  it("--full writes square factors, -o says where", async () => {
    writeFileSync("a.npy", writeNpy(noise(6, 4)));
    expect((await run(["svd", "a.npy", "--full", "-o", "deep/out"])).status).toBe(0);
    const u = read("deep", "out", "U.npy");
    expect([u.rows, u.columns]).toEqual([6, 6]);
  });

  it("--values-only writes the same values alone", async () => {
    const a = noise(6, 4);
    writeFileSync("a.npy", writeNpy(a));
    const { status, stdout } = await run(["svd", "a.npy", "--values-only"]);
    expect(status).toBe(0);
    expect(readdirSync("a-svd")).toEqual(["s.npy"]);
    expect(read("a-svd", "s.npy").data).toEqual(svd(a).s);
    expect(stdout).toContain("rank       4 of 4\n");
  });

  it("takes what else a .csv needs to be told", async () => {
    writeFileSync("a.tsv", "2024:2025\n1:2\n3:4\n");
    const { stdout } = await run(["svd", "a.tsv", "--delimiter", ":", "--header"]);
    expect(stdout).toContain("2 × 2, float64");
    writeFileSync("b.csv", "1\t2\n3\t4\n");
    expect((await run(["svd", "b.csv", "--delimiter", "\\t"])).status).toBe(0);
  });

  it("replaces earlier results, and leaves no other files", async () => {
    writeFileSync("a.csv", "1,2\n3,4\n");
    await run(["svd", "a.csv"]);
    writeFileSync("a.csv", "5,6\n7,8\n");
    await run(["svd", "a.csv"]);
    expect(read("a-svd", "s.npy").data).toEqual(svd([[5, 6], [7, 8]]).s); // prettier-ignore
    expect(readdirSync("a-svd").length).toBe(3);
  });

  it.each<[name: string, content: string | Uint8Array, message: string]>([
    ["nan.csv", "1,2\n3,nan\n", "nan.csv: expected finite numbers, got NaN in row 2, column 2"],
    [
      "word.csv",
      "1,2\n3,x\n",
      'cannot read word.csv: csv: line 2, column 3: expected a number, got "x"',
    ],
    [
      "ragged.csv",
      "1,2\n3\n",
      "cannot read ragged.csv: csv: line 2: expected 2 fields as in the first line, got 1",
    ],
    [
      "empty.csv",
      "",
      "cannot read empty.csv: csv: expected at least one line of numbers, got none",
    ],
    [
      "text.npy",
      "1,2\n",
      'cannot read text.npy: npy: expected a file that starts with \\x93NUMPY, got "1,2\\n"',
    ],
    [
      "vector.npy",
      writeNpy(Float64Array.of(1, 2)),
      "vector.npy: expected a matrix, rows × columns, got an array of shape 2",
    ],
    [
      "cube.npy",
      writeNpy({ shape: [1, 2, 3], data: new Float64Array(6) }),
      "cube.npy: expected a matrix, rows × columns, got an array of shape 1 × 2 × 3",
    ],
    [
      "number.npy",
      writeNpy({ shape: [], data: Float64Array.of(1) }),
      "number.npy: expected a matrix, rows × columns, got a single number",
    ],
  ])("refuses %s with status 2, and writes nothing", async (name, content, message) => {
    writeFileSync(name, content);
    expect(await run(["svd", name])).toEqual({
      status: 2,
      stdout: "",
      stderr: `wasm-svd: ${message}\n`,
    });
    expect(readdirSync(".")).toEqual([name]);
  });

  it("refuses a folder that is a file", async () => {
    writeFileSync("a.csv", "1,2\n");
    writeFileSync("out", "");
    const { status, stderr } = await run(["svd", "a.csv", "-o", "out"]);
    expect(status).toBe(2);
    expect(stderr).toBe(
      "wasm-svd: cannot make the folder out: a file of that name is in the way; choose another with -o\n",
    );
  });

  it("ends with status 1 if it cannot write, and leaves no other files", async () => {
    writeFileSync("a.csv", "1,2\n");
    mkdirSync("out/Vt.npy", { recursive: true });
    const { status, stderr } = await run(["svd", "a.csv", "-o", "out"]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^wasm-svd: cannot write to out: .*Vt\.npy.*\n$/);
    expect(readdirSync("out").filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("tells what it does only where that takes longer than a second", async () => {
    writeFileSync("a.csv", "1,2\n");
    let time = 0;
    const slow = await run(["svd", "a.csv"], () => (time += 700));
    expect(slow.stderr).toMatch(
      /^wasm-svd: decomposing 1 × 2 numbers …\nwasm-svd: writing to a-svd …\n$/,
    );
  });
});
