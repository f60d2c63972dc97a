/** Names of symbols of Observable Plot that are told apart when small. */
type SymbolName = "circle" | "triangle" | "square" | "diamond2" | "star" | "cross" | "wye";

/** One of the kinds of what a chart shows: told apart by its colour, and by its symbol or its name. */
export interface Group {
  readonly name: string;
  readonly colour: string;
  readonly symbol: SymbolName;
}

/** Mixed of those of the page, so that they follow the theme. */
const COLOURS = [
  ...["var(--first)", "var(--second)", "var(--third)", "var(--fourth)", "var(--bad)"],
  "var(--quiet)",
  "color-mix(in oklab, var(--first), var(--third))",
  "color-mix(in oklab, var(--second), var(--fourth))",
  "color-mix(in oklab, var(--second), var(--third))",
  "var(--ink)",
];

const SYMBOLS: readonly SymbolName[] = [
  "circle",
  "triangle",
  "square",
  "diamond2",
  "star",
  "cross",
  "wye",
];

/** Colours and symbols for names; from the eleventh on, colours come again with another symbol. */
export function groupsOf(names: readonly string[]): Group[] {
  return names.map((name, i) => ({
    name,
    colour: COLOURS[i % COLOURS.length],
    symbol: SYMBOLS[i % SYMBOLS.length],
  }));
}
