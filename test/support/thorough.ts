import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** As vitest.config.ts says. */
    thorough: boolean;
  }
}

/** Whether to try every size, method and number, or what tells one engine from another. */
export const thorough = inject("thorough");
