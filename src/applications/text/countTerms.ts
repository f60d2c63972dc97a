import { describe } from "../../errors.ts";
import { Growing } from "./growing.ts";

/** How often each term occurs in each document: compressed rows, each in the order in which its terms first occur. */
export interface TermCounts {
  readonly rowStarts: Uint32Array;
  readonly columns: Uint32Array;
  readonly counts: Uint32Array;
}

/** The most entries that a `Map` can have in V8. */
const MOST_TERMS = 2 ** 24;

/**
 * Counts the terms of documents.
 *
 * @param vocabulary - Terms and their columns. With `learn`, terms that are not in it are added to it, else left out.
 */
export function countTerms(
  name: string,
  documents: Iterable<string>,
  analyze: (text: string) => readonly string[],
  vocabulary: Map<string, number>,
  learn: boolean,
): TermCounts {
  const rowStarts = new Growing();
  const columns = new Growing();
  const counts = new Growing();
  rowStarts.push(0);
  for (const text of checkedTexts(name, documents)) {
    // By terms, not by columns: a small table that stays in the cache is asked for each word, the large one for each term once.
    const row = new Map<string, number>();
    for (const term of analyze(text)) row.set(term, (row.get(term) ?? 0) + 1);
    for (const [term, count] of row) {
      let column = vocabulary.get(term);
      if (column === undefined) {
        if (!learn) continue;
        column = vocabulary.size;
        if (column === MOST_TERMS) {
          throw new RangeError(
            `${name}: expected up to ${MOST_TERMS} different terms, got more; shorten ngramRange or give a vocabulary`,
          );
        }
        vocabulary.set(term, column);
      }
      columns.push(column);
      counts.push(count);
    }
    rowStarts.push(columns.length);
  }
  return { rowStarts: rowStarts.view(), columns: columns.view(), counts: counts.view() };
}

function* checkedTexts(name: string, documents: Iterable<string>): Generator<string> {
  // A text is iterable, too: by its letters.
  const iterable = typeof documents === "object" && (documents as object | null) !== null;
  if (!iterable || typeof documents[Symbol.iterator] !== "function") {
    throw new TypeError(`${name}: expected a list of texts, got ${describe(documents)}`);
  }
  let at = 0;
  for (const text of documents) {
    if (typeof text !== "string") {
      throw new TypeError(`${name}: expected texts, got ${describe(text)} at ${at}`);
    }
    yield text;
    ++at;
  }
}
