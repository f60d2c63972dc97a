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
  "denoise.mjs": () => {
    const output = node("examples/denoise.mjs");
    expect(numberAfter("with noise", output)).toBeCloseTo(22.4, 0);
    expect(numberAfter("as a whole", output)).toBeGreaterThan(24);
    expect(numberAfter("by patches", output)).toBeGreaterThan(29);
  },
  "background.mjs": () => {
    const output = node("examples/background.mjs");
    expect(numberAfter("background", output)).toBeGreaterThan(35);
    expect(numberAfter("moving square found", output)).toBeGreaterThan(90);
  },
  "faces.mjs": () => {
    const output = node("examples/faces.mjs");
    expect(numberAfter("pairs ranked right", output)).toBeGreaterThan(90);
    expect(numberAfter("recognized in the dark", output)).toBe(100);
  },
  "speeches.mjs": () => {
    const output = node("examples/speeches.mjs");
    expect(output).toContain("6384 words × 233 speeches, 223861 entries\n");
    expect(numberAfter("  385.", output)).toBeCloseTo(416717, -1);
    // What parts the speeches of two centuries from each other.
    expect(output).toMatch(/^ {2}(spain|intercourse), .*\(18\d\d, 18\d\d, /m);
    expect(output).toMatch(/^ {2}(today|americans), .*\((19|20)\d\d, /m);
  },
  "weights.mjs": () => {
    const output = node("examples/weights.mjs");
    expect(output).toContain("30 layers, 5603936 weights\n");
    expect(output).toMatch(
      /^conv256_2\/conv2\/conv\/filters +256 × 2304 +0\.22 +3\.9 +175\.8 +192 /m,
    );
    expect(output).toContain("with 99 % of Σ σ² in each layer: 5180207 weights, 92.4 %\n");
    expect(numberAfter("50 % of the weights, shared among the layers: an error of", output)).toBe(
      24.8,
    );
  },
  "lora.mjs": () => {
    const output = node("examples/lora.mjs");
    expect(output).toContain("attention.query: rank 4, 0.22 % of the change left out\n");
    expect(output).toContain("262144 weights changed, 7168 numbers say how\n");
    expect(numberAfter("merged again:", output)).toBe(0.21);
  },
  "fit.mjs": () => {
    const output = node("examples/fit.mjs");
    // Certified by NIST: 1829.15146461355, with a standard error of 455.478499142212.
    expect(output).toMatch(/^year +1829\.1514646136 +455\.48$/m);
    expect(output).toContain("by 402 with λ = 0.00018");
    expect(output).toMatch(/^gcv +λ = 1\.9e-8 .* off by 2\.1 %$/m);
  },
  "pca.mjs": () => {
    const output = node("examples/pca.mjs");
    expect(output).toMatch(/^component 1: 92\.5 % of the variance = 0\.36 sepal length, /m);
    expect(output).toContain("  setosa     -2.64 ± 0.22\n");
    expect(numberAfter("most probable number of components:", output)).toBe(3);
    expect(numberAfter("  angle of its vector to the mean flower:", output)).toBe(1.9);
    expect(numberAfter("  angle to the first component:", output)).toBe(42.4);
  },
  "text.mjs": () => {
    const output = node("examples/text.mjs");
    expect(output).toContain("233 speeches, 12541 words, 60 topics\n");
    expect(numberAfter("the topics have", output)).toBe(43.1);
    expect(output).toMatch(/^ {2}\+ tonight, jobs, today, americans, /m);
    expect(output).toMatch(
      /^nuclear weapons of the Soviet Union:\n {2}0\.74 {2}1980 jimmy carter$/m,
    );
    expect(numberAfter("the nearest speech is by the same president for", output)).toBe(95.3);
    expect(numberAfter("by the same or from the same ten years for", output)).toBe(98.7);
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
