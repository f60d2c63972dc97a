/** One column of a table: its heading, and the text of each row. */
export interface Column {
  readonly heading: string;
  readonly cells: readonly string[];
  /** Numbers stand right, which is the default; words left. */
  readonly align?: "left" | "right";
}

/**
 * Sets columns side by side for a terminal, with a line below the headings.
 *
 * @example
 * ```ts
 * import { table } from "wasm-svd/plot";
 *
 * table([
 *   { heading: "k", cells: ["5", "20"] },
 *   { heading: "PSNR", cells: ["18.1 dB", "22.5 dB"] },
 * ]);
 * //  k     PSNR
 * // ──  ───────
 * //  5  18.1 dB
 * // 20  22.5 dB
 * ```
 */
export function table(columns: readonly Column[]): string {
  const padded = columns.map(({ heading, cells, align = "right" }) => {
    const width = Math.max(...[heading, ...cells].map(displayWidth));
    const pad = (text: string) => {
      const blanks = " ".repeat(width - displayWidth(text));
      return align === "left" ? text + blanks : blanks + text;
    };
    return [pad(heading), "─".repeat(width), ...cells.map(pad)];
  });
  const height = Math.max(...padded.map((column) => column.length));
  const line = (i: number) => padded.map((column) => column[i] ?? "").join("  ");
  return Array.from({ length: height }, (_, i) => `${line(i).trimEnd()}\n`).join("");
}

/** Columns that a text takes in a terminal, but for scripts whose letters take two. */
function displayWidth(text: string): number {
  return [...text.normalize("NFC")].filter((c) => !/\p{Mark}/u.test(c)).length;
}
