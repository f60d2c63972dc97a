/** Where the axes of a chart over ranks stand, in pixels; for its options, too. */
export const RANK_FRAME = {
  height: 220,
  marginLeft: 68,
  marginRight: 12,
  marginTop: 24,
  marginBottom: 36,
} as const;

/** The axis of ranks: the marker of rank k stands between k and k + 1, so that it parts what is kept from what is not. */
export function rankAxis(most: number) {
  return {
    type: "log",
    domain: [0.5, most + 0.5],
    label: "i",
    ticks: 5,
    tickFormat: "~s",
  } as const;
}

/** Points of a curve for each factor e of the rank: more than a screen has pixels for. */
const DENSITY = 40;

/** Whole numbers from 1, all of the first and then as close as a logarithmic axis can show them. */
export function placesUpTo(most: number): number[] {
  const places = new Set<number>();
  for (let t = 0; t <= DENSITY * Math.log(most); ++t) places.add(Math.round(Math.exp(t / DENSITY)));
  if (most > 0) places.add(most);
  return [...places];
}

/** A number at an axis. */
export function short(x: number): string {
  return x.toLocaleString("en", { maximumSignificantDigits: 3 });
}
