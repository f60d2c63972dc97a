// The package as others get it: packed, installed into an empty project, imported and required.
import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build as rolldown } from "rolldown";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const CONSUMER = fileURLToPath(new URL("./consumer", import.meta.url));

/**
 * What a bundler makes of an import, compressed by gzip as most servers do. Of each, the four modules are some 115 KB: 71 KB
 * each before that. Brotli, which sees what the four have in common, makes 53, 118 and 136 KB of these. The pool carries the
 * script of its workers as text, 75 KB. Nobody imports all: "*" tells that none of the applications carries something
 * large by accident.
 */
const BUDGETS_KB = [
  { names: "{ svd }", budget: 140 },
  { names: "{ createPool }", budget: 235 },
  { names: "*", budget: 310 },
];

/** svd([[3, 0], [4, 5]]) is √45 and √5; its factors are 2 × 2. That of [3, 4] is 5, in float32. */
const EXPECTED = [Math.sqrt(45), Math.sqrt(5), 2, 2, 5];

interface Manifest {
  readonly dependencies?: object;
  readonly peerDependencies: Record<string, string>;
  readonly scripts: Record<string, string>;
  readonly exports: Record<string, string | Record<string, { types: string; default: string }>>;
  readonly bin: Record<string, string>;
}

let project: string;
let installed: string;
let manifest: Manifest;

beforeAll(() => {
  node(ROOT, "scripts/build.mjs");
  project = mkdtempSync(path.join(tmpdir(), "wasm-svd-consumer-"));
  installed = path.join(project, "node_modules/wasm-svd");
  cpSync(CONSUMER, project, { recursive: true });
  writeFileSync(path.join(project, "package.json"), '{ "private": true }');
  const [{ filename }] = JSON.parse(npm(ROOT, "pack", "--json", "--pack-destination", project)) as [
    { filename: string },
  ];
  npm(project, "install", "--offline", "--no-audit", "--no-fund", `./${filename}`);
  manifest = JSON.parse(readFileSync(path.join(installed, "package.json"), "utf8")) as Manifest;
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

describe("the packed package", () => {
  it("depends on nothing, and runs nothing when it is installed", () => {
    expect(manifest.dependencies ?? {}).toEqual({});
    for (const name of ["preinstall", "install", "postinstall"]) {
      expect(manifest.scripts).not.toHaveProperty(name);
    }
    const lock = readFileSync(path.join(project, "package-lock.json"), "utf8");
    const { packages } = JSON.parse(lock) as { packages: object };
    expect(Object.keys(packages)).toEqual(["", "node_modules/wasm-svd"]);
  });

  it("has every file that its exports and programs name", () => {
    const named = JSON.stringify([manifest.exports, manifest.bin]).match(
      /(?<=")(\.\/)?dist\/[^"]+/g,
    );
    expect(named?.length).toBeGreaterThan(4);
    for (const file of named ?? []) {
      expect(statSync(path.join(installed, file)).size, file).toBeGreaterThan(0);
    }
  });

  it("imports nothing from its core", () => {
    for (const file of ["dist/index.js", "dist/index.cjs"]) {
      const outside = [...importsBelow(path.join(installed, file))].filter(isBare);
      expect(outside, file).toEqual([]);
    }
  });

  it.each(BUDGETS_KB)("keeps $names of its core within $budget KB", async ({ names, budget }) => {
    const input = path.join(project, "entry.mjs");
    writeFileSync(input, `export ${names} from "wasm-svd";`);
    const { output } = await rolldown({ input, write: false, output: { minify: true } });
    const code = output.map((chunk) => ("code" in chunk ? chunk.code : "")).join("");
    const kilobytes = gzipSync(code).length / 1024;
    console.log(`${names}: ${code.length >> 10} KB, ${kilobytes.toFixed(1)} KB compressed`);
    expect(kilobytes).toBeGreaterThan(budget / 2);
    expect(kilobytes).toBeLessThan(budget);
  });
});

describe("a program", () => {
  // Each with one of the two ways in which Node's rules are checked: a check of all declarations takes 10 s.
  it.each([
    ["nodenext", "esm.mts"],
    ["node16", "cjs.cts"],
  ])("has types for %s: %s", (module, source) => {
    const tsc = path.join(ROOT, "node_modules/typescript/bin/tsc");
    const types = ["--typeRoots", path.join(ROOT, "node_modules/@types"), "--types", "node"];
    node(project, tsc, "--strict", "--module", module, "--target", "es2023", ...types, source);
  });

  it.each(["esm.mjs", "cjs.cjs"])("computes at the first call: %s", (program) => {
    const values = JSON.parse(node(project, program)) as number[];
    expect(values).toHaveLength(EXPECTED.length);
    values.forEach((value, i) => expect(value).toBeCloseTo(EXPECTED[i], 12));
  });
});

describe("every sub-path", () => {
  beforeAll(() => {
    for (const name of Object.keys(manifest.peerDependencies)) {
      const to = path.join(project, "node_modules", name);
      symlinkSync(path.join(ROOT, "node_modules", name), to, "junction");
    }
  });

  it("gives the same names to import and to require", () => {
    const others = ["./package.json", "./worker"];
    const subpaths = Object.keys(manifest.exports).filter((name) => !others.includes(name));
    expect(subpaths).toContain(".");
    const list = JSON.stringify(subpaths.map((name) => path.posix.join("wasm-svd", name)));
    const print = "console.log(Object.keys(m).filter((k) => k !== 'module.exports').sort().join())";
    const names = (load: string, ...flags: string[]) =>
      node(project, ...flags, "-e", `for (const name of ${list}) { const m = ${load}; ${print} }`);
    const imported = names("await import(name)", "--input-type=module").trim().split("\n");
    const required = names("require(name)").trim().split("\n");
    expect(required).toEqual(imported);
    expect(imported).toHaveLength(subpaths.length);
    for (const line of imported) expect(line).not.toBe("");
  });
});

function node(cwd: string, ...args: string[]): string {
  return output(process.execPath, args, cwd);
}

function npm(cwd: string, ...args: string[]): string {
  const cli = process.env.npm_execpath;
  return cli?.endsWith("npm-cli.js") ? node(cwd, cli, ...args) : output("npm", args, cwd);
}

/** Runs a program and returns what it prints; if it fails, that is in the error. */
function output(program: string, args: string[], cwd: string): string {
  try {
    return execFileSync(program, args, { cwd, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(" ")}\n${stdout}${stderr}`, { cause: error });
  }
}

/** A bundle and the files that it imports, all the way down. */
function filesOf(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const name of importsOf(file).filter((name) => !isBare(name))) {
    filesOf(path.resolve(path.dirname(file), name), found);
  }
  return found;
}

function importsBelow(file: string): Set<string> {
  return new Set([...filesOf(file)].flatMap(importsOf));
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  const statements = /(?:^(?:import|export)\b[^"']*|\brequire\(|\bimport\()["']([^"']+)["']/gm;
  return Array.from(text.matchAll(statements), ([, name]) => name);
}

function isBare(name: string): boolean {
  return !name.startsWith(".");
}
