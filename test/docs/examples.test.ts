// Runs every ```ts block of README.md, of site/guide and of the comments in src/ as a module of its own,
// against the sources, and type-checks it. A comment behind an expression, a console.log or a declaration
// is checked where it starts with a value; prose may follow after , ; : ( or a dash:
//
//     rank(a); // 2
//     const s = svdvals(a); // Float64Array [6.7082…, 2.2360…], that is √45 and √5
//     console.log(cond(a)); // ≈ 3.0
//
//     6   -0.5   1e-3   NaN       that number, up to rounding (1e-12; 1e-6 in a Float32Array)
//     6.7082…   ≈ 6.71            that number, up to one in the last digit given
//     < 1e-14                     any number of a smaller magnitude
//     "text"   true   undefined   just that
//     [1, 2]   [[1, 0], …]        a list, or a matrix by its rows; … stands for any more items
//     { rank: 2, s: [3, 0] }      an object with at least these
//     Float64Array [1, 2]         an instance of that class
//     throws RangeError           an error of that name; "throws RangeError: TEXT" of that text
//
// An example that imports nothing gets the names of the core that it uses.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../../scripts/lib/files.mjs";
import * as core from "../../src/index.ts";
import { extractExamples } from "./extract.ts";
import { instrument } from "./instrument.ts";

const FOLDER = path.join(ROOT, "build/examples");
const CHECK = 'import { $check, $throws } from "../../test/docs/check.ts";\n';

const examples = extractExamples().map((example, i) => {
  const file = path.join(FOLDER, `${i}-${example.place.replace(/[^\w.]+/g, "-")}.ts`);
  return { ...example, ...instrument(example, sources(), Object.keys(core)), file };
});

beforeAll(() => {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const { file, code } of examples) writeFileSync(file, CHECK + code);
});

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

describe("the examples", () => {
  it.each(examples)("$place", async ({ file }) => {
    await import(/* @vite-ignore */ file);
  });

  it("are there, and state what comes out", () => {
    expect(examples.length).toBeGreaterThan(0);
    expect(examples.filter(({ checks }) => checks > 0).length).toBeGreaterThan(examples.length / 2);
  });

  it("pass the type checker", () => {
    const config = {
      extends: "../../tsconfig.json",
      compilerOptions: { noUnusedLocals: false },
      include: ["*.ts"],
    };
    writeFileSync(path.join(FOLDER, "tsconfig.json"), JSON.stringify(config));
    const tsc = path.join(ROOT, "node_modules/typescript/bin/tsc");
    try {
      execFileSync(process.execPath, [tsc, "-p", FOLDER], { stdio: "pipe", encoding: "utf8" });
    } catch (error) {
      throw new Error((error as { stdout: string }).stdout, { cause: error });
    }
  });
});

/** The source behind each name under which package.json exports a module. */
function sources(): Map<string, string> {
  const { exports } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
    exports: Record<string, string | { import: { default: string } }>;
  };
  const modules = Object.entries(exports).flatMap(([subpath, target]) => {
    if (typeof target === "string") return [];
    const source = target.import.default.replace("./dist/", "../../src/").replace(/\.js$/, ".ts");
    return [[path.posix.join("wasm-svd", subpath), source] as const];
  });
  return new Map(modules);
}
