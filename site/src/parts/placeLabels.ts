import * as Plot from "@observablehq/plot";

/** Where the middle of a label may stand around its point, the best first: −1, 0 or 1 to the right, and down. */
const PLACES: readonly (readonly [right: number, down: number])[] = [
  [0, -1],
  [0, 1],
  [1, 0],
  [-1, 0],
  [1, -1],
  [-1, -1],
  [1, 1],
  [-1, 1],
];

/** In pixels: half the height of a line, about the width of a letter at 12 px, and half that of a point with its air. */
const HALF_LINE = 7;
const LETTER = 6.6;
const HALF_POINT = 6;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
}

/** Options of a text mark by which its texts, of one line each, cover neither each other nor a point, if they can. */
export function placeLabels<T extends Plot.TextOptions>(options: T, texts: readonly string[]) {
  return Plot.initializer(options, (data, facets, { x, y }, scales, { width, height }) => {
    const xs = toPixels(x, scales.x);
    const ys = toPixels(y, scales.y);
    const taken: Box[] = xs.map((x, i) => ({
      ...{ x, y: ys[i], halfWidth: HALF_POINT, halfHeight: HALF_POINT },
    }));
    const placed = texts.map((text, i) => {
      const halfWidth = (LETTER * text.length) / 2;
      const boxes = PLACES.map(([right, down]) => ({
        x: xs[i] + right * (halfWidth + HALF_POINT),
        // Beside a point, or above and below it: a corner is both, and so may be nearer.
        y: ys[i] + down * (right === 0 ? HALF_LINE + HALF_POINT : HALF_LINE),
        ...{ halfWidth, halfHeight: HALF_LINE },
      }));
      const costs = boxes.map((box) => {
        const outside = Math.max(0, box.halfWidth - box.x, box.x + box.halfWidth - width);
        const beyond = Math.max(0, box.halfHeight - box.y, box.y + box.halfHeight - height);
        const others = taken.filter((_, at) => at !== i);
        return others.reduce((sum, other) => sum + overlap(box, other), 100 * (outside + beyond));
      });
      const best = boxes[costs.indexOf(Math.min(...costs))];
      taken.push(best);
      return best;
    });
    const channel = (values: number[]) => ({ value: values, scale: null });
    return {
      ...{ data, facets },
      channels: { x: channel(placed.map(({ x }) => x)), y: channel(placed.map(({ y }) => y)) },
    };
  });
}

/** The area that two boxes share. */
function overlap(a: Box, b: Box): number {
  const wide = a.halfWidth + b.halfWidth - Math.abs(a.x - b.x);
  const high = a.halfHeight + b.halfHeight - Math.abs(a.y - b.y);
  return Math.max(0, wide) * Math.max(0, high);
}

/** What Plot declares loosely: a channel of numbers, and its scale as a function. */
function toPixels(channel: unknown, scale: unknown): number[] {
  const { value } = channel as { readonly value: ArrayLike<number> };
  return Array.from(value, (x) => (scale as (x: number) => number)(x));
}
