import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { run } from "./run.ts";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

const IMAGE_COMMANDS =
  "image compress, image denoise, image layers, image compare, image background";
const COMMANDS = `svd, svds, pca, lsa, recommend, ${IMAGE_COMMANDS}, faces fit, faces identify, weights, weights factorize, weights lora, weights merge, fit`;

describe("asked for help", () => {
  it.each([[], ["--help"], ["-h"], ["help"]].map((argv) => [argv]))(
    "%j lists the commands",
    async (argv) => {
      const { status, stdout, stderr } = await run(argv);
      expect(status).toBe(0);
      expect(stderr).toBe("");
      expect(stdout).toMatch(/^Usage: wasm-svd COMMAND/);
      expect(stdout).toMatch(/^ {2}svd FILE +decompose/m);
      expect(stdout).toMatch(/^ {2}image compress \[PHOTO\] +compress/m);
    },
  );

  it.each([["image"], ["image", "--help"], ["help", "image"]].map((argv) => [argv]))(
    "%j lists a group",
    async (argv) => {
      const { status, stdout } = await run(argv);
      expect(status).toBe(0);
      expect(stdout).toMatch(/^ {2}image compress/m);
      expect(stdout).not.toMatch(/^ {2}svd/m);
    },
  );

  const commands = [
    {
      name: "svd",
      options: ["-o, --output DIR", "--full", "--values-only", "--delimiter C", "--header"],
    },
    {
      name: "image compress",
      options: ["-k, --rank K,…", "--energy E,…", "--psnr DB,…", "-g, --grey", "-o, --output DIR"],
    },
  ];
  it.each(commands)("$name tells its options and gives examples", async ({ name, options }) => {
    const words = name.split(" ");
    const { status, stdout } = await run([...words, "--help"]);
    expect(status).toBe(0);
    for (const option of [...options, "-h, --help"]) expect(stdout).toContain(option);
    expect(stdout).toContain(`Usage: wasm-svd ${name}`);
    expect(stdout).toMatch(/\nExamples:\n {2}wasm-svd/);
    // Help wins over whatever else is wrong.
    for (const argv of [
      ["help", ...words],
      [...words, "-h"],
      [...words, "a", "b", "--help"],
    ]) {
      expect((await run(argv)).stdout).toBe(stdout);
    }
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  });
});

it.each(["--version", "-V"])("%s prints the version", async (option) => {
  expect(await run([option])).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
});

describe("wrong arguments end with status 2 and say in one line what to do", () => {
  it.each<[argv: string[], message: string]>([
    [["svg"], `unknown command 'svg', expected one of: ${COMMANDS}`],
    [["image", "compres"], `unknown command 'image compres', expected one of: ${IMAGE_COMMANDS}`],
    [["--verbose"], "unknown option --verbose; 'wasm-svd --help' lists them"],
    [["help", "nothing"], `unknown command 'nothing', expected one of: ${COMMANDS}`],
    [["svd"], "expected a FILE: wasm-svd svd FILE [options]"],
    [["svd", "a.npy", "b.npy"], "expected one FILE, got 2: a.npy b.npy"],
    [["svd", "a.npy", "--fast"], "unknown option --fast; 'wasm-svd svd --help' lists them"],
    [["svd", "a.npy", "-x"], "unknown option -x; 'wasm-svd svd --help' lists them"],
    [["svd", "a.npy", "-o"], "-o needs a value: -o DIR"],
    [["svd", "a.npy", "-o", "--full"], "-o needs a value: -o DIR"],
    [["svd", "a.npy", "--output="], "--output needs a value: --output DIR"],
    [["svd", "a.npy", "--full=yes"], "--full takes no value, got yes"],
    [
      ["svd", "a.npy", "--full", "--values-only"],
      "--full and --values-only exclude each other: choose one",
    ],
    [["svd", "missing.npy"], "cannot read missing.npy: there is no such file"],
    [["svd", "test.npy/x.npy"], "cannot read test.npy/x.npy: there is no such file"],
    [
      ["svd", "package.json"],
      "cannot read package.json: expected a file that ends in .npy, .csv, .mtx or .npz",
    ],
    [["image", "compress", "missing.png"], "cannot read missing.png: there is no such file"],
    [["image", "compress", "src"], "cannot read src: it is a folder"],
    [["image", "compress", "a", "b"], "expected one [PHOTO], got 2: a b"],
    [
      ["image", "compress", "package.json"],
      "cannot read package.json: expected a PNG or JPEG picture, got something else",
    ],
    [
      ["image", "compress", "--sepia"],
      "unknown option --sepia; 'wasm-svd image compress --help' lists them",
    ],
    [
      ["image", "compress", "-k", "five"],
      "-k five: expected numbers with commas between, got 'five'",
    ],
    [
      ["image", "compress", "-k", "5,,10"],
      "-k 5,,10: expected numbers with commas between, got ''",
    ],
    [
      ["image", "compress", "-k", "0"],
      "-k 0: expected whole numbers from 1 to 512, as the picture has 512 × 512 pixels",
    ],
    [
      ["image", "compress", "-k", "5,513"],
      "-k 513: expected whole numbers from 1 to 512, as the picture has 512 × 512 pixels",
    ],
    [
      ["image", "compress", "-k", "-5"],
      "-k -5: expected whole numbers from 1 to 512, as the picture has 512 × 512 pixels",
    ],
    [
      ["image", "compress", "-k", "2.5"],
      "-k 2.5: expected whole numbers from 1 to 512, as the picture has 512 × 512 pixels",
    ],
    [
      ["image", "compress", "--energy", "95"],
      "--energy 95: expected a part above 0 and up to 1, such as 0.95",
    ],
    [
      ["image", "compress", "--energy", "0"],
      "--energy 0: expected a part above 0 and up to 1, such as 0.95",
    ],
    [
      ["image", "compress", "--energy", "95%"],
      "--energy 95%: expected numbers with commas between, got '95%'",
    ],
    [
      ["image", "compress", "--psnr", "high"],
      "--psnr high: expected numbers with commas between, got 'high'",
    ],
    [["image", "compress", "--psnr", "-k", "5"], "--psnr needs a value: --psnr DB,…"],
  ])("%j", async (argv, message) => {
    expect(await run(argv)).toEqual({ status: 2, stdout: "", stderr: `wasm-svd: ${message}\n` });
  });
});
