import { Matrix } from "../../src/matrix.ts";

/** A discretized integral equation of the first kind, whose solution is known. */
export interface IllPosed {
  readonly a: Matrix<Float64Array>;
  readonly x: Float64Array;
}

/**
 * Classic test problems, by the formulas of P. C. Hansen, Regularization tools version 4.0 for Matlab 7.3, Numer. Algorithms 46
 * (2007) 189–194, by the midpoint rule with n places.
 */
export const illPosed: Readonly<Record<string, (n: number) => IllPosed>> = {
  /** One-dimensional image restoration. */
  shaw: (n) => {
    const at = midpoints(n, -Math.PI / 2, Math.PI / 2);
    return {
      a: kernel(at, at, Math.PI / n, (s, t) => {
        const u = Math.PI * (Math.sin(s) + Math.sin(t));
        const sinc = Math.abs(u) < 1e-12 ? 1 : Math.sin(u) / u;
        return ((Math.cos(s) + Math.cos(t)) * sinc) ** 2;
      }),
      x: at.map((t) => 2 * Math.exp(-6 * (t - 0.8) ** 2) + Math.exp(-2 * (t + 0.5) ** 2)),
    };
  },
  phillips: (n) => {
    const at = midpoints(n, -6, 6);
    const bump = (t: number) => (Math.abs(t) < 3 ? 1 + Math.cos((Math.PI * t) / 3) : 0);
    return { a: kernel(at, at, 12 / n, (s, t) => bump(s - t)), x: at.map(bump) };
  },
  baart: (n) => {
    const [s, t] = [midpoints(n, 0, Math.PI / 2), midpoints(n, 0, Math.PI)];
    return {
      a: kernel(s, t, Math.PI / n, (s, t) => Math.exp(s * Math.cos(t))),
      x: t.map(Math.sin),
    };
  },
  /** The inverse heat equation. */
  heat: (n) => {
    const at = midpoints(n, 0, 1);
    const response = (t: number) =>
      t > 0 ? Math.exp(-1 / (4 * t)) / (2 * Math.sqrt(Math.PI) * t ** 1.5) : 0;
    return {
      a: kernel(at, at, 1 / n, (s, t) => response(s - t + 1 / (2 * n))),
      x: Float64Array.from({ length: n }, (_, i) => {
        const t = (20 * (i + 1)) / n;
        if (t > 10) return 0;
        if (t < 2) return (0.75 * t * t) / 4;
        return t < 3 ? 0.75 + (t - 2) * (3 - t) : 0.75 * Math.exp(-2 * (t - 3));
      }),
    };
  },
};

function midpoints(n: number, from: number, to: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => from + ((i + 0.5) * (to - from)) / n);
}

function kernel(
  s: Float64Array,
  t: Float64Array,
  weight: number,
  value: (s: number, t: number) => number,
): Matrix<Float64Array> {
  const data = Float64Array.from({ length: s.length * t.length }, (_, at) => {
    return weight * value(s[Math.floor(at / t.length)], t[at % t.length]);
  });
  return new Matrix(s.length, t.length, data);
}
