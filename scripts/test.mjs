// npm test: sets everything up, then checks the code and runs all tests on every build in every
// engine. The last line adds up all runs.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { ROOT } from "./lib/files.mjs";
import { nodes } from "./lib/nodes.mjs";
import { run, runWithin } from "./lib/run.mjs";

const RESULTS = path.join(ROOT, "build/test-results");
const VITEST = "node_modules/vitest/vitest.mjs";

/** Seconds after which a run surely hangs: the slowest took 310 on two cores that were busy. */
const LIMIT = 900;

/** The folders below test/ that can tell one engine from another: what the others test is the same on all, and computes little. */
const BY_ENGINE = [
  "complex",
  "decompositions",
  "drivers",
  "factorizations",
  "kernels",
  "lapack",
  "properties",
  "regressions",
  "solvers",
  "sparse",
  "streaming",
  "wasm",
  "workers",
].map((folder) => `test/${folder}/`);

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {Counts & { name: string, seconds: number, failures: string[] }} Result */

run("node", ["scripts/setup.mjs", "--tests"]);
rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });

const [current, next, ...others] = nodes;
/** @type {Result[]} */
const results = [];
// The linter takes as long as the others one after the other.
await Promise.all([
  check("lint", "node_modules/eslint/bin/eslint.js", "."),
  (async () => {
    await check("build of the site", "scripts/build-site.mjs");
    await check(
      "format",
      "node_modules/prettier/bin/prettier.cjs",
      "--check",
      "--log-level=warn",
      ".",
    );
    await check("types of src, test …", "node_modules/typescript/bin/tsc", "-p", ".");
    await check("types of site", "node_modules/typescript/bin/tsc", "-p", "site");
    await check("types of assembly", "node_modules/typescript/bin/tsc", "-p", "assembly");
  })(),
]);
// Each build where it is what people get: Node 20 knows relaxed SIMD by a flag only. The bits of the plain one are
// compared in all of them.
await Promise.all([
  test(`Node ${current.version}`, current.path, ["plain", "package"]),
  // Most of its time it waits for pages.
  test("the site, driven", current.path, ["site"]),
]);
const relaxed = next ?? current;
await test(`Node ${relaxed.version}, relaxed`, relaxed.path, ["relaxed"]);
process.env.LEAVE_OUT_LONG_TESTS = "1";
await test("Chromium", current.path, ["chromium-plain", "chromium-relaxed"]);
for (const { version, path } of others) {
  await test(`Node ${version}, relaxed`, path, ["relaxed"], BY_ENGINE);
}
// By itself, since it looks at what else the thread of a page does.
await test("pages, by themselves", current.path, ["page"]);

// Again at the end, where people look first: above it can be thousands of lines away.
for (const { name, failures } of results) {
  for (const failure of failures) console.log(`\n── failed: ${name} > ${failure}`);
}
console.log();
for (const { name, seconds, ...counts } of results) {
  console.log(`${name.padEnd(22)}${summary(counts)}  (${seconds.toFixed(0)} s)`);
}
const total = { passed: 0, failed: 0, skipped: 0 };
for (const result of results) {
  total.passed += result.passed;
  total.failed += result.failed;
  total.skipped += result.skipped;
}
console.log(summary(total));
process.exitCode = total.failed > 0 ? 1 : 0;

/**
 * Runs a tool that passes or fails as a whole.
 *
 * @param {string} name
 * @param {...string} command
 */
async function check(name, ...command) {
  const { status, seconds } = await timed(name, process.execPath, command);
  const counts = { passed: Number(status === 0), failed: Number(status !== 0), skipped: 0 };
  results.push({ name, ...counts, failures: [], seconds });
}

/**
 * Runs vitest.
 *
 * @param {string} name
 * @param {string} node - The Node to run it in.
 * @param {string[]} projects - Of vitest.config.ts.
 * @param {string[]} places - The files or folders to run: by default all of the projects.
 */
async function test(name, node, projects, places = []) {
  const held = projects.includes("site");
  const file = path.join(RESULTS, `${name.replaceAll(/\W+/g, "-")}.json`);
  const { status, seconds } = await timed(
    `tests in ${name}`,
    node,
    [
      VITEST,
      "run",
      ...places,
      ...projects.flatMap((project) => ["--project", project]),
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
    ],
    held,
  );
  const { passed, failed, skipped, failures } = readReport(file);
  // A run that broke off, or a file that could not be loaded, has no failing test to show for it.
  results.push({
    name,
    passed,
    failed: failed || Number(status !== 0),
    skipped,
    failures,
    seconds,
  });
}

/**
 * @typedef {{ fullName: string, status: string, failureMessages: string[] }} Assertion
 * @typedef {{ name: string, status: string, message: string, assertionResults: Assertion[] }} File
 */

/** @param {string} file - A report of vitest. */
function readReport(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0, failures: ["no report"] };
  const report = JSON.parse(readFileSync(file, "utf8"));
  /** @type {File[]} */
  const files = report.testResults;
  const failures = files.flatMap(({ name, status, message, assertionResults }) => {
    const place = path.relative(ROOT, name);
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (status === "failed" && failed.length === 0) return [`${place}\n${message}`];
    return failed.map((test) => `${place} > ${test.fullName}\n${test.failureMessages.join("\n")}`);
  });
  return {
    passed: report.numPassedTests,
    failed: failures.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
  };
}

/**
 * @param {string} title
 * @param {string} program
 * @param {string[]} args
 * @param {boolean} [held] - Whether its output waits for its end.
 */
async function timed(title, program, args, held = false) {
  if (!held) console.log(`\n── ${title}`);
  const start = performance.now();
  const status = await runWithin(program, args, LIMIT, held);
  return { status, seconds: (performance.now() - start) / 1000 };
}

/** @param {Counts} counts */
function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
