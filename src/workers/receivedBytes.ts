// Stands for src/wasm/bytes.ts in the bundle of the worker (scripts/build-worker.mjs): the modules come with the first
// message, so that a page has them once.
import type { BuildName } from "../wasm/bytes.ts";

export type { BuildName };

export let alphabet = "";

export const bytes = {} as Record<BuildName, string>;

export function receive(modules: Record<string, string>, characters: string): void {
  Object.assign(bytes, modules);
  alphabet = characters;
}
