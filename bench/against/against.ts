import type { Options, Table } from "../options.ts";
import { digits, table, time } from "../support/table.ts";
import { commands } from "./commands.ts";
import {
  NORMAL,
  QUICK,
  compare,
  compete,
  type Entrant,
  type Event,
  type Result,
} from "./compete.ts";
import { Contender } from "./contender.ts";
import { GOALS, OWN_DOUBLE, SHAPES, TITLES, TOLERANCE, isTruncated, type Goal } from "./events.ts";
import type { Truncation } from "./protocol.ts";

/** What our own double precision is called beside our single precision. */
const DOUBLE = " in float64";

/** Triplets where a size is asked for without them. */
const K = 10;
/** Percent of σ₁ that residuals are as good as zero from: 10⁻⁹. */
const ACCURATE = 1e-7;

/** A result with the number of its rounds in place of their times. */
type Kept = Omit<Result, "rounds"> & { readonly rounds: number };

/** One shape of one table, as it is kept. */
interface Row {
  readonly table: Table;
  readonly rows: number;
  readonly columns: number;
  /** Of truncated decompositions, whose results keep the largest residual in percent of σ₁ as `error`. */
  readonly k?: number;
  readonly results: readonly Kept[];
  /** For each of ours and each other: the median of our time by theirs, round by round. */
  readonly ratios: readonly {
    readonly ours: string;
    readonly theirs: string;
    readonly ratio: number;
  }[];
}

/** Times the library and the others alternately, and prints a table for each kind of work. */
export async function against(options: Options): Promise<object> {
  const contenders = await start(options);
  const rows: Row[] = [];
  try {
    for (const name of options.tables) {
      const part: Row[] = [];
      for (const [m, n, k] of options.shapes ?? SHAPES[name]) {
        if ((name === "multiply" || name === "bidiagonalize") && m !== n) continue;
        if (name === "batch" && !canBatch(contenders)) continue;
        const truncation = isTruncated(name)
          ? { k: k ?? K, tolerance: TOLERANCE[name] }
          : undefined;
        console.error(`bench: ${TITLES[name]}, ${sizeOf(name, m, n, truncation?.k)}`);
        part.push(await row(name, m, n, truncation, contenders, options.quick));
      }
      rows.push(...part);
      if (part.length > 0) print(name, part);
    }
  } finally {
    for (const contender of contenders) contender.stop();
  }
  printGoals(rows);
  return {
    contenders: contenders.map(({ name, description }) => ({ name, ...description.about })),
    rows,
  };
}

async function start(options: Options): Promise<Contender[]> {
  const started: Contender[] = [];
  for (const command of commands(options)) {
    try {
      started.push(await Contender.start(command));
    } catch (error) {
      console.error(`bench: ${(error as Error).message}`);
    }
  }
  return started;
}

async function row(
  name: Table,
  rows: number,
  columns: number,
  truncation: Truncation | undefined,
  all: readonly Contender[],
  quick: boolean,
): Promise<Row> {
  const work = name === "float32" ? "thin" : name;
  const event: Event = {
    work,
    rows: name === "batch" ? rows * columns : rows,
    columns,
    ...(truncation && { truncation }),
  };
  const entrants = all.flatMap((contender): Entrant[] => {
    const enter = (dtype: Entrant["dtype"], suffix = ""): Entrant[] =>
      contender.can(work, dtype, event.rows, columns)
        ? [{ name: contender.name + suffix, contender, dtype }]
        : [];
    if (name !== "float32") return enter("float64");
    // Single precision is also compared with our own double precision.
    return isOurs(contender.name)
      ? [...enter("float32"), ...enter("float64", DOUBLE)]
      : enter("float32");
  });
  const results = await compete(event, entrants, quick ? QUICK : NORMAL);
  for (const { name: who, right, error } of results) {
    if (!right)
      console.error(`bench: ${who} does not pass the check (${digits(error)}): not timed`);
  }
  const ours = results.filter(({ name: who }) => isOurs(who) && !who.endsWith(DOUBLE));
  const ratios = ours.flatMap((mine) =>
    results
      .filter(({ name: other }) => !isOurs(other) || other === `${mine.name}${DOUBLE}`)
      .map((other) => ({ ours: mine.name, theirs: other.name, ratio: compare(mine, other) })),
  );
  return {
    table: name,
    rows,
    columns,
    ...(truncation && { k: truncation.k }),
    results: results.map(kept),
    ratios,
  };
}

function kept({ rounds, ...rest }: Result): Kept {
  return { ...rest, rounds: rounds.filter((time) => time !== null).length };
}

function isOurs(name: string): boolean {
  return name.startsWith("wasm-svd") || name.startsWith("our ");
}

function print(name: Table, rows: readonly Row[]): void {
  const heading = ["", ...rows.map((row) => sizeOf(name, row.rows, row.columns, row.k))];
  const names = [...new Set(rows.flatMap(({ results }) => results.map((result) => result.name)))];
  const times = names.map((who) => [
    who,
    ...rows.map(({ results }) => {
      const result = results.find((one) => one.name === who);
      return result?.right === false ? "wrong" : time(result?.milliseconds);
    }),
  ]);
  console.log(`\n${TITLES[name]}: median time of one call\n\n${table([heading, ...times])}`);

  const labels = rows.flatMap(({ ratios }) => ratios.map(label));
  const quotients = [...new Set(labels)].map((pair) => [
    pair,
    ...rows.map(({ ratios }) => digits(ratios.find((ratio) => label(ratio) === pair)?.ratio)),
  ]);
  console.log(`\n${TITLES[name]}: ours divided by theirs\n\n${table([heading, ...quotients])}`);
}

function label({ ours, theirs }: Row["ratios"][number]): string {
  return `${ours} / ${theirs}`;
}

/** n, or m × n; of a stack how many of n × n. */
function sizeOf(name: Table, rows: number, columns: number, k?: number): string {
  if (name === "batch") return `${rows} of ${columns} × ${columns}`;
  return `${rows} × ${columns}${k === undefined ? "" : `, k = ${k}`}`;
}

function canBatch(contenders: readonly Contender[]): boolean {
  return contenders.some(
    ({ name, description }) => isOurs(name) && description.works.includes("batch"),
  );
}

/** What was aimed at, for each of ours that was measured. */
function printGoals(rows: readonly Row[]): void {
  const lines = GOALS.flatMap((goal) =>
    goal.shapes.flatMap(([m, n, k]) => {
      const row = rows.find(
        (one) => one.table === goal.table && one.rows === m && one.columns === n && one.k === k,
      );
      const size = `${TITLES[goal.table]}, ${sizeOf(goal.table, m, n, k)}`;
      return (row?.ratios ?? [])
        .filter((pair) => isMeant(goal, pair))
        .map((pair) => [
          `${size}: ${label(pair)}`,
          digits(pair.ratio),
          digits(goal.atMost),
          row && lessAccurate(row, pair)
            ? "less accurate"
            : pair.ratio <= goal.atMost
              ? "met"
              : "not met",
        ]);
    }),
  );
  if (lines.length === 0) return;
  const met = lines.filter((line) => line[3] === "met").length;
  console.log(
    `\nGoals: ${met} of ${lines.length} met\n\n${table([["", "ratio", "at most", ""], ...lines])}`,
  );
}

/** Of truncated decompositions only ours that is at least as accurate as theirs is as much work. */
function lessAccurate(row: Row, { ours, theirs }: Row["ratios"][number]): boolean {
  const error = (who: string): number => row.results.find(({ name }) => name === who)?.error ?? NaN;
  return row.k !== undefined && !(error(ours) <= error(theirs) || error(ours) <= ACCURATE);
}

function isMeant(goal: Goal, pair: Row["ratios"][number]): boolean {
  const { build, theirs } = goal;
  const ofBuild = build === undefined || pair.ours.startsWith(`wasm-svd ${build}`);
  const other = theirs === OWN_DOUBLE ? `${pair.ours}${DOUBLE}` : theirs;
  return (
    ofBuild &&
    pair.ours.startsWith(goal.table === "bidiagonalize" ? "our routine" : "wasm-svd") &&
    pair.theirs === other &&
    !Number.isNaN(pair.ratio)
  );
}
