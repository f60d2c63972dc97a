// Runs other programs for the build scripts. Uses nothing but Node itself.
import { spawnSync } from "node:child_process";
import process from "node:process";
import { ROOT } from "./files.mjs";

/**
 * Runs a program in the repository, its output where ours goes. If it fails, so do we.
 *
 * @param {string} program - "node" is the Node that runs now, whatever PATH says.
 * @param {string[]} args
 */
export function run(program, args) {
  const status = tryRun(program, args);
  if (status !== 0) process.exit(status);
}

/**
 * The same, but returns the exit status.
 *
 * @param {string} program
 * @param {string[]} args
 * @returns {number}
 */
export function tryRun(program, args) {
  const file = program === "node" ? process.execPath : program;
  // npm and npx are .cmd files on Windows, which only a shell can start.
  const shell = process.platform === "win32" && program !== "node";
  const { status, error } = spawnSync(file, args, { cwd: ROOT, stdio: "inherit", shell });
  if (error) console.error(`${program}: ${error.message}`);
  return status ?? 1;
}

/**
 * Runs the npm that runs us, or the one on PATH. If it fails, so do we.
 *
 * @param {string[]} args
 */
export function npm(args) {
  const status = tryNpm(args);
  if (status !== 0) process.exit(status);
}

/**
 * @param {string[]} args
 * @returns {number}
 */
export function tryNpm(args) {
  const cli = process.env.npm_execpath;
  return cli?.endsWith("npm-cli.js") ? tryRun("node", [cli, ...args]) : tryRun("npm", args);
}
