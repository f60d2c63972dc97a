import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { nodes } from "../scripts/lib/nodes.mjs";

const HELP = `Usage: npm run bench -- [options]

Measures the kernels, the phases of the SVD, and the library against others, prints tables, and
keeps them in bench/results. A full run takes about ten minutes of one quiet core.

  --only LIST     sections to run: kernels, phases, against            [all]
  --work LIST     of "against": thin, values, batch, complex,          [all]
                  truncated, sparse, sketched, multiply,
                  bidiagonalize, float32
  --sizes LIST    of "phases" and "against": 256,512 or 2000x100       [as bench/against/events.ts]
  --build LIST    our builds: plain, relaxed                           [both]
  --node LIST     what each of them runs on: versions that the tests   [plain: this one,
                  fetched (20,24,26), or programs                      relaxed: 24, or this one]
  --python FILE   a Python that has numpy                              [python3, /usr/bin/python3]
  --core NUMBER   the core that everything is pinned to                [0]
  --save          keep the results also of a part of the benchmark
  --quick         a few rounds each: shows that it works; the numbers mean little, none are kept
  --help
`;

export type Section = "kernels" | "phases" | "against";
export type Table =
  | "thin"
  | "values"
  | "batch"
  | "complex"
  | "truncated"
  | "sparse"
  | "sketched"
  | "multiply"
  | "bidiagonalize"
  | "float32";
const TABLES: readonly Table[] = [
  "thin",
  "values",
  "batch",
  "complex",
  "truncated",
  "sparse",
  "sketched",
  "multiply",
  "bidiagonalize",
  "float32",
];
export type Build = "plain" | "relaxed";
export type Shape = readonly [rows: number, columns: number, k?: number];

/** One of our builds, and the Node that it runs on. */
export interface Ours {
  readonly build: Build;
  readonly node: string;
}

export interface Options {
  readonly sections: readonly Section[];
  readonly tables: readonly Table[];
  readonly shapes?: readonly Shape[];
  readonly ours: readonly Ours[];
  readonly pythons: readonly string[];
  readonly core: string;
  readonly quick: boolean;
  readonly save: boolean;
}

/** Reads the command line; prints the help or what is wrong, and ends, where there is nothing to run. */
export function readOptions(args: readonly string[]): Options {
  try {
    return parse(args);
  } catch (error) {
    console.error(`bench: ${(error as Error).message}; see --help`);
    process.exit(2);
  }
}

function parse(args: readonly string[]): Options {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: text,
      work: text,
      sizes: text,
      build: text,
      node: text,
      python: text,
      core: { ...text, default: "0" },
      save: flag,
      quick: flag,
      help: flag,
    },
  });
  if (values.help) {
    console.log(HELP);
    process.exit(0);
  }
  const all = values.only === undefined && values.work === undefined && values.sizes === undefined;
  return {
    sections: choose("only", values.only, ["kernels", "phases", "against"]),
    tables: choose("work", values.work, TABLES),
    shapes: values.sizes?.split(",").map(shape),
    ours: ours(choose("build", values.build, ["plain", "relaxed"]), values.node),
    pythons: values.python?.split(",") ?? ["python3", "/usr/bin/python3"],
    core: values.core,
    quick: values.quick,
    save: values.save || (all && !values.quick),
  };
}

function choose<T extends string>(
  option: string,
  list: string | undefined,
  known: readonly T[],
): T[] {
  const chosen = list?.split(",") ?? known;
  const unknown = chosen.find((name) => !known.includes(name as T));
  if (unknown === undefined) return chosen as T[];
  throw new Error(`--${option} takes ${known.join(", ")}, got ${unknown}`);
}

/** Every build on every Node; by default relaxed SIMD on one that compiles it as well as it can be. */
function ours(builds: readonly Build[], list: string | undefined): Ours[] {
  const programs = list?.split(",").map(nodeProgram);
  const usual: Record<Build, string> = {
    plain: process.execPath,
    relaxed: fetched("24") ?? process.execPath,
  };
  return builds.flatMap((build) =>
    (programs ?? [usual[build]]).map((node): Ours => ({ build, node })),
  );
}

/** A Node by its major version, or by its path. */
function nodeProgram(text: string): string {
  if (!/^\d+$/.test(text)) return text;
  const program = fetched(text);
  if (program !== undefined) return program;
  throw new Error(`--node ${text} is not here; npm test fetches it`);
}

function fetched(major: string): string | undefined {
  return nodes.find(({ version, path }) => version.startsWith(`${major}.`) && existsSync(path))
    ?.path;
}

function shape(text: string): Shape {
  const match = /^(\d+)(?:x(\d+))?$/.exec(text);
  if (!match || Number(match[1]) === 0 || Number(match[2]) === 0) {
    throw new Error(`--sizes takes numbers like 512 or 2000x100, got ${text}`);
  }
  return [Number(match[1]), Number(match[2] ?? match[1])];
}
