import type { Precision } from "./precisions.ts";
import type { Random } from "./random.ts";

/**
 * Returns a bidiagonal matrix close to 50 times a signed identity: all values
 * nearly equal, none of them equal, and the couplings between them just above
 * what an iteration may neglect.
 *
 *     dᵢ = ± c·(1 + kᵢ·ε), kᵢ uniform over −8 … 8
 *     eᵢ = ± c·L·ε·(1 + 0.1·N(0, 1))
 *
 * with c = 50 and L = 100 or 200. On about 1 in 150 (n = 200, L = 100) to 1 in
 * 20,000 (n = 30) of them, LAPACK's DBDSDC gave up as of early 2026
 * (Reference-LAPACK, pull requests 1140 and 1286).
 */
export function killerBidiagonal(
  n: number,
  L: number,
  { eps, array }: Precision,
  random: Random,
): { d: Float64Array; e: Float64Array } {
  const c = 50;
  const rounded = (values: number[]): Float64Array => Float64Array.from(array(values));
  return {
    d: rounded(
      Array.from({ length: n }, () => c * random.sign() * (1 + random.integer(-8, 8) * eps)),
    ),
    e: rounded(
      Array.from(
        { length: Math.max(0, n - 1) },
        () => c * L * eps * random.sign() * (1 + 0.1 * random.normal()),
      ),
    ),
  };
}
