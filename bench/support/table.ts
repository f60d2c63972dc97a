/**
 * Sets rows in columns as wide as their widest cell: the first to the left,
 * the others to the right. The first row is the heading.
 */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, j) => Math.max(...rows.map((row) => row[j].length)));
  const lines = rows.map((row) =>
    row.map((cell, j) => (j === 0 ? cell.padEnd(widths[j]) : cell.padStart(widths[j]))).join("  "),
  );
  lines.splice(1, 0, widths.map((width) => "─".repeat(width)).join("  "));
  return lines.map((line) => line.trimEnd()).join("\n");
}

/** Three digits, as a person reads them: 0.00123, 1.23, 12.3, 1,230. */
export function digits(x: number | undefined): string {
  if (x === undefined || Number.isNaN(x)) return "–";
  if (x >= 1000) return Math.round(x).toLocaleString("en-US");
  return x === 0
    ? "0"
    : x.toFixed(Math.max(0, Math.min(6, 2 - Math.floor(Math.log10(Math.abs(x))))));
}

/** Milliseconds in the unit that keeps them readable. */
export function time(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return "–";
  return milliseconds < 0.1 ? `${digits(1000 * milliseconds)} µs` : `${digits(milliseconds)} ms`;
}
