import { escapeHtml } from "../html.ts";
import { results, sgdResults } from "./results.ts";

/** When, on what and with which versions the figures were measured. */
export function measuredWith(): string {
  const { date, file, commit, machine, against } = results;
  const one = (name: string) => against.contenders.find((contender) => contender.name === name);
  const node = (build: string) => one(`wasm-svd ${build}`)?.node?.replace(/^v/, "") ?? "?";
  const numpy = one("numpy");
  const day = new Date(date).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
  const rows: [string, string][] = [
    ["when", day],
    [
      "machine",
      `${machine.cpu}, ${machine.cores} cores, ${machine.platform}; load before the run ${machine.load}`,
    ],
    [
      "wasm-svd",
      `commit ${commit}; plain SIMD on Node ${node("plain")}, relaxed SIMD on Node ${node("relaxed")}`,
    ],
    [
      "numpy",
      `${numpy?.numpy}, SciPy ${numpy?.scipy}, scikit-learn ${numpy?.sklearn}; OpenBLAS with its kernels for ${numpy?.core}, one thread`,
    ],
    ["numpy held to SSE", "the same with vector registers as wide as WebAssembly's, 128 bits"],
    [
      "Eigen in WebAssembly",
      `BDCSVD of Eigen ${one("Eigen in WebAssembly")?.eigen}, compiled with SIMD`,
    ],
    [
      "results",
      `bench/results/${file}; gradient descent: ${sgdResults()
        .map((run) => run.file)
        .join(", ")}`,
    ],
  ];
  const cells = rows.map(
    ([name, value]) => `<tr><th>${name}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  return `<table class="measured"><tbody>${cells.join("")}</tbody></table>`;
}
