// Builds the package into dist/: bundles for import and for require, with declarations for both.
// What is built follows from package.json: each ./dist/X.js in "exports" and "bin" comes from src/X.ts; but for
// dist/worker.js, which is one script by itself.
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import process from "node:process";
import { rolldown } from "rolldown";
import { filesBelow, ROOT } from "./lib/files.mjs";
import { run, tryRun } from "./lib/run.mjs";
import { Stamp } from "./lib/stamp.mjs";

process.chdir(ROOT);
run("node", ["scripts/build-wasm.mjs"]);
run("node", ["scripts/build-worker.mjs"]);

const stamp = new Stamp({
  file: "build/dist.json",
  inputs: [
    "src",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "tsconfig.build.json",
    "scripts",
  ],
  outputs: ["dist"],
});

if (stamp.valid) {
  console.log("build       dist/ is up to date");
} else {
  const start = performance.now();
  // Made beside dist/ and then put in its place, so that nobody meets half a package.
  const folder = `build/dist-${process.pid}`;
  mkdirSync(folder, { recursive: true });
  try {
    const { exports, bin } = JSON.parse(readFileSync("package.json", "utf8"));
    const entries = { library: sourcesOf(exports), programs: sourcesOf(bin) };
    await bundle({ ...entries.library, ...entries.programs }, folder, "esm");
    await bundle(entries.library, folder, "cjs");
    for (const name of Object.keys(entries.programs)) chmodSync(`${folder}/${name}.js`, 0o755);
    copyFileSync("build/worker.js", `${folder}/worker.js`);
    declare(folder);
    replace("dist", folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  stamp.write();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`build       dist/ in ${seconds} s`);
}

/**
 * Finds all ./dist/X.js in a part of package.json, as { X: "src/X.ts" }.
 *
 * @param {unknown} part
 * @returns {Record<string, string>}
 */
function sourcesOf(part) {
  const names = JSON.stringify(part ?? {}).matchAll(/"(?:\.\/)?dist\/([^"]+)\.js"/g);
  return Object.fromEntries(
    [...names].filter(([, name]) => name !== "worker").map(([, name]) => [name, `src/${name}.ts`]),
  );
}

/**
 * @param {Record<string, string>} input
 * @param {string} dir
 * @param {"esm" | "cjs"} format
 */
async function bundle(input, dir, format) {
  const extension = format === "esm" ? "js" : "cjs";
  const build = await rolldown({
    input,
    platform: "neutral",
    // Bare names stay imports: Node's own, and the optional peers of the image parts.
    external: (id) => !id.startsWith(".") && !path.isAbsolute(id),
  });
  await build.write({
    dir,
    format,
    entryFileNames: `[name].${extension}`,
    chunkFileNames: `shared/[name].${extension}`,
  });
  await build.close();
}

/**
 * Writes a .d.ts and a .d.cts for each source: for TypeScript they are different modules.
 *
 * @param {string} folder
 */
function declare(folder) {
  const tsc = "node_modules/typescript/bin/tsc";
  const status = tryRun("node", [tsc, "-p", "tsconfig.build.json", "--outDir", folder]);
  if (status !== 0) throw new Error("build: the sources do not pass the type checker, see above");
  for (const file of filesBelow(folder).filter((name) => name.endsWith(".d.ts"))) {
    const text = readFileSync(file, "utf8");
    writeFileSync(file, retarget(text, "js"));
    writeFileSync(file.replace(/\.d\.ts$/, ".d.cts"), retarget(text, "cjs"));
  }
}

/**
 * Lets the relative imports of a declaration file end in another extension.
 *
 * @param {string} text
 * @param {string} extension
 */
function retarget(text, extension) {
  return text.replace(/((?:from|import)\s*\(?\s*")(\.\.?\/[^"]+)\.[jt]s"/g, `$1$2.${extension}"`);
}

/**
 * @param {string} place
 * @param {string} folder
 */
function replace(place, folder) {
  rmSync(place, { recursive: true, force: true });
  renameSync(folder, place);
}
