import { readFileSync, readdirSync } from "node:fs";
import { FOLDER, newestResults, type Results, type Row } from "../../../bench/report/results.ts";

/** What the figures read of a full run, beyond what README's table does. */
export interface FullResults extends Omit<Results, "against"> {
  readonly commit: string;
  readonly machine: Results["machine"] & {
    readonly cores: number;
    readonly platform: string;
    readonly load: number;
  };
  readonly against: { readonly contenders: readonly Versions[]; readonly rows: readonly Row[] };
}

interface Versions {
  readonly name: string;
  readonly node?: string;
  readonly numpy?: string;
  readonly scipy?: string;
  readonly sklearn?: string;
  readonly eigen?: string;
  readonly version?: string;
  readonly core?: string | null;
}

/** A row of a truncated decomposition says how many triplets, and how accurate each is. */
export interface FullRow extends Row {
  readonly k?: number;
  /** Medians over the rounds of our time divided by theirs. */
  readonly ratios: readonly {
    readonly ours: string;
    readonly theirs: string;
    readonly ratio: number;
  }[];
  readonly results: readonly {
    readonly name: string;
    readonly milliseconds: number | null;
    /** Of truncated decompositions: the largest residual in percent of σ₁. */
    readonly error: number;
  }[];
}

/** An epoch of gradient descent by each contender, on one version of Node. */
export interface SgdResults {
  readonly file: string;
  readonly date: string;
  readonly node: string;
  readonly ratings: number;
  readonly factors: number;
  readonly rows: readonly { readonly name: string; readonly milliseconds: number }[];
}

export const results = newestResults() as FullResults;

export function rowsOf(...tables: Row["table"][]): FullRow[] {
  return results.against.rows.filter(({ table }) => tables.includes(table)) as FullRow[];
}

/** The newest runs of bench/sgd.ts, one for each version of Node. */
export function sgdResults(): SgdResults[] {
  const newest = new Map<string, SgdResults>();
  for (const file of readdirSync(FOLDER)
    .filter((name) => /^sgd-.*\.json$/.test(name))
    .sort()) {
    const run = JSON.parse(readFileSync(FOLDER + file, "utf8")) as SgdResults;
    newest.set(run.node.split(".")[0], { ...run, file });
  }
  return [...newest.values()];
}
