import { EPS } from "../../precision";
import { TOLERANCE } from "./negligible";

/**
 * Chooses the shift of a sweep over the block lo … hi: the smaller singular value of the two by two
 * block at the end that the sweep goes to, or 0 where a shift would cost the relative accuracy of the
 * small singular values (LAWN 3, §4 p 18). `smallest` and `largest` estimate those of the block.
 */
export function chooseShift(
  lo: usize,
  hi: usize,
  d: usize,
  e: usize,
  upward: bool,
  smallest: real,
  largest: real,
): real {
  const size = sizeof<real>();
  const n = (hi - lo + 1) as real;
  if (n * TOLERANCE * (smallest / largest) <= EPS) return 0;
  const end = upward ? lo : hi - 1;
  const start = abs<real>(load<real>(d + (upward ? hi : lo) * size));
  const shift = smallerOfTwo(
    abs<real>(load<real>(d + end * size)),
    abs<real>(load<real>(e + end * size)),
    abs<real>(load<real>(d + (end + 1) * size)),
  );
  const ratio = shift / start;
  return ratio * ratio < EPS ? (0 as real) : shift;
}

/** The smaller singular value of [f g; 0 h], all ≥ 0: 2fh / (|[f + h, g]| + |[f − h, g]|). */
function smallerOfTwo(f: real, g: real, h: real): real {
  const scale = max<real>(max<real>(f, g), h);
  if (scale === 0) return 0;
  const p = f / scale;
  const q = h / scale;
  const r = g / scale;
  const sum = sqrt<real>((p + q) * (p + q) + r * r) + sqrt<real>((p - q) * (p - q) + r * r);
  return ((2 * min<real>(f, h)) / sum) * max<real>(p, q);
}
