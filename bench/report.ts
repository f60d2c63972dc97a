/** Writes README's table and the plot beside it from the newest results that are kept. */
import { writeReport } from "./report/report.ts";

console.log(`Written from ${writeReport()}: README.md, bench/results/thin.svg`);
