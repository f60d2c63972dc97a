import { readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  bytesOf,
  messages,
  split,
  type Description,
  type Dtype,
  type Numbers,
  type Request,
  type Truncation,
  type Work,
} from "./protocol.ts";

/** A library for JavaScript, as the benchmark sees it; `A` is its own form of a matrix. */
export interface Peer<A> {
  readonly about: Description["about"];
  readonly dtypes: readonly Dtype[];
  /** Brings a row-major matrix into the library's form. Not timed. */
  prepare(rows: number, columns: number, data: Numbers): A;
  /**
   * What the library can do. What a work calls is timed; what the function that
   * it returns does, which lays the result out row-major, is not.
   */
  readonly works: Partial<Record<Work, (a: A, b: A, truncation: Truncation) => () => Numbers[]>>;
}

/**
 * Lets malloc keep what is freed, as the other side does (keep_memory in serve.py): otherwise fresh pages for results, which the
 * system has to clear, take up to half of the time of a small decomposition.
 */
function keepMemory(): void {
  new Uint8Array(2 ** 25 - 2 ** 20).fill(1);
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
}

/** Answers the requests that arrive on standard input until it ends. */
export async function serve<A>(peer: Peer<A>): Promise<void> {
  keepMemory();
  // A process takes part in both precisions at once: each has operands of its own.
  const operands: Record<Dtype, Partial<Record<"a" | "b", A>>> = { float64: {}, float32: {} };
  for await (const { header, payload } of messages(process.stdin)) {
    try {
      handle(header as unknown as Request, payload);
    } catch (error) {
      answer({ error: String(error) });
    }
  }

  function handle(request: Request, payload: Uint8Array): void {
    switch (request.action) {
      case "describe":
        answer({ works: Object.keys(peer.works), dtypes: peer.dtypes, about: peer.about });
        break;
      case "take": {
        const { operand, rows, columns, dtype } = request;
        const numbers = split(payload, dtype, [rows * columns])[0];
        operands[dtype][operand] = peer.prepare(rows, columns, numbers);
        answer({});
        break;
      }
      case "give": {
        const numbers = call(request)();
        answer({ lengths: numbers.map((x) => x.length) }, numbers);
        break;
      }
      case "time": {
        const start = performance.now();
        for (let i = 0; i < request.calls; ++i) call(request);
        answer({ milliseconds: (performance.now() - start) / request.calls });
      }
    }
  }

  function call(request: Request & { action: "give" | "time" }): () => Numbers[] {
    const { work, dtype, k = 1, tolerance = 0 } = request;
    // Which works there are was asked for first; only products have a b.
    return peer.works[work]!(operands[dtype].a!, operands[dtype].b!, { k, tolerance });
  }
}

/** The version of a package that is installed here. */
export function versionOf(name: string): string {
  const file = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

function answer(header: object, numbers: readonly Numbers[] = []): void {
  const bytes = numbers.reduce((sum, x) => sum + x.byteLength, 0);
  process.stdout.write(`${JSON.stringify({ ...header, bytes })}\n`);
  for (const x of numbers) process.stdout.write(bytesOf(x));
}
