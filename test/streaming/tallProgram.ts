// Decomposes the .npy file that it is given, and prints what came out and what it took as JSON.
import process from "node:process";
import { init, tsqr } from "../../src/index.ts";
import { readNpyBlocks } from "../../src/io/index.ts";

init({ reproducible: true });
const start = performance.now();
const factored = await tsqr(readNpyBlocks(process.argv[2]));
const s = factored.svdvals();
const seconds = (performance.now() - start) / 1000;
const { rows, columns } = factored;
const { maxRSS } = process.resourceUsage();
console.log(JSON.stringify({ rows, columns, s: Array.from(s), seconds, megabytes: maxRSS / 1024 }));
