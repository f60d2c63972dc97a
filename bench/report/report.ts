import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { thinPlot } from "./plot.ts";
import { withSpeed } from "./readme.ts";
import { FOLDER, newestResults } from "./results.ts";

export const README = fileURLToPath(new URL("../../README.md", import.meta.url));
export const PLOT = `${FOLDER}thin.svg`;

/** Writes what is made of the newest results, and returns the name of their file. */
export function writeReport(): string {
  const results = newestResults();
  writeFileSync(README, withSpeed(readFileSync(README, "utf8"), results));
  writeFileSync(PLOT, thinPlot(results));
  return results.file;
}
