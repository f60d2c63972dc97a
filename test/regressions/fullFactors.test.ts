import { describe, expect, it } from "vitest";
import { svd } from "../../src/index.ts";
import { examine } from "../support/check.ts";
import { randomMatrix } from "../support/compare.ts";
import { largest } from "../support/dense.ts";
import { sameBits } from "../support/judge.ts";
import { precisions } from "../support/precisions.ts";
import { some } from "../support/thorough.ts";

/** LAPACK's threshold is 50. */
const BOUND = 5;

// Where A = Q·R is factored first, the columns that make factors square are completed from the thin ones, not
// taken from Q: they must be orthogonal to those also where these belong to singular values of 0, which are not
// determined by A.
describe.each(precisions)("full factors of tall and wide matrices, $name", (precision) => {
  const shapes = [2, 3, 7, 20, 33, 48].flatMap((n) => [2, 3, 4, 5].map((times) => [times * n, n]));

  it.each(["auto", "divide-and-conquer", "qr", "jacobi"] as const)("by %s", (method) => {
    for (const [m, n] of shapes) {
      const ranks = new Set([n, n - 1, n >> 1, 1, 0]);
      for (const [rows, columns] of [
        [m, n],
        [n, m],
      ]) {
        for (const rank of some([...ranks])) {
          const a = randomMatrix(precision, rows, columns, m + rank, rank);
          const message = `${rows} × ${columns}, rank ${rank}`;
          const thin = svd(a, { method });
          const full = svd(a, { method, vectors: "full" });
          expect(examine(a, full, precision, "full", BOUND).wrong, message).toBe("");
          expect(sameBits(full.s, thin.s), message).toBe(true);
          if (rank === 0) expect(largest(full.s), message).toBe(0);
        }
      }
    }
  });
});
