// Runs each program in examples/ on the built package, as examples/README.md says to.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { beforeAll, expect, it } from "vitest";
import { ROOT } from "../../scripts/lib/files.mjs";

const EXAMPLES = path.join(ROOT, "examples");

beforeAll(() => void node("scripts/build.mjs"));

function node(...args: string[]): string {
  return execFileSync(process.execPath, args, { cwd: ROOT, encoding: "utf8", stdio: "pipe" });
}

/** The first number in the line that starts with `label`. */
function numberAfter(label: string, text: string): number {
  const line = text.split("\n").find((candidate) => candidate.startsWith(label)) ?? "";
  return Number(/-?\d+(\.\d+)?/.exec(line.slice(label.length))?.[0]);
}

/** What each program must have said. */
const CHECKS: Record<string, () => void> = {
  "svd.mjs": () => {
    const output = node("examples/svd.mjs");
    expect(numberAfter("singular values", output)).toBe(13.38);
    expect(numberAfter("kept by two of them", output)).toBe(98.6);
    expect(output).toContain("y = 1.99 x + 1.04\n");
  },
  "speeches.mjs": () => {
    const output = node("examples/speeches.mjs");
    expect(output).toContain("6384 words × 233 speeches, 223861 entries\n");
    expect(numberAfter("  385.", output)).toBeCloseTo(416717, -1);
    // What parts the speeches of two centuries from each other.
    expect(output).toMatch(/^ {2}(spain|intercourse), .*\(18\d\d, 18\d\d, /m);
    expect(output).toMatch(/^ {2}(today|americans), .*\((19|20)\d\d, /m);
  },
  "recommend.mjs": () => {
    const output = node("examples/recommend.mjs");
    const [als, biases, mean] = ["  als", "  biases", "  mean"].map((name) =>
      numberAfter(name, output),
    );
    expect(als).toBeLessThan(0.6 * biases);
    expect(biases).toBeLessThan(mean);
    const [, hers, alike] = output.split(/\nNobody knows her|\nMost like/);
    expect(hers.match(/\(space\)/g)).toHaveLength(4);
    expect(alike.match(/\(family\)/g)).toHaveLength(5);
  },
  "compress-image.mjs": () => {
    const folder = mkdtempSync(path.join(tmpdir(), "wasm-svd-example-"));
    try {
      const output = node("examples/compress-image.mjs", folder);
      expect(output).toContain("rank  50:  5.1 times smaller, 99.4 % of the energy, 27.4 dB\n");
      expect(numberAfter("35 dB, hard to tell from the original, takes rank", output)).toBe(125);
      expect(readdirSync(folder).length).toBe(4);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

const programs = readdirSync(EXAMPLES).filter((name) => name.endsWith(".mjs"));

it.each(programs)("examples/%s", (name) => {
  expect(CHECKS, `${name} has no check here`).toHaveProperty([name]);
  CHECKS[name]();
});

it("examples/README.md names each of them", () => {
  const readme = readFileSync(path.join(EXAMPLES, "README.md"), "utf8");
  for (const name of Object.keys(CHECKS)) expect(readme).toContain(`node examples/${name}`);
  expect(programs.sort()).toEqual(Object.keys(CHECKS).sort());
});
