import { WIDTH } from "../../simd";
import { score } from "./score";

/**
 * Predicts `count` ratings, above the mean; P and Q lie by rows of n numbers as `score` has them:
 *
 *     for (k = 0; k < count; ++k) scores[k] = score(p[users[k]], q[items[k]]);
 *
 * Numbers of `users` and `items` are u32.
 */
export function scoreMany(
  count: usize,
  n: usize,
  users: usize,
  items: usize,
  unit: real,
  p: usize,
  q: usize,
  scores: usize,
): void {
  const stride = n * sizeof<real>();
  const end = users + count * sizeof<u32>();
  while (users < end) {
    const x = p + (load<u32>(users) as usize) * stride;
    const y = q + (load<u32>(items) as usize) * stride;
    store<real>(scores, score(stride - WIDTH, x, y, unit));
    users += sizeof<u32>();
    items += sizeof<u32>();
    scores += sizeof<real>();
  }
}
