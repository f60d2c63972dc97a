import { analyzeWeights, type WeightAnalysis } from "../../applications/weights/analyzeWeights.ts";
import type { ChartSeries } from "../../plot/chart.ts";
import { table } from "../../plot/table.ts";
import type { Arguments, Command } from "../command.ts";
import { compact, integer } from "../format.ts";
import type { Io } from "../io.ts";
import { expectedSvdMs, Progress } from "../progress.ts";
import { REPORT_OPTIONS, writeReport } from "../report.ts";
import {
  chosenTensors,
  judging,
  layoutOf,
  openWeights,
  TENSOR_OPTIONS,
} from "../safetensorsFile.ts";

/** With more curves than this, nobody tells them apart by a legend. */
const NAMED = 6;

/** Letters that there is room for in it, and those that a stroke and a gap take. */
const LEGEND = { all: 108, stroke: 7 };

export const weightsFile: Command = {
  name: "weights",
  summary: "what singular values say about the weights of a network",
  operand: "FILE",
  description: `Says of each matrix and kernel in a .safetensors file: norms, ranks of several kinds, how many
singular values hold 90 and 99 % of Σ σ², how many stand above the edge of noise (Marchenko and
Pastur), and the exponent of the tail. Kernels out × in × h × w are taken as out × in·h·w. Tensors
are read one by one.`,
  options: { ...TENSOR_OPTIONS, ...REPORT_OPTIONS },
  examples: [
    "wasm-svd weights model.safetensors",
    "wasm-svd weights model.safetensors --only 'attn|mlp' --plot spectra.svg",
  ],
  run,
};

type Named = WeightAnalysis & { readonly name: string; readonly shape: readonly number[] };

async function run({ operand: path = "", options }: Arguments, io: Io): Promise<void> {
  const layout = layoutOf(options);
  const file = await openWeights(path);
  const names = chosenTensors(path, file, options);
  const progress = new Progress(io);
  const found: Named[] = [];
  for (const [done, name] of names.entries()) {
    const { shape } = file.info(name);
    const rows = layout === "out-first" ? shape[0] : shape[shape.length - 1];
    const columns = shape.reduce((product, n) => product * n, 1) / rows;
    const what = `${done + 1} of ${names.length}: ${name}`;
    // Values alone take a third of the time.
    if (expectedSvdMs(rows, columns) > 3000) progress.step(what, expectedSvdMs(rows, columns) / 3);
    else progress.update(() => what);
    const analysis = await judging(`${path}: ${name}`, async () => {
      return analyzeWeights(await file.tensor(name), { layout });
    });
    found.push({ name, shape, ...analysis });
  }
  const report = {
    json: found.map(({ singularValues, ...rest }) => ({
      ...rest,
      singularValues: Array.from(singularValues),
    })),
    text: textOf(found),
    plot: () => draw(found),
  };
  await writeReport({ operand: path, options }, report, io);
}

function textOf(found: readonly Named[]): string {
  const column = (heading: string, cell: (one: Named) => string) => ({
    heading,
    cells: found.map(cell),
  });
  const energy = (part: number) =>
    column(`${100 * part} %`, ({ energyRanks }) => {
      return `${energyRanks.find(({ energy }) => energy === part)?.rank}`;
    });
  const total = found.reduce((sum, { parameters }) => sum + parameters, 0);
  return [
    table([
      { ...column("tensor", ({ name }) => name), align: "left" },
      column("shape", ({ shape }) => shape.join(" × ")),
      column("weights", ({ parameters }) => integer(parameters)),
      column("σ₁", ({ spectralNorm }) => compact(spectralNorm)),
      column("σ₁/σₙ", ({ condition }) => compact(condition, 3)),
      column("rank", ({ rank }) => `${rank}`),
      column("stable", ({ stableRank }) => stableRank.toFixed(1)),
      column("effective", ({ effectiveRank }) => effectiveRank.toFixed(1)),
      energy(0.9),
      energy(0.99),
      column("above noise", ({ noise }) => `${noise.above}`),
      column("alpha", ({ powerLaw }) => powerLaw?.exponent.toFixed(2) ?? "–"),
    ]),
    `\n${found.length} tensors, ${integer(total)} weights\n`,
  ].join("");
}

async function draw(found: readonly Named[]): Promise<string> {
  const { chartSvg } = await import("../../plot/index.ts");
  const last = found.length - 1;
  const names = distinctParts(found.map(({ name }) => name));
  const series = found.map(({ singularValues, noise }, i): ChartSeries => {
    const unit = noise.edge > 0 ? noise.edge : singularValues[0] || 1;
    const curve = {
      x: Array.from(singularValues, (_, k) => k + 1),
      y: Array.from(singularValues, (sigma) => sigma / unit),
    };
    if (found.length <= NAMED) return { ...curve, name: names[i] };
    // From blue for the first tensor of the file to red for the last.
    const colour = `hsl(${Math.round(230 * (1 - i / last))} 60% 45%)`;
    return { ...curve, colour, ...((i === 0 || i === last) && { name: names[i] }) };
  });
  return chartSvg({
    title: found.length === 1 ? found[0].name : `Singular values of ${found.length} tensors`,
    x: { title: "k", log: true },
    y: { title: "σₖ / edge of noise", log: true },
    series,
    rules: [{ at: 1, axis: "y", text: "edge of noise (Marchenko–Pastur)" }],
  });
}

/** Names without the parts that all of them start or end with. */
function distinctParts(names: readonly string[]): string[] {
  const parts = names.map((name) => name.split(/(?<=[./])/));
  const shortest = Math.min(...parts.map(({ length }) => length)) - 1;
  const common = (at: (list: readonly string[], k: number) => string | undefined, most: number) => {
    let k = 0;
    while (k < most && parts.every((list) => at(list, k) === at(parts[0], k))) ++k;
    return k;
  };
  const ends = common((list, k) => list.at(-1 - k), shortest);
  const starts = common((list, k) => list[k], shortest - ends);
  const named = names.length <= NAMED ? names.length : 2;
  const room = Math.floor(LEGEND.all / named) - LEGEND.stroke;
  return parts.map((list) => {
    const distinct = list
      .slice(starts, list.length - ends)
      .join("")
      .replace(/[./]$/, "");
    const letters = [...distinct];
    return letters.length > room ? `…${letters.slice(1 - room).join("")}` : distinct;
  });
}
