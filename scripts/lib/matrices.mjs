// Fetches matrices that others keep, for the tests. Uses nothing but Node itself.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./files.mjs";
import { isDebian } from "./system.mjs";

/** Debian's package with Matrix Market files of R's Matrix; where it is installed, and where it is unpacked otherwise. */
const PACKAGE = "r-cran-matrix";
const UNPACKED = path.join(ROOT, "node_modules/.cache/wasm-svd", PACKAGE);
const FOLDER = "usr/lib/R/library/Matrix/external";

/** Where the files are, or undefined. */
export function matrixFolder() {
  return [path.join("/", FOLDER), path.join(UNPACKED, FOLDER)].find((folder) => existsSync(folder));
}

/** Fetches the files, if Debian is there to ask. Without R, which the package would bring along. */
export function fetchMatrices() {
  const found = matrixFolder();
  if (found) {
    console.log(`setup       Matrix Market files are in ${found}`);
    return;
  }
  console.log(`setup       fetching Matrix Market files (apt-get download ${PACKAGE})`);
  mkdirSync(UNPACKED, { recursive: true });
  const run = (/** @type {string} */ program, /** @type {string[]} */ ...args) =>
    spawnSync(program, args, { cwd: UNPACKED, stdio: "ignore" }).status === 0;
  const downloaded = () => readdirSync(UNPACKED).find((name) => name.endsWith(".deb"));
  const done =
    isDebian() &&
    (run("apt-get", "download", PACKAGE) ||
      (run("apt-get", "update") && run("apt-get", "download", PACKAGE))) &&
    run("dpkg-deb", "-x", downloaded() ?? "", ".");
  if (!done) console.log(`setup       ${PACKAGE}: not fetched, the tests skip its files`);
}
