import type { JobOptions } from "wasm-svd";
import type { Message, Request } from "./benchmark.worker.ts";
import type { Row } from "./measure.ts";

/** Measures the sizes in a worker; `onRow` gets each as soon as it is there. */
export function runBenchmark(
  sizes: Request,
  onRow: (row: Row) => void,
  { signal, onProgress }: JobOptions,
): Promise<void> {
  const worker = new Worker(new URL("./benchmark.worker.ts", import.meta.url), { type: "module" });
  const result = new Promise<void>((resolve, reject) => {
    signal?.addEventListener("abort", () => reject(new DOMException("cancelled", "AbortError")));
    worker.addEventListener("error", ({ message }) => {
      reject(new Error(`The benchmark could not run: ${message}`));
    });
    worker.addEventListener("message", ({ data }: MessageEvent<Message>) => {
      switch (data.kind) {
        case "phase":
          return onProgress?.({ phase: data.phase, done: data.done, total: sizes.length });
        case "row":
          return onRow(data.row);
        case "done":
          return resolve();
        case "error":
          return reject(new Error(data.message));
      }
    });
    worker.postMessage(sizes);
  });
  return result.finally(() => worker.terminate());
}
