import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { polyfit } from "../../src/applications/fits/polyfit.ts";
import { temporaryFolder } from "./folder.ts";
import { run } from "./run.ts";

const home = process.cwd();

beforeEach(() => {
  process.chdir(temporaryFolder());
  writeFileSync("a.csv", "load,w,deflection\n0,1,1.0\n1,1,2.1\n2,2,5.2\n3,1,9.9\n");
});
afterEach(() => process.chdir(home));

describe("wasm-svd fit", () => {
  it("prints coefficients with their errors, R² and the residual", async () => {
    const argv = ["fit", "a.csv", "--x", "load", "--y", "deflection", "--degree", "2"];
    const { status, stdout, stderr } = await run(argv);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const fit = polyfit([0, 1, 2, 3], [1, 2.1, 5.2, 9.9], 2);
    fit.coefficients.forEach((c, k) => {
      const error = fit.standardErrors[k].toPrecision(4);
      expect(stdout).toContain(`${["1  ", "x  ", "x^2"][k]}   ${c}`);
      expect(stdout).toContain(error);
    });
    expect(stdout).toMatch(/^ {2}R² +0\.99\d+$/m);
    expect(stdout).toMatch(/^ {2}residual +0\.\d+ \(standard error, 1 degrees of freedom\)$/m);
  });

  it("takes weights and numbers of columns, prints JSON, and draws points and curve", async () => {
    const columns = ["--x", "1", "--y", "3", "--weights", "w"];
    const { stdout } = await run(["fit", "a.csv", ...columns, "--json", "--plot", "fit.svg"]);
    const fit = polyfit([0, 1, 2, 3], [1, 2.1, 5.2, 9.9], 1, { weights: [1, 1, 2, 1] });
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ x: "load", y: "deflection", degree: 1, rSquared: fit.rSquared },
      coefficients: Array.from(fit.coefficients),
    });
    const svg = readFileSync("fit.svg", "utf8");
    expect(svg).toContain("deflection against load");
    expect(svg.match(/<circle/g)).toHaveLength(4);
  });

  it("knows no errors of as many coefficients as points", async () => {
    writeFileSync("b.csv", "0,1\n1,2\n");
    expect((await run(["fit", "b.csv"])).stdout).toContain("not known: as many coefficients");
  });

  it("says in one line what is wrong", async () => {
    writeFileSync("nan.csv", "1,2\nnan,3\n");
    const cases: [string[], RegExp][] = [
      [
        ["a.csv", "--x", "mass"],
        /--x mass: expected one of load, w, deflection, or a number from 1 to 3/,
      ],
      [["nan.csv", "--x", "2", "--y", "3"], /--y 3: expected a number from 1 to 2/],
      [["nan.csv"], /nan\.csv: expected finite numbers, got NaN in column 1, row 2/],
      [["a.csv", "--degree", "4"], /a\.csv: polyfit: degree 4 needs 5 different places, got 4/],
      [["a.csv", "--degree", "-1"], /--degree -1: expected a whole number from 0/],
      [["b.csv"], /cannot read b\.csv: there is no such file/],
    ];
    for (const [argv, message] of cases) {
      const { status, stderr } = await run(["fit", ...argv]);
      expect(stderr).toMatch(message);
      expect(status).toBe(2);
    }
  });
});
