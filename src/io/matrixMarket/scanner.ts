import { FormatError } from "../formatError.ts";
import { POWERS, roundDecimal } from "./decimal.ts";

const TAB = 9;
const LINE_FEED = 10;
const RETURN = 13;
const SPACE = 32;
const PERCENT = 37;
const PLUS = 43;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;

/** Below this, one more digit still makes a number that fits a double's 53 bits: 15 digits in all. */
const BEFORE_LAST = 1e14;

/** Digits beyond those that are kept apart. */
const MOST_EXTRA = 7;

/** Reads the numbers of a Matrix Market file from its bytes, line by line. */
export class Scanner {
  readonly bytes: Uint8Array;
  at = 0;
  /** The line of what is read next, counted from 1. */
  line = 1;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    // The byte order mark of UTF-8.
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.at = 3;
  }

  /** Goes on to the next line that is neither blank nor a remark. Returns false at the end of the file. */
  nextLine(): boolean {
    const { bytes } = this;
    for (;;) {
      this.#skipBlanks();
      const byte = bytes[this.at];
      if (byte === undefined) return false;
      if (byte === PERCENT) this.#skipLine();
      else if (byte === LINE_FEED || byte === RETURN) this.#skipLineEnd();
      else return true;
    }
  }

  /** Reads an integer from `least` to `most`. */
  integer(what: string, least: number, most: number): number {
    this.#skipBlanks();
    const { bytes } = this;
    const start = this.at;
    let value = 0;
    let at = start;
    for (let digit = bytes[at] - ZERO; digit >= 0 && digit <= 9; digit = bytes[++at] - ZERO) {
      value = 10 * value + digit;
    }
    if (at > start && isSeparator(bytes[at]) && value >= least && value <= most) {
      this.at = at;
      return value;
    }
    throw this.#unexpected(`${what} from ${least} to ${most}`);
  }

  /** Reads a number. What 22 digits and a small exponent do not spell is left to JavaScript. */
  number(): number {
    this.#skipBlanks();
    const { bytes } = this;
    let at = this.at;
    const negative = bytes[at] === MINUS;
    if (negative || bytes[at] === PLUS) ++at;
    let digits = 0;
    let high = 0;
    let low = 0;
    let extra = 0;
    let exponent = 0;
    let point = false;
    let exact = true;
    for (; ; ++at) {
      const digit = bytes[at] - ZERO;
      if (digit >= 0 && digit <= 9) {
        if (point) --exponent;
        if (high < BEFORE_LAST) {
          high = 10 * high + digit;
        } else if (extra < MOST_EXTRA) {
          low = 10 * low + digit;
          ++extra;
        } else {
          exact &&= digit === 0;
          ++exponent;
        }
        ++digits;
      } else if (bytes[at] === POINT && !point) {
        point = true;
      } else {
        break;
      }
    }
    // E or e, and D or d of Fortran. Without a digit before it, the slow way finds out what is wrong.
    const letter = bytes[at] | 0x20;
    if (letter === 0x65 || letter === 0x64) {
      const down = bytes[++at] === MINUS;
      if (down || bytes[at] === PLUS) ++at;
      let power = 0;
      const start = at;
      for (let digit = bytes[at] - ZERO; digit >= 0 && digit <= 9; digit = bytes[++at] - ZERO) {
        power = 10 * power + digit;
      }
      if (at === start) return this.#slowNumber();
      exponent += down ? -power : power;
    }
    // Zeros at the end, as `%.16e` prints them.
    if (low === 0) exponent += extra;
    if (digits === 0 || !exact || exponent < -22 || exponent > 22 || !isSeparator(bytes[at])) {
      return this.#slowNumber();
    }
    const magnitude = low === 0 ? round(high, exponent) : roundDecimal(high, low, extra, exponent);
    if (magnitude === undefined) return this.#slowNumber();
    this.at = at;
    return negative ? -magnitude : magnitude;
  }

  /** Throws if there is more on this line. */
  endLine(): void {
    this.#skipBlanks();
    const byte = this.bytes[this.at];
    if (byte !== undefined && byte !== LINE_FEED && byte !== RETURN) {
      throw this.#unexpected("the end of the line");
    }
  }

  /** An error at this line. */
  error(text: string): FormatError {
    return new FormatError(`matrixMarket: line ${this.line}: ${text}`);
  }

  /** What stands from here to the next blank, or to the end of the line. */
  word(): string {
    let end = this.at;
    while (!isSeparator(this.bytes[end])) ++end;
    return String.fromCharCode(...this.bytes.subarray(this.at, Math.min(end, this.at + 400)));
  }

  /** The whole line from here. */
  text(): string {
    let end = this.at;
    const { bytes } = this;
    while (end < bytes.length && bytes[end] !== LINE_FEED && bytes[end] !== RETURN) ++end;
    return String.fromCharCode(...bytes.subarray(this.at, Math.min(end, this.at + 200)));
  }

  skipText(): void {
    this.#skipLine();
  }

  #slowNumber(): number {
    const word = this.word();
    const value = NUMBER.test(word) ? Number(word.replace(/d/i, "e")) : notFinite(word);
    if (value === undefined) throw this.#unexpected("a number");
    this.at += word.length;
    return value;
  }

  #unexpected(expected: string): FormatError {
    const word = this.word();
    const short = JSON.stringify(word.length > 40 ? `${word.slice(0, 40)}…` : word);
    const end = this.at >= this.bytes.length ? "the end of the file" : "the end of the line";
    return this.error(`expected ${expected}, got ${word === "" ? end : short}`);
  }

  #skipBlanks(): void {
    const { bytes } = this;
    while (bytes[this.at] === SPACE || bytes[this.at] === TAB) ++this.at;
  }

  #skipLine(): void {
    const { bytes } = this;
    while (this.at < bytes.length && bytes[this.at] !== LINE_FEED && bytes[this.at] !== RETURN) {
      ++this.at;
    }
  }

  #skipLineEnd(): void {
    if (this.bytes[this.at] === RETURN && this.bytes[this.at + 1] === LINE_FEED) ++this.at;
    ++this.at;
    ++this.line;
  }
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][+-]?\d+)?$/;

/** value · 10^exponent, of a value and a power that are doubles (W. Clinger, PLDI 1990, §4). */
function round(value: number, exponent: number): number {
  return exponent < 0 ? value / POWERS[-exponent] : value * POWERS[exponent];
}

function notFinite(word: string): number | undefined {
  const [, sign, name] = /^([+-]?)(nan|inf|infinity)$/i.exec(word) ?? [];
  if (name === undefined) return undefined;
  if (name.toLowerCase() === "nan") return NaN;
  return sign === "-" ? -Infinity : Infinity;
}

function isSeparator(byte: number | undefined): boolean {
  return (
    byte === LINE_FEED || byte === SPACE || byte === undefined || byte === RETURN || byte === TAB
  );
}
