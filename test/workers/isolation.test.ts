import { expect, inject, it } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Whether the pages of the project are cross-origin isolated, as vitest.config.ts says. */
    isolated: boolean;
  }
}

it.runIf("document" in globalThis)("the page is isolated where it is meant to be", () => {
  expect(crossOriginIsolated).toBe(inject("isolated"));
});
