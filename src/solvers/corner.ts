/** Angles wider than this are no corner (Castellanos, Gómez, Guerra, 2002, §3). */
const WIDEST = Math.cos((7 * Math.PI) / 8);

/**
 * Finds the corner of an L-curve that is known at some points: the one with the sharpest angle between a point before it and
 * the last point, among those that bend the right way.
 *
 * @param residuals - Falling.
 * @param solutions - Rising.
 * @returns Its place; the last where there is no corner.
 */
export function cornerOf(residuals: Float64Array, solutions: Float64Array): number {
  const last = residuals.length - 1;
  const points = Array.from(residuals, (residual, i) => [
    Math.log(Math.max(residual, Number.MIN_VALUE)),
    Math.log(Math.max(solutions[i], Number.MIN_VALUE)),
  ]);
  let sharpest = WIDEST;
  let corner = last;
  for (let at = 1; at < last; ++at) {
    const toLast = [points[last][0] - points[at][0], points[last][1] - points[at][1]];
    for (let before = 0; before < at; ++before) {
      const back = [points[before][0] - points[at][0], points[before][1] - points[at][1]];
      const turn = back[0] * toLast[1] - back[1] * toLast[0];
      const lengths = Math.hypot(...back) * Math.hypot(...toLast);
      const cosine = (back[0] * toLast[0] + back[1] * toLast[1]) / lengths;
      if (turn > 0 && cosine > sharpest) [sharpest, corner] = [cosine, at];
    }
  }
  return corner;
}
