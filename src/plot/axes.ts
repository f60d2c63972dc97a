import { element, text } from "./svg.ts";

/** The rectangle that curves are drawn in, in pixels. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What the axes use of a scale of d3. */
export interface Scale {
  (value: number): number;
  ticks(count: number): number[];
}

export const INK = "#22252b";
export const QUIET = "#6b7280";
const GRID = "#e6e8ec";

/** Pixels from the frame to the numbers, and to the title beyond them. */
const TO_NUMBERS = 10;
const TO_TITLE = 64;

/** How far letters of 13 px must go down to stand in the middle of a line. */
const HALF_HEIGHT = 4;

type Attributes = Readonly<Record<string, string | number>>;

export function label(x: number, y: number, raw: string, attributes: Attributes = {}): string {
  return element("text", { x, y, fill: QUIET, ...attributes }, text(raw));
}

export function rule(x1: number, y1: number, x2: number, y2: number): string {
  return element("line", { x1, y1, x2, y2 });
}

/** The axis of an index 1, 2, 3 … below the frame, with the grid above it. */
export function indexAxis(x: Scale, log: boolean, { left, right, top, bottom }: Frame): string {
  const ticks = x.ticks(log ? 4 : 10).filter((k) => Number.isInteger(k));
  // On a log axis, 3 and 4, or 6 to 9, crowd: lines show them, numbers do not.
  const numbered = log ? ticks.filter((k) => /^[125]0*$/.test(String(k))) : ticks;
  return element(
    "g",
    { "text-anchor": "middle" },
    element("g", { stroke: GRID }, ...ticks.map((k) => rule(x(k), top, x(k), bottom))),
    ...numbered.map((k) => label(x(k), bottom + 20, String(k))),
    label((left + right) / 2, bottom + 44, "k", { "font-style": "italic" }),
  );
}

/** An axis of any numbers below the frame, linear or logarithmic, with the grid above it. */
export function acrossAxis(
  x: Scale,
  { title, log, whole }: { title: string; log?: boolean; whole?: boolean },
  { left, right, top, bottom }: Frame,
): string {
  const ticks = x.ticks(log ? 4 : 10).filter((value) => !whole || Number.isInteger(value));
  const numbered = log ? ticks.filter((value) => /^[125]/.test(value.toExponential())) : ticks;
  const powers = ticks.filter(isPowerOfTen);
  const crowded = powers.length > 4;
  return element(
    "g",
    { "text-anchor": "middle" },
    element("g", { stroke: GRID }, ...ticks.map((value) => rule(x(value), top, x(value), bottom))),
    ...(log && crowded ? powers : numbered).map((value) =>
      label(
        x(value),
        bottom + 20,
        log && isPowerOfTen(value) ? powerOfTen(value) : inEnglish(value),
      ),
    ),
    label((left + right) / 2, bottom + 44, title),
  );
}

/** A linear axis left of the frame, with its grid. */
export function plainAxis(y: Scale, title: string, { left, right, top, bottom }: Frame): string {
  const ticks = y.ticks(6);
  return element(
    "g",
    { "text-anchor": "end" },
    element("g", { stroke: GRID }, ...ticks.map((value) => rule(left, y(value), right, y(value)))),
    ...ticks.map((value) => label(left - TO_NUMBERS, y(value) + HALF_HEIGHT, inEnglish(value))),
    label(left - TO_TITLE, (top + bottom) / 2, title, turned(left - TO_TITLE, top, bottom, -90)),
  );
}

/** A logarithmic axis left of the frame, with its grid. */
export function logAxis(y: Scale, title: string, { left, right, top, bottom }: Frame): string {
  const ticks = y.ticks(8);
  const all = ticks.filter(isPowerOfTen);
  // Between two powers of ten there are others to number.
  const powers = all.length > 2 ? all : ticks;
  return element(
    "g",
    { "text-anchor": "end" },
    element("g", { stroke: GRID }, ...powers.map((value) => rule(left, y(value), right, y(value)))),
    ...powers.map((value) => {
      const number = isPowerOfTen(value) ? powerOfTen(value) : inEnglish(value);
      return label(left - TO_NUMBERS, y(value) + HALF_HEIGHT, number);
    }),
    label(left - TO_TITLE, (top + bottom) / 2, title, turned(left - TO_TITLE, top, bottom, -90)),
  );
}

/** An axis of parts of a whole right of the frame, without a grid of its own. */
export function percentAxis(
  y: Scale,
  title: string,
  { right, top, bottom }: Frame,
  fill: string,
): string {
  const ticks = y.ticks(5);
  const step = Math.abs(ticks[1] - ticks[0]);
  const digits = Math.max(0, Math.ceil(-Math.log10(100 * step) - 1e-9));
  const x = right + TO_TITLE;
  return element(
    "g",
    {},
    ...ticks.map((part) => {
      const percent = `${(100 * part).toFixed(digits)} %`;
      return label(right + TO_NUMBERS, y(part) + HALF_HEIGHT, percent, { fill });
    }),
    label(x, (top + bottom) / 2, title, { ...turned(x, top, bottom, 90), fill }),
  );
}

function turned(x: number, top: number, bottom: number, degrees: number): Attributes {
  return {
    "text-anchor": "middle",
    transform: `rotate(${degrees} ${x} ${(top + bottom) / 2})`,
  };
}

/** log₁₀ of a value, an integer for powers of ten, which d3 rounds in their last digit. */
function exponentOf(value: number): number {
  return Number(Math.log10(value).toFixed(9));
}

function isPowerOfTen(value: number): boolean {
  return Number.isInteger(exponentOf(value));
}

/** 0.25, 1950, 20,000, 300K: at most six letters, and years without a comma. */
function inEnglish(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e5) {
    return value.toLocaleString("en", { notation: "compact", maximumSignificantDigits: 4 });
  }
  return value.toLocaleString("en", { useGrouping: size >= 1e4, maximumSignificantDigits: 6 });
}

/** 0.01, 1, 100, 10,000, and from there on 10⁵. */
function powerOfTen(value: number): string {
  const exponent = exponentOf(value);
  if (exponent >= -2 && exponent <= 4) return value.toLocaleString("en");
  const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const digits = [...String(Math.abs(exponent))].map((digit) => superscripts[Number(digit)]);
  return `10${exponent < 0 ? "⁻" : ""}${digits.join("")}`;
}
