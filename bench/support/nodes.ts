import { execFileSync } from "node:child_process";
import type { Build } from "../options.ts";

/** A Node that TypeScript can be run with. */
export interface Runtime {
  readonly program: string;
  readonly version: string;
}

export function runtime(program: string): Runtime {
  const version = execFileSync(program, ["--version"], { encoding: "utf8" }).trim();
  return { program, version };
}

/** The command that runs a script of this folder on a Node, with the features that a build needs. */
export function script(
  { program, version }: Runtime,
  build: Build,
  file: string,
  ...args: string[]
): [program: string, ...args: string[]] {
  const flags = [
    "--no-warnings",
    "--import",
    new URL("../../scripts/lib/typescript.mjs", import.meta.url).href,
  ];
  // Since Node 22 relaxed SIMD needs no flag, and newer ones do not know it.
  if (build === "relaxed" && Number(version.slice(1, 3)) < 22)
    flags.push("--experimental-wasm-relaxed-simd");
  return [program, ...flags, file, ...args];
}
