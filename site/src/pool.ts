// For a few hours: the pool's interface on the caller's thread, until src/workers/ is there.
/* eslint-disable */
import * as library from "wasm-svd";
export interface JobProgress {
  readonly phase: string;
  readonly done: number;
  readonly total: number;
  readonly residual?: number | undefined;
}
export interface JobOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: JobProgress) => void;
  readonly transfer?: boolean;
}
const shim: any = new Proxy(
  {},
  {
    get(_, name: string) {
      if (name === "fit") {
        return async (Model: any, options: any, args: any[]) => new Model(options).fit(...args);
      }
      return async (...args: any[]) => {
        const last = args.at(-1);
        if (last && typeof last === "object" && ("signal" in last || "onProgress" in last)) {
          const { signal: _s, onProgress: _p, transfer: _t, ...rest } = last;
          args[args.length - 1] = rest;
        }
        return (library as any)[name](...args);
      };
    },
  },
);
export function pool(): any {
  return shim;
}
