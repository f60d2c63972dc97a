// Finds a Chromium to run the tests in, or installs one. Uses nothing but Node itself.
import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { ROOT } from "./files.mjs";
import { tryRun } from "./run.mjs";
import { isDebian } from "./system.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ON_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** What Chromium needs to start as root in a container, and to leave the network alone. */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** By these headers a page is cross-origin isolated, and has shared memory. */
export const ISOLATED = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/**
 * Returns the path of a Chromium: that in CHROMIUM_PATH, or the first on PATH.
 *
 * @returns {string | undefined} undefined if the system has none; playwright may have its own.
 */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return named;
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  const places = folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  return [...places, ON_MAC].find((place) => existsSync(place));
}

/**
 * Finds a Chromium; if there is none, installs it by the system's package manager, or the build
 * that playwright keeps where that is not Debian's. Says what it does.
 *
 * @returns {Promise<boolean>} Whether there is one now.
 */
export async function installChromium() {
  const found = findChromium() ?? (await playwrightsOwn());
  if (found) {
    console.log(`setup       Chromium is ${found}`);
    return existsSync(found);
  }
  if (isDebian()) {
    console.log("setup       installing Chromium (apt-get install chromium)");
    const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
    const install = [...sudo, "apt-get", "install", "-y", "--no-install-recommends", "chromium"];
    if (runAll([...sudo, "apt-get", "update"], install) && findChromium()) return true;
  }
  console.log("setup       installing Chromium (playwright install chromium)");
  tryRun("node", ["node_modules/playwright/cli.js", "install", "chromium"]);
  return (await playwrightsOwn()) !== undefined;
}

/** The path of the Chromium that playwright has fetched before, if it has. */
async function playwrightsOwn() {
  if (!existsSync(path.join(ROOT, "node_modules/playwright"))) return undefined;
  const { chromium } = await import("playwright");
  const place = chromium.executablePath();
  return existsSync(place) ? place : undefined;
}

/** @param {string[][]} commands */
function runAll(...commands) {
  return commands.every(([program, ...args]) => tryRun(program, args) === 0);
}
