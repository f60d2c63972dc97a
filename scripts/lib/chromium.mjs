// Finds a Chromium to run the tests in. Uses nothing but Node itself.
import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

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
  return [...places, MAC].find((place) => existsSync(place));
}
