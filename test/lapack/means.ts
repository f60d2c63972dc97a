import { ratiosOf, type Ratios } from "../support/check.ts";
import type { Dense } from "../support/dense.ts";
import type { Precision } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import type { Factors } from "../support/ratios.ts";
import type { Family } from "../support/samples.ts";

/** Square matrices of each family that means are taken over, by their order: more of those that vary more. */
export const SAMPLES: readonly { readonly n: number; readonly count: number }[] = [
  { n: 10, count: 20 },
  { n: 25, count: 8 },
  { n: 50, count: 4 },
  { n: 100, count: 2 },
  { n: 200, count: 1 },
];

/** What mean.node.test.ts compares with: `means[precision][n][family]`, or null where gesdd failed on a matrix. */
export interface Fixture {
  /** Of the packages that called gesdd, and of the OpenBLAS in them. */
  readonly version: string;
  readonly means: Record<string, Record<string, Record<string, Ratios | null>>>;
}

/** The matrices of a family and an order: the same ones whenever they are asked for. */
export function samplesOf({ make }: Family, precision: Precision, n: number): Dense[] {
  const { count } = SAMPLES.find((size) => size.n === n)!;
  return Array.from({ length: count }, (_, i) => make(n, n, precision, random(1000 * n + i)).a);
}

/** The mean ratios of the decompositions that `decompose` returns. */
export function meanRatios(
  matrices: readonly Dense[],
  precision: Precision,
  decompose: (a: Dense) => Factors,
): Ratios {
  const all = matrices.map((a) => ratiosOf(a, decompose(a), precision));
  return { residual: mean(all, "residual"), U: mean(all, "U"), V: mean(all, "V") };
}

/** The mean of one ratio. */
export function mean(all: readonly Ratios[], ratio: keyof Ratios): number {
  return all.reduce((sum, ratios) => sum + ratios[ratio], 0) / all.length;
}
