import { FormatError } from "../formatError.ts";
import { formatOfLine, idOf, type RatingsFormat, SEPARATORS } from "./format.ts";

/** Ratings as columns of one length. */
export interface RatingsTable {
  readonly users: readonly (string | number)[];
  readonly items: readonly (string | number)[];
  readonly ratings: Float64Array;
  /** Seconds since 1970; only if they were asked for. */
  readonly timestamps?: Float64Array;
}

export interface ReadRatingsOptions {
  /** By default found out from the first line. */
  readonly format?: RatingsFormat;
  /** Whether to keep the times of the ratings, which each line must have then; false by default. */
  readonly timestamps?: boolean;
}

/** Takes text bit by bit, and keeps what stands in its complete lines. */
export class RatingsParser {
  readonly #users: (string | number)[] = [];
  readonly #items: (string | number)[] = [];
  readonly #ratings: number[] = [];
  readonly #timestamps: number[] = [];
  readonly #keepTimes: boolean;
  #format: RatingsFormat | undefined;
  #line = 0;
  /** The beginning of a line whose end is not there yet. */
  #rest = "";

  constructor({ format, timestamps = false }: ReadRatingsOptions) {
    if (format !== undefined && !(format in SEPARATORS)) {
      const known = Object.keys(SEPARATORS).join(", ");
      throw new RangeError(
        `readRatings: expected format to be one of ${known}, got ${String(format)}`,
      );
    }
    this.#format = format;
    this.#keepTimes = timestamps;
  }

  push(text: string): void {
    const all = this.#rest + text;
    let from = 0;
    for (let end = all.indexOf("\n"); end >= 0; end = all.indexOf("\n", from)) {
      this.#read(all.slice(from, end));
      from = end + 1;
    }
    this.#rest = all.slice(from);
  }

  /** @throws {@link FormatError} if there was no rating. */
  finish(): RatingsTable {
    if (this.#rest !== "") this.#read(this.#rest);
    this.#rest = "";
    if (this.#ratings.length === 0) {
      throw new FormatError("ratings: expected at least one rating, got none");
    }
    return {
      users: this.#users,
      items: this.#items,
      ratings: Float64Array.from(this.#ratings),
      ...(this.#keepTimes && { timestamps: Float64Array.from(this.#timestamps) }),
    };
  }

  #read(raw: string): void {
    ++this.#line;
    const line = this.#line === 1 ? raw.trim().replace(/^\uFEFF/, "") : raw.trim();
    if (line === "") return;
    this.#format ??= formatOfLine(line);
    const fields = line.split(SEPARATORS[this.#format]);
    const [user, item, rated] = fields;
    // The header of ratings.csv.
    const first = this.#line === 1 && this.#format === "csv";
    if (first && rated !== undefined && Number.isNaN(Number(rated))) return;
    if (fields.length < 3 || fields.length > 4 || user === "" || item === "") {
      throw this.#unexpected(this.#layout(), line);
    }
    const rating = numberIn(rated);
    if (rating === undefined) throw this.#unexpected("a number for the rating", rated);
    this.#users.push(idOf(user));
    this.#items.push(idOf(item));
    this.#ratings.push(rating);
    if (!this.#keepTimes) return;
    const time = numberIn(fields[3] ?? "");
    if (time === undefined) throw this.#unexpected("a number for the timestamp", fields[3] ?? line);
    this.#timestamps.push(time);
  }

  #layout(): string {
    const separator = SEPARATORS[this.#format ?? "csv"];
    return ["user", "item", "rating", "timestamp"].join(separator === "\t" ? "<tab>" : separator);
  }

  #unexpected(expected: string, got: string): FormatError {
    const shown = JSON.stringify(got.length > 60 ? `${got.slice(0, 60)}…` : got);
    return new FormatError(`ratings: line ${this.#line}: expected ${expected}, got ${shown}`);
  }
}

function numberIn(text: string): number | undefined {
  const value = Number(text);
  return text.trim() !== "" && Number.isFinite(value) ? value : undefined;
}
