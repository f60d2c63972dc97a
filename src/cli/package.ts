import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { JobError } from "./errors.ts";

/**
 * The folder of this package: the nearest one above this file with a
 * package.json. How far that is differs between the sources and the build.
 */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new JobError("package.json is missing; install wasm-svd again");
    folder = parent;
  }
  return folder;
}

export function version(): string {
  const text = readFileSync(join(packageFolder(), "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
