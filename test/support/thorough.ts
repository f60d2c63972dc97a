import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** As vitest.config.ts says. */
    thorough: boolean;
  }
}

/** Whether to try every size, method and number, or what tells one engine from another. */
export const thorough = inject("thorough");

/** All of a list or, to tell one engine from another, every third and the last of it. */
export function some<X>(list: readonly X[]): readonly X[] {
  return thorough ? list : list.filter((_, i) => i % 3 === 0 || i === list.length - 1);
}
