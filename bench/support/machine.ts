import { execFileSync } from "node:child_process";
import { cpus, loadavg, totalmem } from "node:os";

/** What a number depends on and does not say itself. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly gigabytes: number;
  readonly platform: string;
  /** The one core that everything ran on, or null if the system cannot say. */
  readonly pinned: string | null;
  /** Processes that wanted the machine in the minute before. */
  readonly load: number;
}

export function machine(): Machine {
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    gigabytes: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    pinned: process.env["BENCH_CORE"] ?? null,
    load: loadavg()[0],
  };
}

/** The commit that was measured, with a mark if what is measured differs from it. */
export function commit(folder: string): string {
  const git = (...args: string[]): string =>
    execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: "pipe" }).trim();
  try {
    return (
      git("rev-parse", "--short", "HEAD") +
      (git("status", "--porcelain", "--", "assembly", "src") ? " with changes" : "")
    );
  } catch {
    return "unknown";
  }
}
