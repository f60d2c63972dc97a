import type { Shape } from "../options.ts";
import { digits } from "../support/table.ts";
import { peersOf, thinTime, type Results } from "./results.ts";

/** Small ones, those that fit the caches, those that do not; a tall one. */
const SHAPES: readonly Shape[] = [
  [16, 16],
  [64, 64],
  [256, 256],
  [512, 512],
  [1024, 1024],
  [2000, 100],
];

const BEGIN = "<!-- speed: written by npm run bench:report -->";
const END = "<!-- /speed -->";

/** Puts the table and what it was measured with between the two marks of README. */
export function withSpeed(readme: string, results: Results): string {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`README has no ${BEGIN} … ${END}`);
  const block = `${BEGIN}\n\n${speedTable(results)}\n\n${measuredWith(results)}\n\n`;
  return readme.slice(0, begin) + block + readme.slice(end);
}

/** Times of thin decompositions in milliseconds. */
function speedTable(results: Results): string {
  const shapes = SHAPES.filter(([m, n]) => results.against.rows.some(isThin(m, n)));
  const size = (x: number): string => x.toLocaleString("en-US");
  const lines = [
    ["", ...shapes.map(([m, n]) => `${size(m)} × ${size(n)}`)],
    ["---", ...shapes.map(() => "---:")],
    ...peersOf(results).map(({ name, title }) => [
      title,
      ...shapes.map(([m, n]) => digits(thinTime(results, name, m, n))),
    ]),
  ];
  return lines.map((cells) => `| ${cells.join(" | ")} |`.replace("|  |", "| |")).join("\n");
}

function isThin(m: number, n: number) {
  return ({ table, rows, columns }: Results["against"]["rows"][number]): boolean =>
    table === "thin" && rows === m && columns === n;
}

function measuredWith({ date, file, machine, against }: Results): string {
  const nodes = ["plain", "relaxed"].flatMap((build) => {
    const on = against.contenders.find(({ name }) => name === `wasm-svd ${build}`)?.node;
    return on === undefined ? [] : [`${build} SIMD on Node ${on.replace(/^v/, "")}`];
  });
  const day = new Date(date).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  const what = [machine.cpu, ...nodes, day].join(", ");
  return `${what}; all numbers are in\n[bench/results/${file}](bench/results/${file}).`;
}
