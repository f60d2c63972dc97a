// npm start: sets everything up, then compresses a photograph. `npm start -- svd FILE` does
// something else with the same command line tool.
import process from "node:process";
import { run } from "./lib/run.mjs";

const given = process.argv.slice(2);
run("node", ["scripts/setup.mjs"]);
run("node", ["dist/cli/bin.js", ...(given.length > 0 ? given : ["image", "compress"])]);
