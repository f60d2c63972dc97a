/** Pixels between two looks at what else there is to do: a few milliseconds of work. */
const PIXELS = 1 << 17;

/** Lets the page answer before going on. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Calls `body` for pixels `from` … `to` of `count`, piece by piece, so that the page answers in between. */
export async function inSlices(
  count: number,
  body: (from: number, to: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  for (let from = 0; from < count; from += PIXELS) {
    if (from > 0) await breathe();
    signal?.throwIfAborted();
    body(from, Math.min(from + PIXELS, count));
  }
}

/** The same for each of `rows` rows of `width` numbers. */
export async function rowByRow(
  rows: number,
  width: number,
  body: (row: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  const atOnce = Math.ceil(PIXELS / width);
  for (let row = 0; row < rows; ++row) {
    if (row % atOnce === 0) await breathe();
    signal?.throwIfAborted();
    body(row);
  }
}
