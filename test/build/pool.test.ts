// What a pool is to a Node process: its memory, and its end.
import { execFileSync } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../../scripts/lib/files.mjs";

function run(code: string, ...flags: string[]): string {
  const program = `import { createPool, Matrix } from "./dist/index.js"; ${code}`;
  return execFileSync(process.execPath, [...flags, "--input-type=module", "-e", program], {
    cwd: ROOT,
    encoding: "utf8",
    timeout: 100_000,
  });
}

beforeAll(() => {
  execFileSync(process.execPath, ["scripts/build.mjs"], { cwd: ROOT, stdio: "pipe" });
});

describe("a process", () => {
  it("ends while a pool has nothing to do", () => {
    const code = `const pool = createPool(); console.log(await pool.rank([[1, 2], [2, 4]]));`;
    expect(run(code)).toBe("1\n");
  });

  it("does not end while a job runs that somebody waits for", () => {
    const code = `const pool = createPool();
      const a = new Matrix(300, 300, new Float64Array(90_000).fill(1));
      pool.svd(a).then(({ s }) => console.log(Math.round(s[0])));`;
    expect(run(code)).toBe("300\n");
  });

  it("has its memory back when 200 jobs are done", () => {
    const code = `
      const settle = async () => {
        for (let i = 0; i < 5; ++i) {
          await new Promise((resolve) => setTimeout(resolve, 100));
          globalThis.gc();
        }
        return process.memoryUsage.rss() / 2 ** 20;
      };
      const job = (pool, n) => pool.svd(new Matrix(n, n, new Float64Array(n * n).fill(1)));
      const once = async () => {
        const pool = createPool({ threads: 2, idleTimeout: 50 });
        const jobs = Array.from({ length: 200 }, (_, i) => job(pool, i % 50 === 7 ? 700 : 20));
        for (const { s } of await Promise.all(jobs)) if (!(s[0] > 0)) throw new Error("wrong");
        return pool;
      };
      await (await once()).close();
      const before = await settle();
      const pool = await once();
      const after = await settle();
      console.log(JSON.stringify({ before, after, pool: typeof pool }));`;
    const { before, after } = JSON.parse(run(code, "--expose-gc")) as Record<string, number>;
    // Two workers that hold what 700 × 700 takes would be 60 MB more.
    expect(after - before).toBeLessThan(40);
  });
});
