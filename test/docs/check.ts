import { inspect } from "node:util";
import { agrees, parseExpected } from "./expected.ts";

/** Throws unless the value is what the comment says. */
export function $check(value: unknown, comment: string, place: string): void {
  const expected = parseExpected(comment);
  if (expected && agrees(value, expected)) return;
  throw new Error(`${place}: the comment says ${comment}, the value is ${inspect(value)}`);
}

/** Throws unless `body` throws what the comment says: "throws NAME" or "throws NAME: MESSAGE". */
export async function $throws(body: () => unknown, comment: string, place: string): Promise<void> {
  const [, name, message] = /^throws (?:an? )?(\w+)(?:: (.*))?/.exec(comment) ?? [];
  let thrown: unknown;
  try {
    await body();
  } catch (error) {
    thrown = error;
  }
  const right =
    thrown instanceof Error && thrown.name === name && (!message || thrown.message === message);
  if (!right)
    throw new Error(`${place}: the comment says ${comment}, it throws ${inspect(thrown)}`);
}
