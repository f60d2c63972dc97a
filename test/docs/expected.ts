/** What a comment says about the value before it; examples.test.ts lists the forms. */
export type Expected =
  | { readonly kind: "number"; readonly value: number; readonly tolerance: number }
  | { readonly kind: "below"; readonly limit: number }
  | { readonly kind: "same"; readonly value: unknown }
  | { readonly kind: "list"; readonly items: readonly Expected[]; readonly open: boolean }
  | { readonly kind: "record"; readonly entries: readonly (readonly [string, Expected])[] }
  | { readonly kind: "instance"; readonly className: string; readonly content: Expected };

/** Allowed in numbers written out in full, relative to the larger of 1 and the number. */
const ROUNDING = { single: 1e-6, double: 1e-12 };

const NUMBER = /[-−]?(?:\d+(?:\.\d+)?(?:e[-+−]?\d+)?|NaN|Infinity)/y;

/**
 * Reads the value at the start of a comment; undefined if there is none: it is prose then.
 *
 * @throws SyntaxError if it starts as only values do, and goes on as none does.
 */
export function parseExpected(comment: string): Expected | undefined {
  const reader = new Reader(comment.trim());
  const expected = reader.value(ROUNDING.double);
  const complete = expected && (reader.atEnd() || reader.take(/[,;:(–—]/y) !== undefined);
  if (complete) return expected;
  if (!/^\s*([[{≈<]|[A-Z]\w*\s*[[{])/.test(comment)) return undefined;
  throw new SyntaxError(`the comment "${comment.trim()}" is not a value as examples.test.ts says`);
}

/** Reads values by recursive descent; undefined wherever the text has another form. */
class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    return this.#at === this.#text.length;
  }

  /** Takes what matches here, and the blanks behind it. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) return undefined;
    this.#at += found.length;
    this.#at += /^\s*/.exec(this.#text.slice(this.#at))![0].length;
    return found;
  }

  value(rounding: number): Expected | undefined {
    const className = this.take(/[A-Z]\w*(?=\s*[[{])/y);
    if (className !== undefined) {
      const content = this.value(className === "Float32Array" ? ROUNDING.single : rounding);
      return content && { kind: "instance", className, content };
    }
    if (this.take(/\[/y)) return this.#list(rounding);
    if (this.take(/\{/y)) return this.#record(rounding);
    if (this.take(/</y)) return this.#below();
    const word = this.take(/true\b|false\b|null\b|"[^"]*"/y);
    if (word !== undefined) return { kind: "same", value: JSON.parse(word) };
    if (this.take(/undefined\b/y)) return { kind: "same", value: undefined };
    return this.#number(rounding);
  }

  #number(rounding: number): Expected | undefined {
    const about = this.take(/≈/y) !== undefined;
    const digits = this.take(NUMBER)?.replaceAll("−", "-");
    if (digits === undefined) return undefined;
    const value = Number(digits);
    const inexact = this.take(/…/y) !== undefined || about;
    const tolerance = inexact ? lastDigit(digits) : rounding * Math.max(1, Math.abs(value));
    return { kind: "number", value, tolerance };
  }

  #below(): Expected | undefined {
    const limit = this.take(NUMBER);
    return limit === undefined ? undefined : { kind: "below", limit: Number(limit) };
  }

  #list(rounding: number): Expected | undefined {
    const items: Expected[] = [];
    while (!this.take(/\]/y)) {
      if (this.take(/…\s*\]/y)) return { kind: "list", items, open: true };
      const item = this.value(rounding);
      if (!item || this.take(/,|(?=\])/y) === undefined) return undefined;
      items.push(item);
    }
    return { kind: "list", items, open: false };
  }

  #record(rounding: number): Expected | undefined {
    const entries: [string, Expected][] = [];
    while (!this.take(/\}/y)) {
      const name = this.take(/\w+(?=\s*:)/y);
      if (name === undefined || !this.take(/:/y)) return undefined;
      const entry = this.value(rounding);
      if (!entry || this.take(/,|(?=\s*\})/y) === undefined) return undefined;
      entries.push([name, entry]);
    }
    return { kind: "record", entries };
  }
}

/** One in the last of the digits given: 0.01 for "6.71", 1e-16 for "3e-16". */
function lastDigit(digits: string): number {
  const [mantissa, exponent = "0"] = digits.split("e");
  const decimals = mantissa.split(".")[1]?.length ?? 0;
  return 10 ** (Number(exponent) - decimals);
}

/** Whether a value is what the comment says. */
export function agrees(value: unknown, expected: Expected): boolean {
  switch (expected.kind) {
    case "number":
      if (typeof value !== "number") return false;
      return (
        Object.is(value, expected.value) || Math.abs(value - expected.value) <= expected.tolerance
      );
    case "below":
      return typeof value === "number" && Math.abs(value) < expected.limit;
    case "same":
      return value === expected.value;
    case "list":
      return listAgrees(listOf(value), expected);
    case "record":
      return expected.entries.every(([name, entry]) => {
        return agrees((value as Record<string, unknown>)[name], entry);
      });
    case "instance":
      return value?.constructor.name === expected.className && agrees(value, expected.content);
  }
}

function listAgrees(
  list: readonly unknown[] | undefined,
  { items, open }: Extract<Expected, { kind: "list" }>,
): boolean {
  if (!list || (open ? list.length < items.length : list.length !== items.length)) return false;
  return items.every((item, i) => agrees(list[i], item));
}

/** Arrays, typed arrays, and the rows of matrices. */
function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value as unknown[];
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array);
  const { toArray } = (value ?? {}) as { toArray?: () => unknown[] };
  return toArray?.call(value);
}
