import { LANES, WIDTH, multiplyAdd, sumLanes } from "../../simd";
import { multiplyBlock } from "./block";

/** Entries of a row a step, whatever the precision. */
const STEP: usize = 4;

/**
 * Computes Y = A·X for a sparse A with m rows, and X with b columns; X and Y lie by rows:
 *
 *     for (i = 0; i < m; ++i) {
 *       for (j = 0; j < b; ++j) {
 *         y[i, j] = 0;
 *         for (k = starts[i]; k < starts[i + 1]; ++k) y[i, j] += values[k] * x[indices[k], j];
 *       }
 *     }
 *
 * For b = 1 the products of a row are summed in another order. Numbers of `starts` and `indices` are u32.
 */
export function sparseMultiply(
  m: usize,
  b: usize,
  starts: usize,
  indices: usize,
  values: usize,
  x: usize,
  y: usize,
): void {
  if (b === 1) multiplyVector(m, starts, indices, values, x, y);
  else multiplyBlock(m, 1, starts, 0, b, indices, values, x, y);
}

/**
 * The same for b = 1. Rows are short, of lengths that no processor can foresee, and a wrong guess costs more
 * than a few products: the last step of a row always takes four entries, and drops those of the next row.
 */
function multiplyVector(
  m: usize,
  starts: usize,
  indices: usize,
  values: usize,
  x: usize,
  y: usize,
): void {
  const last = starts + m * sizeof<u32>();
  const end = values + (load<u32>(last) as usize) * sizeof<real>();
  const numbers = countUp();
  for (; starts < last; starts += sizeof<u32>()) {
    const count = (load<u32>(starts, sizeof<u32>()) - load<u32>(starts)) as usize;
    const next = values + count * sizeof<real>();
    const nextIndices = indices + count * sizeof<u32>();
    if (next + STEP * sizeof<real>() > end) {
      multiplyBlock(1, 1, starts, 0, 1, indices, values, x, y);
    } else {
      let s0 = v128.splat<real>(0);
      let s1 = s0;
      while (values + STEP * sizeof<real>() < next) {
        s0 = multiplyAdd(v128.load(values), gather(indices, x), s0);
        if (LANES === 2) {
          s1 = multiplyAdd(v128.load(values, WIDTH), gather(indices + 2 * sizeof<u32>(), x), s1);
        }
        values += STEP * sizeof<real>();
        indices += STEP * sizeof<u32>();
      }
      const left = ((next - values) / sizeof<real>()) as real;
      s0 = addFirst(left, numbers, v128.load(values), gather(indices, x), s0);
      if (LANES === 2) {
        const others = gather(indices + 2 * sizeof<u32>(), x);
        s1 = addFirst(left - 2, numbers, v128.load(values, WIDTH), others, s1);
      }
      store<real>(y, sumLanes(v128.add<real>(s0, s1)));
    }
    values = next;
    indices = nextIndices;
    y += sizeof<real>();
  }
}

/** sum + a·b in the first `count` lanes, and sum in the others, whatever they hold. */
function addFirst(count: real, numbers: v128, a: v128, b: v128, sum: v128): v128 {
  const mask = v128.lt<real>(numbers, v128.splat<real>(count));
  return v128.add<real>(sum, v128.and(v128.mul<real>(a, b), mask));
}

/** A register of entries of x. */
function gather(indices: usize, x: usize): v128 {
  let entries = v128.splat<real>(entry(indices, x));
  entries = v128.replace_lane<real>(entries, 1, entry(indices + sizeof<u32>(), x));
  if (LANES === 4) {
    entries = v128.replace_lane<real>(entries, 2, entry(indices + 2 * sizeof<u32>(), x));
    entries = v128.replace_lane<real>(entries, 3, entry(indices + 3 * sizeof<u32>(), x));
  }
  return entries;
}

function entry(index: usize, x: usize): real {
  return load<real>(x + (load<u32>(index) as usize) * sizeof<real>());
}

/** 0, 1 … in the lanes of a register. */
function countUp(): v128 {
  let numbers = v128.replace_lane<real>(v128.splat<real>(0), 1, 1);
  if (LANES === 4) {
    numbers = v128.replace_lane<real>(numbers, 2, 2);
    numbers = v128.replace_lane<real>(numbers, 3, 3);
  }
  return numbers;
}
