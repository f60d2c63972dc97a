import { INK, label } from "./axes.ts";
import { element, text } from "./svg.ts";

/** Letters of 13 px are 7.5 px wide on average, of 19 px 11. */
export const LETTER = 7.5;
const TITLE_LETTER = 11;

/** What every chart has. */
export interface Picture {
  readonly title: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Pixels left and right of the title. */
  readonly left: number;
  readonly right: number;
}

/** The frame of every chart: a white picture with a title that fits. */
export function picture(
  { title, width, height, left, right }: Picture,
  ...content: string[]
): string {
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "img",
      "font-family": "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif",
      "font-size": 13,
    },
    element("title", {}, text(title)),
    element("rect", { width, height, fill: "#ffffff" }),
    label(left, 34, cut(title, width - left - right, TITLE_LETTER), {
      "font-size": 19,
      "font-weight": 600,
      fill: INK,
    }),
    ...content,
  );
}

/** A text that fits into `width` pixels: SVG cannot measure letters. */
export function cut(raw: string, width: number, letter = LETTER): string {
  const characters = [...raw];
  const room = Math.max(1, Math.floor(width / letter));
  return characters.length <= room ? raw : `${characters.slice(0, room - 1).join("")}…`;
}
