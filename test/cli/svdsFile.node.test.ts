import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Matrix, svd, svds, svdvals } from "../../src/index.ts";
import {
  readMatrixMarket,
  readNpy,
  writeCsv,
  writeMatrixMarket,
  writeNpy,
} from "../../src/io/index.ts";
import { matrixFolder } from "../../scripts/lib/matrices.mjs";
import { random } from "../support/random.ts";
import { speeches } from "../support/speeches.ts";
import { temporaryFolder } from "./folder.ts";
import { run } from "./run.ts";

/** Where the examples of Debian's package r-cran-matrix are. */
const R_FOLDER = matrixFolder();

const home = process.cwd();
let folder: string;

// Results go to the current folder by default, so each test has its own.
beforeEach(() => {
  folder = temporaryFolder();
  process.chdir(folder);
});
afterEach(() => process.chdir(home));

interface Certificate {
  readonly converged: boolean;
  readonly method: string;
  readonly error: { readonly bound: number; readonly failureProbability: number };
  readonly triplets: readonly {
    readonly singularValue: number;
    readonly valueBound: number;
    readonly residual: number;
    readonly leftResidual: number;
  }[];
}

function certificateIn(name: string): Certificate {
  return JSON.parse(readFileSync(join(name, "certificate.json"), "utf8")) as Certificate;
}

function read(...path: string[]): Matrix {
  const { shape, data } = readNpy(readFileSync(join(...path)));
  return new Matrix(shape[0], shape[1] ?? 1, data);
}

/** σᵢ = 2⁻ⁱ, but for the factors' own errors. */
function halving(m: number, n: number): Matrix<Float64Array> {
  const { normal } = random(m * n);
  const noise = new Matrix(m, n, Float64Array.from({ length: m * n }, normal));
  const { U, Vt } = svd(noise);
  const scaled = new Matrix(
    n,
    n,
    Vt.data.map((x, i) => x * 2 ** -Math.floor(i / n)),
  );
  return U.multiply(scaled);
}

describe("wasm-svd svds", () => {
  it("writes the factors of a .npy file, and how good they are", async () => {
    const a = halving(300, 220);
    writeFileSync("a.npy", writeNpy(a));
    const { status, stdout, stderr } = await run(["svds", "a.npy", "-k", "4"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(readdirSync("a-svds").sort()).toEqual(["U.npy", "Vt.npy", "certificate.json", "s.npy"]);
    const { U, s, Vt } = svds(a, { k: 4 });
    expect(read("a-svds", "U.npy")).toEqual(U);
    expect(read("a-svds", "s.npy").data).toEqual(s);
    expect(read("a-svds", "Vt.npy")).toEqual(Vt);
    const { converged, error, triplets } = certificateIn("a-svds");
    expect(converged).toBe(true);
    expect(error.bound).toBeGreaterThanOrEqual(2 ** -4);
    triplets.forEach(({ singularValue, valueBound }, i) => {
      expect(Math.abs(singularValue - 2 ** -i)).toBeLessThanOrEqual(valueBound + 1e-14);
    });
    expect(stdout).toMatch(/^ {2}matrix +a\.npy, 300 × 220, float64$/m);
    expect(stdout).toMatch(/^ {2}found +4 triplets, 99\.6\d % of Σ σ²$/m);
    expect(stdout).toMatch(/^2 +0\.50000000 +± \S+ +\S+$/m);
  });

  it("finds how many triplets an error or an energy takes", async () => {
    writeFileSync("a.npy", writeNpy(halving(250, 230)));
    // The part that k triplets leave of ‖A‖² is 4⁻ᵏ.
    await run(["svds", "a.npy", "--error", "0.2", "-o", "error"]);
    await run(["svds", "a.npy", "--energy", "0.99", "-o", "energy"]);
    expect(certificateIn("error").triplets.length).toBe(3);
    expect(certificateIn("energy").triplets.length).toBe(4);
  });

  it("decomposes the words of 230 speeches", async () => {
    const a = speeches();
    writeFileSync("speeches.mtx", writeMatrixMarket(a));
    const { status, stdout } = await run(["svds", "speeches.mtx", "-k", "20"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}matrix +speeches\.mtx, [\d]+ × [\d]+, [\d,]+ entries, float64$/m);
    const { s, valueBounds, converged } = svds(a, { k: 20 });
    expect(converged).toBe(true);
    expect(read("speeches-svds", "s.npy").data).toEqual(s);
    // Wide, as dense matrices have fewer rows than columns to transpose.
    const expected = svdvals(a.toMatrix());
    s.forEach((sigma, i) => {
      const error = Math.abs(sigma - expected[i]);
      expect(error, `σ${i + 1}`).toBeLessThanOrEqual(valueBounds[i]);
      expect(error, `σ${i + 1}`).toBeLessThanOrEqual(1e-10 * expected[0]);
    });
  });

  it.skipIf(R_FOLDER === undefined).each(["jgl009", "pores_1", "lund_a"])(
    "decomposes Debian's %s.mtx",
    async (name) => {
      const file = join(R_FOLDER!, `${name}.mtx`);
      const { status, stderr } = await run(["svds", file, "-k", "5"]);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      const a = readMatrixMarket(readFileSync(file));
      const expected = svdvals("toMatrix" in a ? a.toMatrix() : a);
      certificateIn(`${name}-svds`).triplets.forEach(({ singularValue, valueBound }, i) => {
        const error = Math.abs(singularValue - expected[i]);
        expect(error, `σ${i + 1}`).toBeLessThanOrEqual(valueBound);
        expect(error, `σ${i + 1}`).toBeLessThanOrEqual(1e-9 * expected[0]);
      });
    },
  );

  it.skipIf(R_FOLDER === undefined)("says what is wrong with Debian's wrong.mtx", async () => {
    const { status, stderr } = await run(["svds", join(R_FOLDER!, "wrong.mtx")]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/wrong\.mtx: matrixMarket: line 3: expected a row from 1 to 2, got "0"/);
    expect(readdirSync(".")).toEqual([]);
  });

  it.runIf(R_FOLDER === undefined)("misses the matrices of Debian's r-cran-matrix", () => {
    console.log(
      "test/cli/svdsFile: the package r-cran-matrix is not installed, its files not read",
    );
  });

  it("tells of the residual while it takes long", async () => {
    writeFileSync("a.npy", writeNpy(halving(300, 250)));
    let clock = 0;
    const { stderr } = await run(["svds", "a.npy", "-k", "5"], () => (clock += 700));
    expect(stderr).toMatch(
      /^wasm-svd: iteration \d+: residual \S+ of σ₁, \d+ dimensions, [\d,]+ products$/m,
    );
  });

  it("says when it is not as accurate as asked for", async () => {
    const { normal } = random(1);
    const noise = new Matrix(300, 300, Float64Array.from({ length: 90_000 }, normal));
    writeFileSync("a.npy", writeNpy(noise));
    const { status, stderr } = await run(["svds", "a.npy", "--max-iterations", "1"]);
    expect(status).toBe(0);
    expect(stderr).toBe("wasm-svd: not as accurate as asked for; allow more --max-iterations\n");
    expect(certificateIn("a-svds").converged).toBe(false);
  });

  it.each(["a.npy", "a.csv"])(
    "reads %s by blocks where it is larger than it may be",
    async (file) => {
      const a = halving(4000, 30);
      writeFileSync(file, file.endsWith("npy") ? writeNpy(a) : writeCsv(a));
      let clock = 0;
      const { status, stdout, stderr } = await run(
        ["svds", file, "-k", "4", "--memory", "100K"],
        () => (clock += 700),
      );
      expect(status).toBe(0);
      expect(stdout).toMatch(/^ {2}matrix +a\.\w+, 4000 × 30, float64, read by blocks$/m);
      expect(stderr).toMatch(/^wasm-svd: pass \d+: [\d,]+ rows/m);
      expect(readdirSync("a-svds").sort()).toEqual([
        "U.npy",
        "Vt.npy",
        "certificate.json",
        "s.npy",
      ]);
      const [U, s, Vt] = ["U", "s", "Vt"].map((name) => read("a-svds", `${name}.npy`));
      expect([U.rows, U.columns, Vt.rows, Vt.columns]).toEqual([4000, 4, 4, 30]);
      certificateIn("a-svds").triplets.forEach(({ singularValue, valueBound }, i) => {
        expect(singularValue).toBe(s.data[i]);
        expect(Math.abs(singularValue - 2 ** -i)).toBeLessThanOrEqual(valueBound + 1e-13);
      });
      const product = U.multiply(
        new Matrix(
          4,
          30,
          Vt.data.map((x, i) => x * s.data[Math.floor(i / 30)]),
        ),
      );
      const rest = product.data.map((x, i) => x - a.data[i]);
      // What is left are the values from σ₅ on.
      expect(Math.hypot(...rest.filter((_, i) => i < 1e5))).toBeLessThan(2 ** -4 * 1.16);
    },
  );

  it("leaves nothing where a file ends too early, or has no numbers in it", async () => {
    const a = halving(4000, 30);
    const bytes = writeNpy(a);
    writeFileSync("short.npy", bytes.subarray(0, bytes.length - 8));
    a.set(3999, 29, NaN);
    writeFileSync("nan.npy", writeNpy(a));
    const short = await run(["svds", "short.npy", "--memory", "100K"]);
    expect(short.stderr).toMatch(/^wasm-svd: cannot read short\.npy: /);
    const nan = await run(["svds", "nan.npy", "--memory", "100K"]);
    expect(nan.stderr).toBe(
      "wasm-svd: nan.npy: expected finite numbers, got none in row 4000, column 30\n",
    );
    expect([short.status, nan.status]).toEqual([2, 2]);
    expect(readdirSync(".").sort()).toEqual(["nan.npy", "short.npy"]);
  });

  it("says which options need the whole matrix", async () => {
    writeFileSync("a.csv", "1,2,3\n4,5,6\n");
    const { status, stderr } = await run(["svds", "a.csv", "--error", "0.1", "--memory", "1"]);
    expect(status).toBe(2);
    expect(stderr).toBe(
      "wasm-svd: --error needs the whole matrix in memory, but a.csv is larger than --memory 1\n",
    );
  });

  it.each([
    [["-k", "0"], "-k 0: expected a whole number from 1"],
    [["-k", "2.5"], "-k 2.5: expected a whole number from 1"],
    [["-k", "3"], "-k 3: expected at most 2, as the matrix is 2 × 3"],
    [["--error", "2"], "--error 2: expected a number above 0 and below 1"],
    [["--error", "0.1", "--energy", "0.1"], "--error and --energy exclude each other: choose one"],
    [
      ["--method", "arpack"],
      "--method arpack: expected one of auto, lanczos, block-krylov, randomized",
    ],
    [["--memory", "1T"], "--memory 1T: expected a size such as 512M or 2G"],
    [["--seed", "1.5"], "--seed 1.5: expected a whole number"],
  ])("refuses %j", async (args, message) => {
    writeFileSync("a.csv", "1,2,3\n4,5,6\n");
    const { status, stderr } = await run(["svds", "a.csv", ...args]);
    expect(stderr).toBe(`wasm-svd: ${message}\n`);
    expect(status).toBe(2);
    expect(readdirSync(".")).toEqual(["a.csv"]);
  });

  it("refuses files that hold no such matrix", async () => {
    writeFileSync("nan.csv", "1,2\n3,nan\n");
    writeFileSync("a.xlsx", "");
    writeFileSync("vector.npy", writeNpy(Float64Array.of(1, 2)));
    writeFileSync("broken.npz", "PK");
    const messages: [string, RegExp][] = [
      ["nan.csv", /nan\.csv: .*(row|line) 2/],
      ["a.xlsx", /expected a file that ends in \.npy, \.csv, \.mtx or \.npz/],
      ["vector.npy", /expected a matrix, rows × columns, got an array of shape 2/],
      ["broken.npz", /cannot read broken\.npz: npz: /],
      ["missing.mtx", /cannot read missing\.mtx: there is no such file/],
    ];
    for (const [file, message] of messages) {
      const { status, stderr } = await run(["svds", file, "-k", "1"]);
      expect(stderr).toMatch(message);
      expect(status, file).toBe(2);
    }
  });
});
