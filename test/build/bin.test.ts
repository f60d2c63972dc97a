// The program of the package as a process: what a shell sees of it.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { writeNpy } from "../../src/io/npy.ts";
import { Matrix } from "../../src/matrix.ts";
import { random } from "../support/random.ts";
import { temporaryFolder } from "../cli/folder.ts";

const HOOK = pathToFileURL(join(process.cwd(), "scripts/lib/typescript.mjs")).href;
const BIN = join(process.cwd(), "dist/cli/bin.js");

beforeAll(() => void execFileSync(process.execPath, ["scripts/build.mjs"], { stdio: "pipe" }));

function start(args: readonly string[], cwd: string): ChildProcess {
  return spawn(process.execPath, args, { cwd });
}

async function finish(child: ChildProcess) {
  const texts = ["", ""];
  child.stdout?.on("data", (data) => (texts[0] += String(data)));
  child.stderr?.on("data", (data) => (texts[1] += String(data)));
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  return { code, signal, stdout: texts[0], stderr: texts[1] };
}

function runPython(python: string, script: string, cwd: string): void {
  execFileSync(python, ["-c", `import numpy as np\n${script}`], { cwd, stdio: "pipe" });
}

function hasNumpy(python: string): boolean {
  try {
    runPython(python, "", ".");
    return true;
  } catch {
    return false;
  }
}

describe("the program", () => {
  it("decomposes a file, with status 0", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "a.csv"), "3,0\n4,5\n");
    const { code, stdout, stderr } = await finish(start([BIN, "svd", "a.csv"], cwd));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("rank       2 of 2");
    expect(existsSync(join(cwd, "a-svd", "Vt.npy"))).toBe(true);
  });

  it("ends with status 2 for a wrong argument", async () => {
    const { code, stdout, stderr } = await finish(start([BIN, "svd", "--fast"], temporaryFolder()));
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toBe("wasm-svd: unknown option --fast; 'wasm-svd svd --help' lists them\n");
  });

  it("writes what numpy reads, and reads what numpy writes", async ({ skip }) => {
    const python = ["/usr/bin/python3", "python3"].find(hasNumpy);
    if (!python) skip("no python3 with numpy is installed");
    const numpy = (script: string, cwd: string) => runPython(python!, script, cwd);
    const cwd = temporaryFolder();
    numpy(
      "np.save('a.npy', np.asfortranarray(np.random.default_rng(1).normal(size=(20, 12))))",
      cwd,
    );
    expect((await finish(start([BIN, "svd", "a.npy", "-o", "."], cwd))).code).toBe(0);
    numpy(
      "a, U, s, Vt = (np.load(f'{x}.npy') for x in ['a', 'U', 's', 'Vt'])\n" +
        "assert np.abs(U @ np.diag(s) @ Vt - a).max() < 1e-13\n" +
        "assert np.abs(s - np.linalg.svd(a, compute_uv=False)).max() < 1e-13",
      cwd,
    );
  });

  it("goes quietly when nobody reads on", async () => {
    const child = start([BIN, "--help"], temporaryFolder());
    child.stdout?.destroy();
    const { code, stderr } = await finish(child);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });
});

// Windows knows no signals that a program could catch.
describe.skipIf(process.platform === "win32")("stopped while it writes", () => {
  // Enough to be caught in the middle: a disk takes some tenths of a second for it.
  const WRITE_MUCH = `
    import { writeOutputs } from ${JSON.stringify(pathToFileURL(join(process.cwd(), "src/cli/files.ts")).href)};
    const content = new Uint8Array(1 << 24);
    const files = Array.from({ length: 30 }, (_, i) => ({ name: \`\${i}.npy\`, content }));
    await writeOutputs("out", files);
  `;

  it.each(["SIGINT", "SIGTERM"] as const)(
    "by %s, it leaves nothing half-written and ends as the shell expects",
    async (name) => {
      const cwd = temporaryFolder();
      writeFileSync(join(cwd, "write.ts"), WRITE_MUCH);
      writeFileSync(join(cwd, "package.json"), '{ "type": "module" }');
      const child = start(["--import", HOOK, "write.ts"], cwd);
      const finished = finish(child);
      const out = join(cwd, "out");
      while (!existsSync(out) || readdirSync(out).length === 0) {
        if (child.exitCode !== null) throw new Error((await finished).stderr);
        await setTimeout(1);
      }
      child.kill(name);
      const { code, signal, stderr } = await finished;
      expect({ code, signal, stderr }).toEqual({ code: null, signal: name, stderr: "" });
      expect(readdirSync(out)).toEqual([]);
    },
  );

  it("leaves nothing of a U that it was writing by blocks", async () => {
    const cwd = temporaryFolder();
    const rows = 400_000;
    writeFileSync(join(cwd, "a.npy"), writeNpy(new Matrix(rows, 16, noise(rows * 16))));
    const child = start([BIN, "svds", "a.npy", "--memory", "1M"], cwd);
    const finished = finish(child);
    const out = join(cwd, "a-svds");
    while (!existsSync(out) || readdirSync(out).length === 0) {
      if (child.exitCode !== null) throw new Error((await finished).stderr);
      await setTimeout(1);
    }
    child.kill("SIGINT");
    const { code, signal } = await finished;
    expect({ code, signal }).toEqual({ code: null, signal: "SIGINT" });
    expect(readdirSync(out)).toEqual([]);
  });
});

function noise(length: number): Float64Array {
  const { normal } = random(length);
  return new Float64Array(length).map(normal);
}
