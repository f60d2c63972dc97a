import { escapeHtml } from "../html.ts";
import { dotsSvg, type Group } from "./dots.ts";
import { linesSvg, type Curve } from "./lines.ts";
import { measuredWith } from "./measured.ts";
import { milliseconds, PEERS, type Peer } from "./peers.ts";
import { rowsOf, sgdResults, type FullRow } from "./results.ts";

/** In pixels: beside the navigation, and on a phone. */
const WIDTHS = { wide: 680, narrow: 350 };

/** What stands in a fence of the guide: ```figure NAME```, drawn from the newest results of the benchmark. */
const FIGURES: Record<string, () => string> = {
  measured: measuredWith,
  thin: thinLines,
  "thin-ratios": thinRatios,
  tall: () =>
    dots(
      "Milliseconds of a thin SVD of tall and wide matrices, float64",
      rowsOf("thin")
        .filter(({ rows, columns }) => rows !== columns)
        .map((row) => group(shapeOf(row), row)),
    ),
  values: () =>
    dots(
      "Milliseconds of the singular values alone, float64",
      rowsOf("values").map((row) => group(shapeOf(row), row)),
    ),
  float32: () =>
    dots(
      "Milliseconds of a thin SVD in single precision",
      rowsOf("float32").map((row) => group(shapeOf(row), row)),
    ),
  truncated: () =>
    dots(
      "Milliseconds of the k largest singular triplets of a dense matrix; numpy: randomized_svd of scikit-learn",
      rowsOf("truncated").map((row) => group(`${shapeOf(row)}, k = ${row.k}`, row)),
      residuals(rowsOf("truncated")),
    ),
  sparse: () =>
    dots(
      "Milliseconds of the k largest singular triplets of a sparse matrix; numpy: ARPACK, by svds of SciPy",
      rowsOf("sparse").map((row) =>
        group(`${shapeOf(row)}, one entry in 1,000, k = ${row.k}`, row),
      ),
      residuals(rowsOf("sparse")),
    ),
  batch: () =>
    dots(
      "Milliseconds of the thin SVDs of a stack of small matrices, float64",
      rowsOf("batch").map((row) => {
        const [count, n] = [row.rows, row.columns];
        return group(`${count.toLocaleString("en-US")} matrices of ${n} × ${n}`, row);
      }),
    ),
  sgd: gradientDescent,
};

export function drawFigure(name: string): string {
  const draw = FIGURES[name];
  if (!draw)
    throw new Error(
      `the guide has a figure "${name}", which is none of ${Object.keys(FIGURES).join(", ")}`,
    );
  return `${draw()}\n`;
}

function thinLines(): string {
  const squares = rowsOf("thin").filter(({ rows, columns }) => rows === columns);
  const curves = PEERS.map((peer): Curve => ({
    peer,
    points: squares.flatMap((row) => {
      const time = timeOf(row, peer);
      return time === undefined ? [] : [[row.rows, time] as const];
    }),
  }));
  const title = "Time of a thin SVD of an n × n matrix against n, float64, both axes logarithmic";
  const names = PEERS.map(({ name, colour, held }) => {
    return `<li class="${colour}${held ? " held" : ""}"><span></span>${name}</li>`;
  });
  const table = numbers(squares.map((row) => group(shapeOf(row), row)));
  return figure(
    title,
    (width) => linesSvg(curves, title, width),
    table,
    `<ul class="legend">${names.join("")}</ul>`,
  );
}

/** What the figure says, in words. */
function thinRatios(): string {
  const between = (ours: string, theirs: string, fits: (n: number) => boolean) => {
    const ratios = rowsOf("thin")
      .filter(({ rows, columns }) => rows === columns && fits(rows))
      .flatMap((row) => row.ratios.filter((one) => one.ours === ours && one.theirs === theirs))
      .map(({ ratio }) => ratio);
    return `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
  };
  const small = (n: number) => n <= 128;
  const large = (n: number) => n > 128;
  const rows = [
    ["n up to 128, relaxed SIMD", between("wasm-svd relaxed", "numpy", small)],
    ["n up to 128, plain SIMD", between("wasm-svd plain", "numpy", small)],
    ["n from 256, relaxed SIMD", between("wasm-svd relaxed", "numpy", large)],
    ["n from 256, plain SIMD", between("wasm-svd plain", "numpy", large)],
    [
      "all n, plain SIMD, numpy held to SSE",
      between("wasm-svd plain", "numpy held to SSE", () => true),
    ],
    [
      "all n from 16, plain SIMD, ml-matrix",
      between("wasm-svd plain", "ml-matrix", (n) => n >= 16),
    ],
  ];
  const cells = rows.map(([what, range]) => `<tr><td>${what}</td><td>${range}</td></tr>`).join("");
  return `<table><thead><tr><th>wasm-svd against numpy, unless said otherwise</th><th>our time / theirs</th></tr></thead><tbody>${cells}</tbody></table>`;
}

function gradientDescent(): string {
  const runs = sgdResults();
  const [{ ratings, factors }] = runs;
  const groups = runs.map(({ node, rows }): Group => ({
    title: `Node ${node.replace(/^v/, "")}`,
    rows: rows.map(({ name, milliseconds: time }) => {
      const colour = name === "typescript" ? "second" : "first";
      const [scalar, relaxed] = name.split("-");
      const label =
        name === "typescript"
          ? "plain TypeScript"
          : `${scalar === "f32" ? "float32" : "float64"}, ${relaxed ?? "plain"}`;
      return { peer: { name, colour, held: colour === "first" && !relaxed }, label, time };
    }),
  }));
  return dots(
    `Milliseconds of an epoch of the recommender's gradient descent: ${ratings.toLocaleString("en-US")} ratings, ${factors} factors`,
    groups,
  );
}

function group(title: string, row: FullRow): Group {
  const rows = PEERS.flatMap((peer) => {
    const time = timeOf(row, peer);
    return time === undefined ? [] : [{ peer, label: peer.name, time }];
  });
  return { title, rows };
}

function timeOf(row: FullRow, { name }: Peer): number | undefined {
  return row.results.find((one) => one.name === name)?.milliseconds ?? undefined;
}

function shapeOf({ rows, columns }: FullRow): string {
  return `${rows.toLocaleString("en-US")} × ${columns.toLocaleString("en-US")}`;
}

/** Times of unequal accuracy are not to be read without it. */
function residuals(rows: readonly FullRow[]): string {
  const worst = (name: string) => {
    const errors = rows.flatMap((row) => row.results.filter((one) => one.name === name));
    return (Math.max(...errors.map(({ error }) => error)) / 100)
      .toExponential(0)
      .replace("e-", " · 10⁻");
  };
  const raised = (text: string) =>
    text.replace(/(?<=⁻)\d+/, (x) => [...x].map((d) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(d)]).join(""));
  return ` Largest residual relative to σ₁: wasm-svd ${raised(worst("wasm-svd relaxed"))}, numpy ${raised(worst("numpy"))}.`;
}

function dots(title: string, groups: readonly Group[], more = ""): string {
  return figure(
    title + (more && `.${more}`),
    (width) => dotsSvg(groups, title, width),
    numbers(groups),
  );
}

function figure(
  caption: string,
  draw: (width: number) => string,
  table: string,
  legend = "",
): string {
  const drawings = Object.entries(WIDTHS).map(
    ([name, width]) => `<div class="${name}">${draw(width)}</div>`,
  );
  return `<figure class="times">${legend}${drawings.join("")}<figcaption>${escapeHtml(caption)}</figcaption>${table}</figure>`;
}

/** The same as a table, for those who want the digits. */
function numbers(groups: readonly Group[]): string {
  const rows = groups.flatMap(({ title, rows: own }) =>
    own.map(({ label, time }) => {
      return `<tr><td>${escapeHtml(title)}</td><td>${escapeHtml(label)}</td><td class="number">${milliseconds(time)}</td></tr>`;
    }),
  );
  return `<details><summary>The numbers</summary><table><thead><tr><th>size</th><th>by</th><th>ms</th></tr></thead><tbody>${rows.join("")}</tbody></table></details>`;
}
