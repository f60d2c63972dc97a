import { WIDTH, multiplyAdd } from "../../simd";
import { score, withBias } from "./score";

/**
 * Stochastic gradient descent over `count` ratings, in the order in which they come: one step for each, against the
 * gradient of its squared error and of `lambda` times the squares of both rows. P and Q lie by rows of n numbers as
 * `score` has them.
 *
 *     for (k = 0; k < count; ++k) {
 *       [x, y] = [p[users[k]], q[items[k]]];
 *       e = ratings[k] - mean - score(x, y);
 *       for (j = 0; j < n - 1; ++j) {
 *         [x[j], y[j]] = [x[j] + rate * (e * y[j] - lambda * x[j]), y[j] + rate * (e * x[j] - lambda * y[j])];
 *       }
 *       x[n - 1] += rate * (e * unit - lambda * x[n - 1]);
 *       y[n - 1] += rate * (e * unit - lambda * y[n - 1]);
 *       sum += e * e;
 *     }
 *
 * Numbers of `users` and `items` are u32. Returns the sum, of the errors before each step, in f64.
 *
 * S. Funk, Netflix update: try this at home (2006); with biases (5) p 45 of Y. Koren, R. Bell, C. Volinsky, Matrix
 * factorization techniques for recommender systems, Computer 42 (8), 2009, 42–49.
 */
export function descend(
  count: usize,
  n: usize,
  users: usize,
  items: usize,
  ratings: usize,
  mean: real,
  unit: real,
  rate: real,
  lambda: real,
  p: usize,
  q: usize,
): f64 {
  const stride = n * sizeof<real>();
  const last = stride - WIDTH;
  const keep = v128.splat<real>(1 - rate * lambda);
  const end = users + count * sizeof<u32>();
  let sum: f64 = 0;
  while (users < end) {
    const x = p + (load<u32>(users) as usize) * stride;
    const y = q + (load<u32>(items) as usize) * stride;
    const e = load<real>(ratings) - mean - score(last, x, y, unit);
    step(last, x, y, unit, keep, v128.splat<real>(rate * e));
    sum += (e as f64) * (e as f64);
    users += sizeof<u32>();
    items += sizeof<u32>();
    ratings += sizeof<real>();
  }
  return sum;
}

/** [x, y] = [keep * x + factor * y, keep * y + factor * x], the biases as `score` takes them. */
function step(last: usize, x: usize, y: usize, unit: real, keep: v128, factor: v128): void {
  const end = x + last;
  const blocks = x + (last & ~(2 * WIDTH - 1));
  while (x < blocks) {
    exchange(x, y, keep, factor);
    exchange(x + WIDTH, y + WIDTH, keep, factor);
    x += 2 * WIDTH;
    y += 2 * WIDTH;
  }
  if (x < end) {
    exchange(x, y, keep, factor);
    x += WIDTH;
    y += WIDTH;
  }
  const a = v128.load(x);
  const b = v128.load(y);
  v128.store(x, multiplyAdd(withBias(b, unit), factor, v128.mul<real>(keep, a)));
  v128.store(y, multiplyAdd(withBias(a, unit), factor, v128.mul<real>(keep, b)));
}

function exchange(x: usize, y: usize, keep: v128, factor: v128): void {
  const a = v128.load(x);
  const b = v128.load(y);
  v128.store(x, multiplyAdd(b, factor, v128.mul<real>(keep, a)));
  v128.store(y, multiplyAdd(a, factor, v128.mul<real>(keep, b)));
}
