import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Build, Options } from "../options.ts";
import { runtime, script } from "./nodes.ts";

/** What a script of this folder measured with one build on one Node. */
export interface Run<T> {
  readonly node: string;
  readonly build: Build;
  readonly measured: T;
}

/**
 * Runs a script once for each of our builds. It is told the build and
 * "quick" or "normal", then what `args` says, and prints its measurements as JSON.
 */
export function runEach<T>(options: Options, file: URL, ...args: string[]): Run<T>[] {
  return options.ours.map(({ build, node }) => {
    const on = runtime(node);
    const effort = options.quick ? "quick" : "normal";
    const [program, ...rest] = script(on, build, fileURLToPath(file), build, effort, ...args);
    const child = spawnSync(program, rest, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
      maxBuffer: 2 ** 26,
    });
    if (child.status !== 0)
      throw new Error(`${file.pathname} ended with ${child.status ?? child.signal}`);
    return { node: on.version, build, measured: JSON.parse(child.stdout) as T };
  });
}
