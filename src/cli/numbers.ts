import { UsageError } from "./errors.ts";

/** What an option may be: for the message, and as a test. */
export interface Expected {
  readonly what: string;
  readonly holds: (value: number) => boolean;
}

export const POSITIVE_INTEGER: Expected = {
  what: "a whole number from 1",
  holds: (value) => Number.isSafeInteger(value) && value >= 1,
};

export const INTEGER: Expected = { what: "a whole number", holds: Number.isSafeInteger };

export const FRACTION: Expected = {
  what: "a number above 0 and below 1",
  holds: (value) => value > 0 && value < 1,
};

/**
 * Reads the value of an option.
 *
 * @returns undefined if the option is not given.
 * @throws {@link UsageError} if it is no such number.
 */
export function numberOf(
  option: string,
  text: string | undefined,
  { what, holds }: Expected,
): number | undefined {
  if (text === undefined) return undefined;
  const value = text.trim() === "" ? NaN : Number(text);
  if (holds(value)) return value;
  throw new UsageError(`${option} ${text}: expected ${what}`);
}
