// Runs other programs for the build scripts. Uses nothing but Node itself.
import { spawn, spawnSync } from "node:child_process";
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

/**
 * Runs a program and all that it starts, but no longer than `seconds`: a loop in a module that
 * does not end cannot be stopped from within. Returns the exit status, 1 if it was stopped.
 *
 * @param {string} file
 * @param {string[]} args
 * @param {number} seconds
 * @param {boolean} [held] - Whether its output is held back, and printed when it is done: others print meanwhile.
 * @returns {Promise<number>}
 */
export function runWithin(file, args, seconds, held = false) {
  // A group of its own, so that a signal reaches the workers as well, however busy they are.
  const detached = process.platform !== "win32";
  const stdio = held ? "pipe" : "inherit";
  const child = spawn(file, args, { cwd: ROOT, stdio, detached });
  /** @type {Buffer[]} */
  const output = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (/** @type {Buffer} */ data) => output.push(data));
  }
  const stop = () => {
    if (child.pid !== undefined) process.kill(detached ? -child.pid : child.pid, "SIGKILL");
  };
  const interrupted = () => {
    stop();
    process.exit(130);
  };
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      console.error(`stopped after ${seconds} s`);
      stop();
    }, seconds * 1000);
    const done = (/** @type {number} */ status) => {
      clearTimeout(timer);
      process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
      process.stdout.write(Buffer.concat(output));
      resolve(status);
    };
    child.once("error", (error) => {
      console.error(`${file}: ${error.message}`);
      done(1);
    });
    child.once("close", (status) => done(status ?? 1));
  });
}
