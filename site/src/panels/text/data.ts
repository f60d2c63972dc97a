import url from "virtual:speeches";
import type { JobOptions } from "wasm-svd";

export interface Speech {
  readonly year: number;
  /** Of the president. */
  readonly name: string;
  readonly party: string;
  readonly text: string;
}

let kept: readonly Speech[] | undefined;

/** All speeches, oldest first; downloaded once. */
export async function loadSpeeches({ signal, onProgress }: JobOptions): Promise<readonly Speech[]> {
  if (kept) return kept;
  const response = await fetch(url, signal ? { signal } : {});
  if (!response.ok || !response.body) {
    throw new Error(`The speeches could not be loaded (${response.status}).`);
  }
  const total = Number(response.headers.get("content-length"));
  let done = 0;
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      done += chunk.length;
      onProgress?.({ phase: "download", done, total });
      controller.enqueue(chunk);
    },
  });
  const plain = response.body.pipeThrough(counter).pipeThrough(new DecompressionStream("gzip"));
  const list = (await new Response(plain).json()) as Speech[];
  kept = list.toSorted((a, b) => a.year - b.year);
  return kept;
}

/** A speech by its year and its president, as no two are. */
export function titleOf({ year, name }: Speech): string {
  return `${year} ${name}`;
}

export function centuryOf({ year }: Speech): string {
  const century = Math.ceil(year / 100);
  return `${century}${century === 21 ? "st" : "th"} century`;
}
