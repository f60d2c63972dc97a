import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PCA, SparseMatrix } from "../../src/index.ts";
import { readCsv, readNpy, writeMatrixMarket, writeNpy } from "../../src/io/index.ts";
import { temporaryFolder } from "./folder.ts";
import { run } from "./run.ts";

const IRIS = fileURLToPath(new URL("../../examples/iris.csv", import.meta.url));
const WINE = fileURLToPath(new URL("../../examples/wine.csv", import.meta.url));

const home = process.cwd();
beforeEach(() => process.chdir(temporaryFolder()));
afterEach(() => process.chdir(home));

/** The measurements of iris.csv, without the species. */
function measurements() {
  const lines = readFileSync(IRIS, "utf8").replace(/,\w+$/gm, "");
  const { shape, data } = readCsv(lines);
  return { rows: shape[0], columns: shape[1], data };
}

interface Printed {
  readonly columns: readonly string[];
  readonly labels?: string;
  readonly leftOut?: readonly string[];
  readonly solver: string;
  readonly components: readonly { variance: number; cumulative: number; loadings: number[] }[];
}

async function printed(...argv: string[]): Promise<Printed> {
  const { stdout, stderr, status } = await run(["pca", ...argv, "--json"]);
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  return JSON.parse(stdout) as Printed;
}

describe("wasm-svd pca", () => {
  it("prints variances and loadings of a table with a column of words", async () => {
    const { status, stdout, stderr } = await run(["pca", IRIS]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^ {2}table +.*iris\.csv, 150 × 4, float64$/m);
    expect(stdout).toContain("labels      species: setosa (50), versicolor (50), virginica (50)\n");
    expect(stdout).toMatch(/^ +1 +25\.09996 +4\.228242 +92\.46 % +92\.46 %$/m);
    expect(stdout).toMatch(/^ +4 +1\.884524 +0\.02383509 +0\.52 % +100 %$/m);
    expect(stdout).toContain(
      "1  petal length 0.857, sepal length 0.361, petal width 0.358, sepal width −0.0845\n",
    );
    expect(readdirSync(".")).toEqual([]);
  });

  it("writes components, scores, mean, and a model that can be read", async () => {
    const { stdout } = await run(["pca", IRIS, "-n", "2", "-o", "out"]);
    expect(stdout).toMatch(/^ {2}noise +0\.0510\d+, the mean variance/m);
    expect(readdirSync("out").sort()).toEqual([
      "components.npy",
      "mean.npy",
      "model.json",
      "scores.npy",
    ]);
    const x = measurements();
    const pca = new PCA({ components: 2 });
    const scores = pca.fitTransform(x);
    expect(readNpy(readFileSync("out/scores.npy"))).toEqual({ shape: [150, 2], data: scores.data });
    expect(readNpy(readFileSync("out/components.npy")).data).toEqual(pca.components.data);
    expect(readNpy(readFileSync("out/mean.npy")).data).toEqual(pca.mean);
    const saved: unknown = JSON.parse(readFileSync("out/model.json", "utf8"));
    expect(PCA.fromJSON(saved as never).transform(x)).toEqual(scores);
  });

  it("--scale writes the scale, too, and changes what is found", async () => {
    await run(["pca", WINE, "--scale", "-o", "out"]);
    expect(readdirSync("out")).toContain("scale.npy");
    expect((await printed(WINE)).components[0].cumulative).toBeGreaterThan(0.99);
    expect((await printed(WINE, "--scale")).components[0].cumulative).toBeCloseTo(0.362, 3);
  });

  it("takes a part of the variance, the most probable number, and a solver", async () => {
    expect((await printed(WINE, "--scale", "-n", "0.9")).components.length).toBe(8);
    expect((await printed(IRIS, "--components", "mle")).components.length).toBe(3);
    expect((await printed(IRIS, "--solver", "covariance")).solver).toBe("covariance");
  });

  it("--whiten divides the scores by their deviation", async () => {
    await run(["pca", IRIS, "-n", "1", "--whiten", "-o", "out"]);
    const { data } = readNpy(readFileSync("out/scores.npy"));
    expect(Array.from(data).reduce((sum, z) => sum + z * z, 0) / 149).toBeCloseTo(1, 12);
  });

  it("finds a header above numbers and words, and does without", async () => {
    writeFileSync("a.csv", "x,y,kind\n1,2,a\n3,5,b\n4,4,b\n");
    writeFileSync("b.csv", "1,2,a\n3,5,b\n4,4,b\n");
    const named = await printed("a.csv");
    const bare = await printed("b.csv");
    expect([named.columns, named.labels]).toEqual([["x", "y"], "kind"]);
    expect([bare.columns, bare.labels]).toEqual([["column 1", "column 2"], "column 3"]);
    expect(bare.components).toEqual(named.components);
  });

  it("takes a column of numbers as labels, by name or number, and tells what it leaves out", async () => {
    writeFileSync("a.csv", "x,y,class,town,name\n1,2,0,A,q\n3,5,1,B,r\n4,4,1,A,s\n");
    for (const wanted of ["class", "3"]) {
      const { columns, labels, leftOut } = await printed("a.csv", "--labels", wanted);
      expect({ columns, labels, leftOut }).toEqual({
        columns: ["x", "y"],
        labels: "class",
        leftOut: ["town", "name"],
      });
    }
    const { stdout } = await run(["pca", "a.csv", "--labels", "town"]);
    expect(stdout).toContain("labels      town: A (2), B (1)\n");
    expect(stdout).toContain("left out    name: words\n");
  });

  it("takes labels from a file", async () => {
    writeFileSync("a.npy", writeNpy({ shape: [3, 2], data: Float32Array.of(1, 2, 3, 5, 4, 4) }));
    writeFileSync("names.txt", "kind\nred\nred\nblue\n");
    const { stdout } = await run(["pca", "a.npy", "--labels", "names.txt"]);
    expect(stdout).toContain("3 × 2, float32\n");
    expect(stdout).toContain("labels      names.txt: red (2), blue (1)\n");
  });

  it("reads a sparse matrix, and finds ten components", async () => {
    const cells = Array.from({ length: 200 }, (_, i) => [(i * 7) % 40, (i * 3) % 30, 1 + (i % 5)]);
    const [rows, columns, values] = [0, 1, 2].map((j) => cells.map((cell) => cell[j]));
    const a = SparseMatrix.fromTriplets(40, 30, rows, columns, values);
    writeFileSync("a.mtx", writeMatrixMarket(a));
    const { solver, components } = await printed("a.mtx");
    expect(solver).toBe("lanczos");
    expect(components.length).toBe(10);
    const dense = new PCA({ components: 10 }).fit(a.toMatrix()).explainedVariance;
    components.forEach(({ variance }, i) => expect(variance).toBeCloseTo(dense[i], 10));
  });

  it("--plot draws variances and rows, with a colour for each label", async () => {
    const { status } = await run(["pca", IRIS, "--plot", "deep/iris.svg"]);
    expect(status).toBe(0);
    const svg = readFileSync(join("deep", "iris.svg"), "utf8");
    expect(svg.match(/<circle/g)?.length).toBe(150 + 4);
    for (const word of ["setosa", "versicolor", "virginica", "component 1, 92.5 %"]) {
      expect(svg).toContain(`>${word}</text>`);
    }
    expect((await run(["pca", IRIS, "-n", "1", "--plot", "one.svg"])).status).toBe(0);
    expect(readFileSync("one.svg", "utf8")).toContain(">row</text>");
  });

  it.each<[name: string, argv: string[], message: string]>([
    ["a solver", [IRIS, "--solver", "fast"], "--solver fast: expected one of auto, full"],
    ["a number", [IRIS, "-n", "0"], "--components 0: expected a whole number from 1, a part"],
    ["too many", ["two.csv", "-n", "3"], "two.csv: 2 × 2 samples have 2 components, expected no"],
    [
      "a part by lanczos",
      [IRIS, "-n", "0.9", "--solver", "lanczos"],
      "--solver lanczos needs a number of --components, got 0.9",
    ],
    ["one row", ["one.csv"], "one.csv: expected at least 2 rows, got 1 × 2 samples"],
    ["words only", ["words.csv"], "words.csv: expected a column of numbers, got none"],
    [
      "a word among numbers",
      ["typo.csv"],
      'cannot read typo.csv: csv: line 3, column 1: expected a number, got "x"',
    ],
    ["a NaN", ["nan.csv"], "nan.csv: expected finite numbers, got NaN in row 2, column 1"],
    ["no such column", ["two.csv", "--labels", "z"], "--labels z: expected a file, or a column of"],
    [
      "labels of others",
      ["two.csv", "--labels", "typo.csv"],
      "--labels typo.csv: expected 2 lines, one for each row, got 4",
    ],
  ])("refuses %s in one line", async (_, argv, message) => {
    writeFileSync("two.csv", "x,y\n1,2\n3,5\n");
    writeFileSync("one.csv", "1,2\n");
    writeFileSync("words.csv", "a,b\nc,d\n");
    writeFileSync("typo.csv", "x,y\n1,2\nx,5\n3,3\n");
    writeFileSync("nan.csv", "1,2\nnan,5\n3,3\n");
    const { status, stdout, stderr } = await run(["pca", ...argv]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr.startsWith(`wasm-svd: ${message}`), stderr).toBe(true);
    expect(stderr.trimEnd()).not.toContain("\n");
  });
});
