/** Digits after the point that a part very near to 1 gets at most. */
const MOST_DIGITS = 8;

/**
 * 0.9312 as "93.12 %", with `digits` digits after the point, or as many more as it
 * takes to tell a part from all: only 1 itself is "100 %".
 */
export function percent(part: number, digits: number): string {
  const rest = 1 - part;
  if (rest <= 0) return "100 %";
  // Up to the first digit of the rest, or the nines would be rounded up.
  const needed = -Math.floor(Math.log10(rest)) - 2;
  const text = (100 * part).toFixed(Math.min(Math.max(digits, needed), MOST_DIGITS));
  return Number(text) === 100 ? `> 99.${"9".repeat(MOST_DIGITS)} %` : `${text} %`;
}
