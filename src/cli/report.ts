import { basename, dirname } from "node:path";
import type { Arguments, Option } from "./command.ts";
import { type OutputFile, writeOutputs } from "./files.ts";
import type { Io } from "./io.ts";
import { withPeers } from "./peers.ts";

/** The options of commands that report numbers. */
export const REPORT_OPTIONS: Readonly<Record<string, Option>> = {
  json: { help: "print the numbers as JSON instead of tables" },
  plot: { value: "FILE", help: "draw them into an .svg file" },
};

export interface Report {
  /** What `--json` prints: plain data. */
  readonly json: unknown;
  /** What is printed without it. */
  readonly text: string;
  /** Draws what `--plot` writes; loads `plot/index.ts` itself, which needs packages. */
  readonly plot: () => Promise<string | Uint8Array>;
}

/** Prints a report in the form that was asked for, and writes its picture if it was. */
export async function writeReport({ options }: Arguments, report: Report, io: Io): Promise<void> {
  if (options.plot !== undefined) {
    const content = await withPeers("plots", ["d3-scale"], report.plot);
    await writeFileAt(options.plot, content);
  }
  printReport(options, report, io);
}

/** Prints numbers as JSON if `--json` was given, otherwise the text. */
export function printReport(
  options: Arguments["options"],
  { json, text }: Pick<Report, "json" | "text">,
  io: Io,
): void {
  io.stdout.write("json" in options ? `${JSON.stringify(json, null, 2)}\n` : text);
}

/** Writes one file, whole or not at all, and makes its folder if need be. */
export async function writeFileAt(path: string, content: OutputFile["content"]): Promise<void> {
  await writeOutputs(dirname(path), [{ name: basename(path), content }]);
}
