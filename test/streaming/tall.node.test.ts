// A file twice as large as the memory that the process gets.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../../scripts/lib/files.mjs";
import numpy from "./fixtures/tall.json" with { type: "json" };
import { TALL, writeTallFile } from "./tallFile.ts";

const run = promisify(execFile);

const LIMIT_MB = 256;

/** What single precision is good for. That all is computed in double shows in the second bound. */
const RELATIVE = 1e-5;
const RELATIVE_MEASURED = 1e-12;

interface Outcome {
  readonly rows: number;
  readonly columns: number;
  readonly s: readonly number[];
  readonly seconds: number;
  readonly megabytes: number;
}

let folder: string;
let file: string;
let exact: Float64Array;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "wasm-svd-tall-"));
  file = path.join(folder, "tall.npy");
  exact = writeTallFile(file);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("2,000,000 × 64 numbers of single precision, read from a file", () => {
  it(`have the singular values that numpy computes, within ${LIMIT_MB} MB`, async () => {
    const { rows, columns, s, seconds, megabytes } = await program();
    console.log(
      `tsqr of ${rows} × ${columns}: ${seconds.toFixed(1)} s, ${(rows / seconds / 1e6).toFixed(2)} million rows/s, at most ${megabytes.toFixed(0)} MB`,
    );
    expect([rows, columns]).toEqual([TALL.m, TALL.n]);
    expect(megabytes).toBeLessThan(LIMIT_MB);
    expect(worst(s, numpy.s)).toBeLessThan(RELATIVE);
    expect(worst(s, exact)).toBeLessThan(RELATIVE_MEASURED);
  });

  it.runIf(process.platform === "linux")("would not fit otherwise", async () => {
    const whole = `require("node:fs").readFileSync(${JSON.stringify(file)})`;
    await expect(held("-e", whole)).rejects.toThrow(/memory|allocation|ENOMEM/i);
  });
});

async function program(): Promise<Outcome> {
  const loader = path.join(ROOT, "scripts/lib/typescript.mjs");
  const main = path.join(ROOT, "test/streaming/tallProgram.ts");
  return JSON.parse(await held("--import", loader, main, file)) as Outcome;
}

/**
 * Runs Node with little memory and returns what it prints. On Linux, `ulimit -d` holds all that it can write to (not the
 * addresses that WebAssembly only reserves) below the limit; elsewhere, only JavaScript's own objects are.
 */
async function held(...args: string[]): Promise<string> {
  const all = ["--max-old-space-size=64", ...args];
  const command = `ulimit -d ${LIMIT_MB * 1024} && exec "$0" "$@"`;
  const linux = process.platform === "linux";
  const { stdout } = linux
    ? await run("/bin/sh", ["-c", command, process.execPath, ...all])
    : await run(process.execPath, all);
  return stdout;
}

function worst(s: ArrayLike<number>, reference: ArrayLike<number>): number {
  let error = s.length === reference.length ? 0 : NaN;
  for (let i = 0; i < s.length; ++i) error = Math.max(error, Math.abs(s[i] / reference[i] - 1));
  return error;
}
