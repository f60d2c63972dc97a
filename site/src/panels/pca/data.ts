import { Matrix } from "wasm-svd";
import iris from "../../../../examples/iris.csv?raw";
import wine from "../../../../examples/wine.csv?raw";
import { readTable } from "./readTable.ts";

/** A table of numbers, and what is known of its rows and columns. */
export interface Table {
  readonly rows: Matrix<Float64Array>;
  readonly columns: readonly string[];
  /** What kind each row is of, if the table says so. */
  readonly labels: readonly string[] | undefined;
  /** Text columns that were left out. */
  readonly leftOut: readonly string[];
  /** Rows are square pictures of so many pixels a side, from 0 to `largest`. */
  readonly picture?: { readonly side: number; readonly largest: number };
}

export const SETS = {
  iris: "Iris: 150 flowers",
  wine: "Wine: 178 wines",
  digits: "Digits: 1,797 of 8 × 8",
};
export type SetName = keyof typeof SETS;

const loaded = new Map<SetName, Promise<Table>>();

/** Each is read once: the table of a name is always the same object. */
export function loadSet(name: SetName): Promise<Table> {
  const table = loaded.get(name) ?? load(name);
  loaded.set(name, table);
  return table;
}

async function load(name: SetName): Promise<Table> {
  if (name === "iris") return readTable(iris);
  if (name === "wine") return readTable(wine);
  const { default: text } = await import("../../../data/digits.txt?raw");
  return readDigits(text);
}

/** Of lines as site/data/README.md has them. */
function readDigits(text: string): Table {
  const lines = text.trimEnd().split("\n");
  const [side, pixels] = [8, 64];
  const data = new Float64Array(lines.length * pixels);
  lines.forEach((line, i) => {
    for (let j = 0; j < pixels; ++j) data[i * pixels + j] = line.charCodeAt(j + 2) - 97;
  });
  return {
    rows: new Matrix(lines.length, pixels, data),
    columns: Array.from({ length: pixels }, (_, j) => `row ${(j >> 3) + 1}, column ${(j & 7) + 1}`),
    labels: lines.map((line) => line[0]),
    leftOut: [],
    picture: { side, largest: 16 },
  };
}
