import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Table } from "../options.ts";

/** What a report reads of a file in bench/results. */
export interface Results {
  /** Its name there. */
  readonly file: string;
  readonly date: string;
  readonly machine: { readonly cpu: string };
  readonly against: {
    readonly contenders: readonly Contender[];
    readonly rows: readonly Row[];
  };
}

export interface Contender {
  readonly name: string;
  /** Of Node, where it runs there. */
  readonly node?: string;
  /** Of numpy's OpenBLAS. */
  readonly core?: string | null;
}

export interface Row {
  readonly table: Table;
  readonly rows: number;
  readonly columns: number;
  readonly results: readonly { readonly name: string; readonly milliseconds: number | null }[];
}

export const FOLDER = fileURLToPath(new URL("../results/", import.meta.url));

/** Reads the newest run that is kept and compares with others: files are named after their dates. */
export function newestResults(): Results {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
  for (const file of files.sort().reverse()) {
    const results = JSON.parse(readFileSync(FOLDER + file, "utf8")) as Results;
    if (results.against?.rows.some(({ table }) => table === "thin")) return { ...results, file };
  }
  throw new Error(`no run in ${FOLDER} that compares thin decompositions`);
}

/** Milliseconds of somebody's thin decomposition of m × n; undefined where it was not measured. */
export function thinTime(
  { against }: Results,
  name: string,
  m: number,
  n: number,
): number | undefined {
  const row = against.rows.find(
    ({ table, rows, columns }) => table === "thin" && rows === m && columns === n,
  );
  return row?.results.find((one) => one.name === name)?.milliseconds ?? undefined;
}

/** Those who are reported, as the results call them, and how else they are called: fastest kinds first. */
export function peersOf({ against: { contenders } }: Results): { name: string; title: string }[] {
  const about = (name: string): Contender | undefined =>
    contenders.find((contender) => contender.name === name);
  const core = about("numpy")?.core;
  const peers = [
    { name: "wasm-svd relaxed", title: "wasm-svd, relaxed SIMD" },
    { name: "wasm-svd plain", title: "wasm-svd, plain SIMD" },
    { name: "numpy", title: `native numpy (OpenBLAS${core ? `, ${core}` : ""}, one thread)` },
    { name: "numpy held to SSE", title: "native numpy held to SSE" },
    { name: "Eigen in WebAssembly", title: "Eigen's BDCSVD in WebAssembly SIMD" },
    { name: "ml-matrix", title: "ml-matrix" },
  ];
  return peers.filter(({ name }) => about(name) !== undefined);
}
