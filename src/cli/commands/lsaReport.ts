import type { LSA, Neighbour, Topic } from "../../applications/text.ts";
import { table } from "../../plot/table.ts";
import { aligned } from "../command.ts";
import type { Documents } from "../documents.ts";
import { compact, duration, integer } from "../format.ts";
import type { Report } from "../report.ts";

/** What was asked for. */
export interface Answers {
  readonly topics: readonly Topic[];
  readonly query?: { readonly text: string; readonly found: readonly Neighbour[] };
  readonly similar?: { readonly name: string; readonly found: readonly Neighbour[] };
}

export interface LsaResult {
  readonly path: string;
  readonly documents: Documents;
  readonly lsa: LSA;
  readonly answers: Answers;
  readonly elapsed: number;
  readonly written: readonly string[];
}

export function lsaReport({ path, documents, lsa, answers, elapsed, written }: LsaResult): Report {
  const { topics, query, similar } = answers;
  const { rows: k, columns: terms } = lsa.components;
  const explained = lsa.explainedVarianceRatio.reduce((sum, ratio) => sum + ratio, 0);
  const facts: [string, string][] = [
    ["texts", `${integer(documents.texts.length)} in ${path}`],
    ["terms", integer(terms)],
    ["topics", `${k}, ${percent(explained)} of the variance`],
    ["time", duration(elapsed)],
  ];
  if (written.length > 0) facts.push(["written", written.join(", ")]);
  const sections = [`${aligned(facts)}\n`, ...topics.map(topicText)];
  if (query) sections.push(`Nearest to ${JSON.stringify(query.text)}\n${ranked(query.found)}`);
  if (similar) sections.push(`Nearest to ${similar.name}\n${ranked(similar.found)}`);
  return {
    text: sections.join("\n"),
    json: {
      documents: documents.texts.length,
      terms,
      singularValues: Array.from(lsa.singularValues),
      explainedVarianceRatio: Array.from(lsa.explainedVarianceRatio),
      topics,
      ...(query && { query: query.found }),
      ...(similar && { similar: similar.found }),
    },
    plot: async () => {
      const { barPanelsSvg } = await import("../../plot/index.ts");
      const panels = topics.map(({ terms, explainedVarianceRatio }, i) => ({
        title: `Topic ${i + 1}: ${percent(explainedVarianceRatio)}`,
        bars: terms.map(({ term, weight }) => ({ label: term, value: weight })),
      }));
      return barPanelsSvg(panels, {
        title: `Topics of ${documents.texts.length} texts, and their parts of the variance`,
      });
    },
  };
}

/** A weight this much smaller than the largest is rounding error, in a topic that has fewer terms than are to be shown. */
const NEGLIGIBLE = 1e-9;

function topicText({ singularValue, explainedVarianceRatio, terms }: Topic, i: number): string {
  const side = (sign: 1 | -1) =>
    terms
      .filter(({ weight }) => weight * sign > NEGLIGIBLE * Math.abs(terms[0].weight))
      .map(({ term }) => term)
      .join(", ");
  const lines = [["+", side(1)] as const, ["−", side(-1)] as const];
  const shown = lines
    .filter(([, words]) => words !== "")
    .map(([sign, words]) => `  ${sign} ${words}\n`);
  const part = percent(explainedVarianceRatio);
  return `Topic ${i + 1}: σ ${compact(singularValue)}, ${part} of the variance\n${shown.join("")}`;
}

function ranked(found: readonly Neighbour[]): string {
  if (found.every(({ similarity }) => similarity === 0)) return "  none: no word in common\n";
  return table([
    { heading: "similarity", cells: found.map(({ similarity }) => decimals(similarity)) },
    { heading: "text", cells: found.map(({ id }) => id ?? ""), align: "left" },
  ]);
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`;
}

/** Three decimals, and no −0. */
function decimals(x: number): string {
  return (Math.round(1000 * x) / 1000 + 0).toFixed(3);
}
