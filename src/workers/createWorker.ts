import { source } from "./source.ts";
import type { WorkerLike } from "./thread.ts";

interface NodeWorkers {
  readonly Worker: new (source: string, options: { eval: boolean }) => WorkerLike;
}

/**
 * Starts a worker from the text that came with the library, so that neither bundlers nor servers need to know of it:
 * in Node by `eval`, in browsers from a blob.
 */
export function createDefaultWorker(): WorkerLike {
  const { process } = globalThis as {
    process?: { getBuiltinModule?(name: string): NodeWorkers | undefined };
  };
  const workers = process?.getBuiltinModule?.("node:worker_threads");
  if (workers) return new workers.Worker(source, { eval: true });
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    return new Worker(url, { name: "wasm-svd" }) as unknown as WorkerLike;
  } finally {
    setTimeout(() => URL.revokeObjectURL(url), FETCH_MILLISECONDS);
  }
}

/** How long the browser may take to read the script. */
const FETCH_MILLISECONDS = 10_000;
