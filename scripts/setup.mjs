// Sets up all that the repository needs on a machine with nothing but Node: the npm packages and
// the build; with --tests also Chromium, other versions of Node, and matrices of others. What is there is left alone.
import process from "node:process";
import { installChromium } from "./lib/chromium.mjs";
import { installDependencies } from "./lib/dependencies.mjs";
import { fetchMatrices } from "./lib/matrices.mjs";
import { installNodes } from "./lib/nodes.mjs";
import { runWithin } from "./lib/run.mjs";

/** Seconds after which a build surely hangs. */
const LIMIT = 600;

installDependencies();
// It computes while the others wait for what they fetch.
const building = runWithin(process.execPath, ["scripts/build.mjs"], LIMIT);
if (process.argv.includes("--tests")) {
  installNodes();
  fetchMatrices();
  const found = await installChromium();
  if (!found) console.log("setup       Chromium: none found, none could be installed");
}
const status = await building;
if (status !== 0) process.exit(status);
