// Builds the site into build/site/: the explorer by Vite, on dist/, and below docs/ the guide and the reference.
import { mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { ROOT } from "./lib/files.mjs";
import { run, tryRun } from "./lib/run.mjs";
import { Stamp } from "./lib/stamp.mjs";

process.chdir(ROOT);
run("node", ["scripts/build.mjs"]);

const SITE = "build/site";
const stamp = new Stamp({
  file: "build/site.json",
  inputs: ["site", "src", "dist", "bench/report", "bench/results", "package-lock.json", "scripts"],
  outputs: [SITE],
});

if (stamp.valid) {
  console.log(`site        ${SITE}/ is up to date`);
} else {
  const start = performance.now();
  // Made beside build/site/ and then put in its place, so that nobody meets half a site.
  const folder = `build/site-${process.pid}`;
  mkdirSync(folder, { recursive: true });
  try {
    step("node_modules/vite/bin/vite.js", "build", "site", "--outDir", path.resolve(folder));
    step("--import", "./scripts/lib/typescript.mjs", "site/docs/build.ts", `${folder}/docs`);
    rmSync(SITE, { recursive: true, force: true });
    renameSync(folder, SITE);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  stamp.write();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`site        ${SITE}/ in ${seconds} s`);
}

/** @param {string[]} args - Of Node. */
function step(...args) {
  if (tryRun("node", args) !== 0) throw new Error(`site: ${args.join(" ")} failed, see above`);
}
