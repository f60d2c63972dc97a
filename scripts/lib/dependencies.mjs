// Installs the packages of package-lock.json. Uses nothing but Node itself.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./files.mjs";
import { npm } from "./run.mjs";

/** Runs `npm ci`, unless what the lock file asks for is there. */
export function installDependencies() {
  if (installed()) {
    console.log("setup       npm packages are installed");
    return;
  }
  console.log("setup       installing npm packages (npm ci)");
  npm(["ci", "--no-audit", "--no-fund", "--prefer-offline"]);
}

/**
 * Whether each package of the lock file is installed in its version. npm keeps a list of what it
 * installed; packages for other systems are not in it.
 */
function installed() {
  const wanted = packages("package-lock.json");
  const present = packages("node_modules/.package-lock.json");
  return Object.entries(wanted).every(([place, { version, optional }]) => {
    if (place === "") return true;
    return place in present ? present[place].version === version : optional;
  });
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version: string, optional?: boolean }>}
 */
function packages(lockFile) {
  const file = path.join(ROOT, lockFile);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : {};
}
