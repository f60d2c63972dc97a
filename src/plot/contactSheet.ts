import type { Image } from "../image.ts";
import { Canvas, type Colour } from "./canvas.ts";
import { drawImage } from "./drawImage.ts";
import { drawText, fitText, LINE_HEIGHT, textWidth } from "./drawText.ts";

export interface Tile {
  readonly image: Image;
  /** One line below the picture, and a quieter one on its right. */
  readonly title: string;
  readonly note?: string;
}

export interface ContactSheetOptions {
  /** A line above all pictures. */
  readonly title?: string;
  /** Pictures side by side; by default as many as make the sheet about 3 : 2. */
  readonly columns?: number;
  /** Longest side of a picture on the sheet in pixels; 512 by default. Smaller ones are enlarged by whole numbers. */
  readonly size?: number;
}

const BACKGROUND: Colour = [24, 25, 28];
const BRIGHT: Colour = [240, 240, 242];
const QUIET: Colour = [158, 161, 170];

/** Pixels between pictures and around them. */
const MARGIN = 28;

/** Pixels between a picture and the text below it. */
const GAP = 10;

/** Narrower tiles have no room for a title and a note side by side. */
const MIN_TILE = 240;

/**
 * Puts pictures of one size side by side, each with its text below it.
 *
 * @throws {@link RangeError} if there is no picture.
 *
 * @example
 * ```ts
 * import { contactSheet } from "wasm-svd/plot";
 *
 * const image = { width: 300, height: 200, channels: 1, data: new Uint8Array(60_000) } as const;
 * const tiles = [1, 2].map((k) => ({ image, title: `rank ${k}` }));
 * contactSheet(tiles, { columns: 2, size: 300 }).width; // 684, with 28 pixels around each
 * ```
 */
export function contactSheet(tiles: readonly Tile[], options: ContactSheetOptions = {}): Image {
  if (tiles.length === 0)
    throw new RangeError("contactSheet: expected at least one picture, got 0");
  const { title, size = 512 } = options;
  const picture = fit(tiles[0].image, size);
  const tileWidth = Math.max(picture.width, MIN_TILE);
  const tileHeight = picture.height + GAP + LINE_HEIGHT;
  const columns = options.columns ?? columnsFor(tiles.length, tileWidth / tileHeight);
  const rows = Math.ceil(tiles.length / columns);
  const top = title ? MARGIN + LINE_HEIGHT : 0;
  const canvas = new Canvas(
    MARGIN + columns * (tileWidth + MARGIN),
    top + MARGIN + rows * (tileHeight + MARGIN),
    BACKGROUND,
  );
  if (title) {
    drawText(canvas, MARGIN, MARGIN, fitText(title, canvas.width - 2 * MARGIN), BRIGHT);
  }
  tiles.forEach((tile, i) => {
    const row = Math.floor(i / columns);
    const inRow = Math.min(columns, tiles.length - row * columns);
    // A last row that is not full stands in the middle.
    const indent = ((columns - inRow) * (tileWidth + MARGIN)) / 2;
    const x = Math.round(MARGIN + indent + (i % columns) * (tileWidth + MARGIN));
    const y = top + MARGIN + row * (tileHeight + MARGIN);
    const left = x + ((tileWidth - picture.width) >> 1);
    drawImage(canvas, tile.image, { x: left, y, ...picture });
    drawCaption(canvas, x, y + picture.height + GAP, tileWidth, tile);
  });
  return canvas.toImage();
}

function drawCaption(canvas: Canvas, x: number, y: number, width: number, tile: Tile): void {
  drawText(canvas, x, y, fitText(tile.title, width), BRIGHT);
  const room = width - textWidth(tile.title) - MARGIN;
  if (!tile.note || room <= 0) return;
  const note = fitText(tile.note, room);
  drawText(canvas, x + width - textWidth(note), y, note, QUIET);
}

/** The size of a picture on the sheet. */
function fit({ width, height }: Image, size: number): { width: number; height: number } {
  const scale = size / Math.max(width, height);
  const factor = scale >= 1 ? Math.floor(scale) : scale;
  const scaled = (length: number) => Math.max(1, Math.round(length * factor));
  return { width: scaled(width), height: scaled(height) };
}

/**
 * The number of columns that makes the sheet nearly 3 : 2, and leaves few places
 * empty: half a row of them counts as much as a sheet 1.6 times too wide or high.
 */
function columnsFor(count: number, tileAspect: number): number {
  const cost = (columns: number) => {
    const rows = Math.ceil(count / columns);
    const aspect = (columns * tileAspect) / rows;
    const empty = (rows * columns - count) / columns;
    return Math.abs(Math.log(aspect / 1.5)) + empty;
  };
  const choices = Array.from({ length: count }, (_, i) => i + 1);
  return choices.reduce((best, columns) => (cost(columns) < cost(best) ? columns : best));
}
