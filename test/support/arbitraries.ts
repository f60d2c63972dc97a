import fc from "fast-check";
import { fill, type Dense } from "./dense.ts";
import type { Precision } from "./precisions.ts";
import { environment } from "./report.ts";
import { exponentOf } from "./scaling.ts";

/**
 * Asserts a property of `runs` examples. They are the same in every run, so that a test
 * that passes goes on passing; look for other ones with FC_SEED=… npx vitest run test/properties
 */
export function assertProperty<T>(property: fc.IProperty<T>, runs = 300): void {
  fc.assert(property, { numRuns: runs, seed: Number(environment("FC_SEED") ?? 20_250_101) });
}

/** Numbers about 1: what most matrices are made of. */
function ordinary(): fc.Arbitrary<number> {
  return fc.oneof(
    fc.integer({ min: -3, max: 3 }),
    fc.integer({ min: -(2 ** 20), max: 2 ** 20 }).map((i) => i * 2 ** -20),
  );
}

/** Numbers all over the range: denormal, tiny, huge. */
function nasty({ denormal, safeMin, max, eps }: Precision, size: number): fc.Arbitrary<number> {
  // σ₁ ≤ size · max |aᵢⱼ| must stay finite.
  const top = exponentOf(max / size) - 1;
  return fc.oneof(
    fc.constantFrom(0, -0, 1, -1, eps, 1 + eps, 1 - eps, safeMin, -safeMin, max / (2 * size)),
    fc.integer({ min: -5, max: 5 }).map((i) => i * denormal),
    fc
      .tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: -top, max: top }))
      .map(([x, e]) => x * 2 ** e),
  );
}

interface Shape {
  readonly minRows?: number;
  readonly maxRows: number;
  readonly maxColumns: number;
}

/** Matrices with entries from `entries`, some with repeated or zero rows and columns. */
function from(entries: fc.Arbitrary<number>, p: Precision, shape: Shape): fc.Arbitrary<Dense> {
  return fc
    .tuple(
      fc.integer({ min: shape.minRows ?? 1, max: shape.maxRows }),
      fc.integer({ min: shape.minRows ?? 1, max: shape.maxColumns }),
    )
    .chain(([m, n]) =>
      fc.tuple(
        fc.array(entries, { minLength: m * n, maxLength: m * n }),
        // Row i of the matrix is row rows[i] of the array; −1 stands for zeros.
        places(m),
        places(n),
      ),
    )
    .map(([values, rows, columns]) => {
      const n = columns.length;
      const data = p.array(values);
      const entry = (i: number, j: number) =>
        rows[i] < 0 || columns[j] < 0 ? 0 : data[rows[i] * n + columns[j]];
      return fill(rows.length, n, entry);
    });
}

function places(length: number): fc.Arbitrary<number[]> {
  const inOrder = Array.from({ length }, (_, i) => i);
  const any = fc.array(fc.integer({ min: -1, max: length - 1 }), {
    minLength: length,
    maxLength: length,
  });
  return fc.oneof({ arbitrary: fc.constant(inOrder), weight: 2 }, { arbitrary: any, weight: 1 });
}

/** Matrices of ordinary numbers. */
export function ordinaryMatrices(p: Precision, size: number): fc.Arbitrary<Dense> {
  return from(ordinary(), p, { maxRows: size, maxColumns: size });
}

/** Matrices of every kind, empty ones included. */
export function matrices(p: Precision, size: number): fc.Arbitrary<Dense> {
  const shape = { minRows: 0, maxRows: size, maxColumns: size };
  return fc.oneof(
    from(ordinary(), p, shape),
    from(nasty(p, size), p, shape),
    from(fc.oneof(ordinary(), nasty(p, size)), p, shape),
  );
}

/**
 * Matrices whose entries are 0 or of magnitude 2^−reach … 2^reach, and the exponent
 * of a power of two that takes none of them out of the range of normal numbers.
 */
export function scalings(
  p: Precision,
  size: number,
  reach: number,
): fc.Arbitrary<{ a: Dense; shift: number }> {
  const top = exponentOf(p.max) - reach - size;
  const entries = fc.oneof(
    fc.constant(0),
    fc
      .tuple(
        fc.double({ min: 1, max: 2, noNaN: true }),
        fc.integer({ min: -reach, max: reach }),
        fc.constantFrom(1, -1),
      )
      .map(([x, e, sign]) => sign * x * 2 ** e),
  );
  return fc
    .tuple(
      from(entries, p, { maxRows: size, maxColumns: size }),
      fc.integer({ min: -top + 8, max: top - 1 }),
    )
    .map(([a, shift]) => ({ a, shift }));
}
