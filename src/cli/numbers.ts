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

export const POSITIVE: Expected = {
  what: "a number above 0",
  holds: (value) => value > 0 && value < Infinity,
};

export const PART: Expected = {
  what: "a number from 0 to below 1",
  holds: (value) => value >= 0 && value < 1,
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

const UNITS: Readonly<Record<string, number>> = { "": 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };

/**
 * Reads an amount of memory, such as 512M.
 *
 * @throws {@link UsageError} if it is none.
 */
export function sizeIn(option: string, text: string): number {
  const [, digits, unit = ""] = /^(\d+)([KMG]?)$/i.exec(text) ?? [];
  if (digits !== undefined) return Number(digits) * UNITS[unit.toUpperCase()];
  throw new UsageError(`${option} ${text}: expected a size such as 512M or 2G`);
}
