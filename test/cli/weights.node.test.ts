import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { analyzeWeights } from "../../src/applications/weights/analyzeWeights.ts";
import { factorizeLinear } from "../../src/applications/weights/factorizeLinear.ts";
import { openSafetensors } from "../../src/io/safetensors/open.ts";
import { writeSafetensors } from "../../src/io/safetensors/write.ts";
import { Matrix } from "../../src/matrix.ts";
import { multiply } from "../../src/multiply.ts";
import { random } from "../support/random.ts";
import { temporaryFolder } from "./folder.ts";
import { run } from "./run.ts";

const home = process.cwd();

beforeEach(() => process.chdir(temporaryFolder()));
afterEach(() => process.chdir(home));

function noise(shape: readonly number[], seed: number, scale = 1) {
  const { normal } = random(seed);
  const count = shape.reduce((product, n) => product * n, 1);
  return { shape, data: Float32Array.from({ length: count }, () => scale * normal()) };
}

const network = {
  "fc.weight": noise([20, 30], 1),
  "fc.bias": noise([20], 2),
  "conv.weight": noise([16, 8, 3, 3], 3),
  "tiny.weight": noise([2, 2], 4),
  count: { shape: [1], data: Float64Array.of(7) },
};

function writeNetwork(path: string, tensors: Parameters<typeof writeSafetensors>[0] = network) {
  writeFileSync(path, writeSafetensors(tensors, { metadata: { format: "pt" } }));
}

describe("wasm-svd weights", () => {
  it("prints a table of matrices and kernels", async () => {
    writeNetwork("a.safetensors");
    const { status, stdout, stderr } = await run(["weights", "a.safetensors"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^tensor +shape +weights +σ₁ +σ₁\/σₙ +rank +stable +effective +90 %/m);
    const { stableRank, energyRanks, noise } = analyzeWeights(network["conv.weight"]);
    const cells = [stableRank.toFixed(1), "\\d+\\.\\d", energyRanks[0].rank, energyRanks[2].rank];
    const line = `^conv\\.weight +16 × 8 × 3 × 3 +1,152 .* 16 +${cells.join(" +")} +${noise.above} `;
    expect(stdout).toMatch(new RegExp(line, "m"));
    expect(stdout).not.toContain("fc.bias");
    expect(stdout).toContain("\n3 tensors, 1,756 weights\n");
  });

  it("chooses by name, prints JSON, and draws", async () => {
    writeNetwork("a.safetensors");
    const argv = ["weights", "a.safetensors", "--only", "^fc", "--json", "--plot", "out/a.svg"];
    const { stdout } = await run(argv);
    const [found, ...others] = JSON.parse(stdout) as Record<string, unknown>[];
    expect(others).toEqual([]);
    expect(found).toMatchObject({ name: "fc.weight", rows: 20, columns: 30, shape: [20, 30] });
    expect(found.singularValues).toHaveLength(20);
    const svg = readFileSync("out/a.svg", "utf8");
    expect(svg).toContain("Marchenko–Pastur");
    expect(svg).toContain("fc.weight");
    await run(["weights", "a.safetensors", "--plot", "all.svg"]);
    // What tells the names apart: fc, conv, tiny.
    expect(readFileSync("all.svg", "utf8")).toMatch(/>fc<.*>conv<.*>tiny</s);
  });

  it("knows the layout of TensorFlow", async () => {
    writeNetwork("a.safetensors", { kernel: noise([3, 3, 8, 16], 5) });
    const { stdout } = await run(["weights", "a.safetensors", "--layout", "out-last", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject([{ rows: 16, columns: 72 }]);
  });

  it("says in one line what is wrong", async () => {
    writeNetwork("a.safetensors");
    writeNetwork("nan.safetensors", { w: { shape: [1, 2], data: Float32Array.of(1, NaN) } });
    writeFileSync("text.safetensors", "no tensors in here");
    const cases: [string[], RegExp][] = [
      [["weights", "none.safetensors"], /cannot read none\.safetensors: there is no such file/],
      [
        ["weights", "text.safetensors"],
        /cannot read text\.safetensors: safetensors: expected a header/,
      ],
      [["weights", "a.safetensors", "--only", "x"], /expected a matrix .* matches x, got none/],
      [["weights", "a.safetensors", "--only", "("], /--only \(: expected a regular expression/],
      [["weights", "a.safetensors", "--layout", "x"], /--layout x: expected out-first or out-last/],
      [
        ["weights", "nan.safetensors"],
        /nan\.safetensors: w: analyzeWeights: expected finite numbers/,
      ],
    ];
    for (const [argv, message] of cases) {
      const { status, stderr } = await run(argv);
      expect(stderr).toMatch(message);
      expect({ status, lines: stderr.split("\n").length }).toEqual({ status: 2, lines: 2 });
    }
  });

  it("is told from the commands whose names start with it", async () => {
    expect((await run(["weights", "--help"])).stdout).toMatch(/^Usage: wasm-svd weights FILE/);
    expect((await run(["help", "weights", "merge"])).stdout).toMatch(
      /^Usage: wasm-svd weights merge/,
    );
  });
});

describe("wasm-svd weights factorize", () => {
  it("writes thin factors, whose product is near, and everything else as it was", async () => {
    writeNetwork("a.safetensors");
    const argv = [
      "weights",
      "factorize",
      "a.safetensors",
      "--rank",
      "4",
      "-o",
      "out/b.safetensors",
    ];
    const { status, stdout, stderr } = await run(argv);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(readdirSync("out")).toEqual(["b.safetensors"]);
    const file = await openSafetensors("out/b.safetensors");
    expect(file.names.sort()).toEqual(
      ["conv.0.weight", "conv.1.weight", "count", "fc.0.weight", "fc.1.bias"].concat([
        "fc.1.weight",
        "tiny.weight",
      ]),
    );
    expect(file.metadata).toEqual({ format: "pt" });
    expect(file.info("conv.0.weight").shape).toEqual([4, 8, 3, 3]);
    expect(file.info("conv.1.weight").shape).toEqual([16, 4, 1, 1]);
    expect(await file.tensor("fc.1.bias")).toEqual(network["fc.bias"]);
    const { first, second, relativeError } = factorizeLinear(network["fc.weight"], { rank: 4 });
    expect(await file.matrix("fc.0.weight")).toEqual(first);
    expect(await file.matrix("fc.1.weight")).toEqual(second);
    const percent = (100 * relativeError).toFixed(1);
    expect(stdout).toMatch(new RegExp(`^fc\\.weight +4 +600 +200 +${percent} %$`, "m"));
    expect(stdout).toMatch(/^tiny\.weight +as it is +4 +4 +0 %$/m);
    expect(stdout).toContain("1,756 weights before, 556 after: 31.7 %\n");
  });

  it("computes the same convolution in the layout of TensorFlow", async () => {
    const kernel = noise([3, 3, 4, 10], 6);
    writeNetwork("a.safetensors", { k: kernel });
    const options = ["--layout", "out-last", "--energy", "0.6", "-o", "b.safetensors", "--json"];
    const { stdout } = await run(["weights", "factorize", "a.safetensors", ...options]);
    const [{ rank, relativeError }] = JSON.parse(stdout) as {
      rank: number;
      relativeError: number;
    }[];
    const file = await openSafetensors("b.safetensors");
    expect(file.info("k.0").shape).toEqual([3, 3, 4, rank]);
    expect(file.info("k.1").shape).toEqual([1, 1, rank, 10]);
    const [a, b] = [(await file.tensor("k.0")).data, (await file.tensor("k.1")).data];
    const product = multiply(new Matrix(36, rank, a), new Matrix(rank, 10, b)).data;
    const difference = Math.hypot(...product.map((x, i) => x - kernel.data[i]));
    expect(difference / Math.hypot(...kernel.data)).toBeCloseTo(relativeError, 5);
    expect(relativeError ** 2).toBeLessThan(0.4);
  });

  it("shares a budget, and says what is wrong", async () => {
    writeNetwork("a.safetensors");
    const command = ["weights", "factorize", "a.safetensors"];
    const { stdout } = await run([...command, "--budget", "0.4", "-o", "b.safetensors", "--json"]);
    const outcomes = JSON.parse(stdout) as { parametersAfter: number }[];
    const after = outcomes.reduce((sum, { parametersAfter }) => sum + parametersAfter, 0);
    expect(after).toBeLessThanOrEqual(0.4 * 1756);
    expect(after).toBeGreaterThan(0.35 * 1756);
    const cases: [string[], RegExp][] = [
      [["-o", "c"], /expected one of --rank, --energy and --budget/],
      [["--rank", "2", "--energy", "1", "-o", "c"], /expected one of/],
      [["--rank", "2"], /expected -o FILE: where to write/],
      [["--energy", "2", "-o", "c"], /--energy 2: expected a part above 0 and up to 1/],
      [["--budget", "3", "-o", "c"], /rank 1 in each layer takes \d+ weights, the budget is 3/],
    ];
    for (const [argv, message] of cases) {
      const { status, stderr } = await run([...command, ...argv]);
      expect(stderr).toMatch(message);
      expect(status).toBe(2);
    }
    expect(existsSync("c")).toBe(false);
  });
});

describe("wasm-svd weights lora and merge", () => {
  const update = multiply(
    new Matrix(20, 2, noise([20, 2], 7).data),
    new Matrix(2, 30, noise([2, 30], 8, 0.1).data),
  );
  const tuned = {
    ...network,
    "fc.weight": {
      shape: [20, 30],
      data: network["fc.weight"].data.map((x, i) => x + update.data[i]),
    },
  };

  it("lead from one network to the other", async () => {
    writeNetwork("base.safetensors");
    writeNetwork("tuned.safetensors", tuned);
    const lora = ["weights", "lora", "base.safetensors", "--tuned", "tuned.safetensors"];
    const { status, stdout } = await run([...lora, "--rank", "2", "--alpha", "8", "-o", "adapter"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^fc +2 +600 +100 +[\d.e-]+ %$/m);
    expect(stdout).toContain("the same in both: 1 matrices\n");
    expect(readdirSync("adapter").sort()).toEqual([
      "adapter_config.json",
      "adapter_model.safetensors",
    ]);
    const config: unknown = JSON.parse(readFileSync("adapter/adapter_config.json", "utf8"));
    expect(config).toMatchObject({
      peft_type: "LORA",
      r: 2,
      lora_alpha: 8,
      target_modules: ["fc"],
    });
    const file = await openSafetensors("adapter/adapter_model.safetensors");
    expect(file.info("base_model.model.fc.lora_A.weight").shape).toEqual([2, 30]);
    expect(file.info("base_model.model.fc.lora_B.weight").shape).toEqual([20, 2]);

    const merge = [
      "weights",
      "merge",
      "base.safetensors",
      "--lora",
      "adapter",
      "-o",
      "m.safetensors",
    ];
    expect((await run(merge)).stdout).toBe("1 of 5 tensors changed\nwritten to m.safetensors\n");
    const again = (await run([...merge, "--json"])).stdout;
    expect(JSON.parse(again)).toEqual({ tensors: 5, changed: 1, written: "m.safetensors" });
    const merged = await openSafetensors("m.safetensors");
    const { data } = await merged.tensor("fc.weight");
    const off = Math.max(...data.map((x, i) => Math.abs(x - tuned["fc.weight"].data[i])));
    expect(off).toBeLessThan(1e-5);
    expect(await merged.tensor("conv.weight")).toEqual(network["conv.weight"]);
  });

  it("say what is wrong", async () => {
    writeNetwork("base.safetensors");
    writeNetwork("other.safetensors", { w: noise([2, 2], 1) });
    mkdirSync("adapter");
    writeFileSync("adapter/adapter_config.json", "{");
    const lora = ["weights", "lora", "base.safetensors"];
    const rank = ["--rank", "1", "-o", "x"];
    const cases: [string[], RegExp][] = [
      [[...lora, ...rank], /expected --tuned FILE/],
      [[...lora, "--tuned", "base.safetensors", ...rank], /a matrix that differs .*, got none/],
      [
        [...lora, "--tuned", "other.safetensors", ...rank],
        /other\.safetensors: extractLora: tuned has no tensor "count"/,
      ],
      [[...lora, "--tuned", "base.safetensors", "-o", "x"], /expected one of --rank and --energy/],
      [
        [...lora, "--tuned", "base.safetensors", ...rank, "--alpha", "0"],
        /--alpha 0: expected a number/,
      ],
      [["weights", "merge", "base.safetensors", "-o", "x"], /expected --lora DIR/],
      [
        ["weights", "merge", "base.safetensors", "--lora", "adapter", "-o", "x"],
        /cannot read adapter.adapter_config\.json: expected JSON/,
      ],
    ];
    for (const [argv, message] of cases) {
      const { status, stderr } = await run(argv);
      expect(stderr).toMatch(message);
      expect(status).toBe(2);
    }
    expect(existsSync("x")).toBe(false);
  });
});
