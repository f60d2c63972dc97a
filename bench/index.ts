import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { against } from "./against/against.ts";
import { kernels } from "./kernels/kernels.ts";
import { readOptions, type Options, type Section } from "./options.ts";
import { phases } from "./phases/phases.ts";
import { writeReport } from "./report/report.ts";
import { lines } from "./support/lines.ts";
import { commit, machine } from "./support/machine.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

const options = readOptions(process.argv.slice(2));
if (process.env["BENCH_CORE"] === undefined) process.exit(pinned(options.core));
await run(options);

/** Runs this program once more on one core, which its children inherit, where the system can do that. */
function pinned(core: string): number {
  const again = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const canPin = spawnSync("taskset", ["-c", core, "true"]).status === 0;
  if (!canPin)
    console.error("bench: no taskset here: nothing is pinned to a core, and times vary more");
  const [program, ...args] = canPin ? ["taskset", "-c", core, ...again] : again;
  const environment = { ...process.env, BENCH_CORE: canPin ? core : "none" };
  return spawnSync(program, args, { stdio: "inherit", env: environment }).status ?? 1;
}

async function run(options: Options): Promise<void> {
  const about = {
    date: new Date().toISOString(),
    commit: commit(root),
    machine: machine(),
    node: process.version,
  };
  const { cpu, cores, load } = about.machine;
  console.log(`${cpu}, ${cores} cores, Node ${process.version}, ${about.commit}`);
  // A benchmark that has the machine for itself starts on one that has nothing to do.
  if (load > 0.5)
    console.error(
      `bench: the machine is busy (load ${load.toFixed(1)}): take no number for granted`,
    );

  const results: Record<string, object> = {};
  const sections: Record<Section, (options: Options) => object | Promise<object>> = {
    kernels,
    phases,
    against,
  };
  for (const section of options.sections) results[section] = await sections[section](options);
  const minutes = (Date.now() - Date.parse(about.date)) / 60_000;
  console.log(`\nIt took ${minutes.toFixed(1)} minutes`);
  if (options.save) save({ ...about, minutes, ...results });
}

function save(results: { readonly date: string; readonly minutes: number }): void {
  const folder = `${root}bench/results`;
  const file = `${folder}/${results.date.slice(0, 16).replace(":", "")}.json`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${lines(results)}\n`);
  console.log(`\nKept in ${file.slice(root.length)}`);
  console.log(`README.md and bench/results/thin.svg show ${writeReport()}`);
}
