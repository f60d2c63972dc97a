import type { Real } from "../../src/real.ts";
import type { Dense } from "./dense.ts";
import { families } from "./families.ts";
import type { Precision } from "./precisions.ts";
import type { Random } from "./random.ts";
import { orderFault } from "./ratios.ts";
import type { Report } from "./report.ts";
import type { Family } from "./samples.ts";
import { exponentOf, scaled } from "./scaling.ts";

/** A complex matrix of the tests, row by row in two planes. The yardstick computes on nothing of the library. */
export interface Complex<T extends ArrayLike<number> = ArrayLike<number>> {
  readonly rows: number;
  readonly columns: number;
  readonly re: T;
  readonly im: T;
}

export interface ComplexFactorsOf {
  readonly U: Complex;
  readonly s: ArrayLike<number>;
  readonly Vh: Complex;
}

export interface ComplexSample {
  readonly a: Complex<Float64Array>;
  /** The singular values that A was made of, where it was made of them. */
  readonly s?: Float64Array;
}

export function complexZeros(rows: number, columns: number): Complex<Float64Array> {
  const length = rows * columns;
  return { rows, columns, re: new Float64Array(length), im: new Float64Array(length) };
}

export function complexFill(
  rows: number,
  columns: number,
  entry: (i: number, j: number) => readonly [number, number],
): Complex<Float64Array> {
  const a = complexZeros(rows, columns);
  for (let i = 0; i < rows; ++i) {
    for (let j = 0; j < columns; ++j) {
      [a.re[i * columns + j], a.im[i * columns + j]] = entry(i, j);
    }
  }
  return a;
}

export function adjoint(a: Complex): Complex<Float64Array> {
  const at = (i: number, j: number) => j * a.columns + i;
  return complexFill(a.columns, a.rows, (i, j) => [a.re[at(i, j)], -a.im[at(i, j)]]);
}

/** A·B. */
export function complexProduct(a: Complex, b: Complex): Complex<Float64Array> {
  const c = complexZeros(a.rows, b.columns);
  const n = b.columns;
  for (let i = 0; i < a.rows; ++i) {
    for (let l = 0; l < a.columns; ++l) {
      const p = a.re[i * a.columns + l];
      const q = a.im[i * a.columns + l];
      for (let j = 0, to = i * n, from = l * n; j < n; ++j, ++to, ++from) {
        c.re[to] += p * b.re[from] - q * b.im[from];
        c.im[to] += p * b.im[from] + q * b.re[from];
      }
    }
  }
  return c;
}

/** The largest sum of moduli in a column of A − B. */
export function oneNorm(a: Complex, b?: Complex): number {
  const sums = new Float64Array(a.columns);
  for (let i = 0; i < a.rows * a.columns; ++i) {
    const re = a.re[i] - (b ? b.re[i] : 0);
    const im = a.im[i] - (b ? b.im[i] : 0);
    sums[i % a.columns] += Math.sqrt(re * re + im * im);
  }
  return sums.reduce((most, sum) => (sum > most || sum !== sum ? sum : most), 0);
}

/** ‖A − B‖ in the Frobenius norm. */
export function complexDistance(a: Complex, b?: Complex): number {
  let sum = 0;
  for (let i = 0; i < a.rows * a.columns; ++i) {
    sum += (a.re[i] - (b ? b.re[i] : 0)) ** 2 + (a.im[i] - (b ? b.im[i] : 0)) ** 2;
  }
  return Math.sqrt(sum);
}

/** ratios.ts's residualRatio, with moduli. */
export function complexResidual(
  a: Complex,
  { U, s, Vh }: ComplexFactorsOf,
  { eps, denormal }: Precision,
): number {
  const max = Math.max(0, ...Array.from(a.re, Math.abs), ...Array.from(a.im, Math.abs));
  const shift = max === 0 ? 0 : -exponentOf(max);
  const target = { ...a, re: scaled(a.re, shift), im: scaled(a.im, shift) };
  const sigma = scaled(s, shift);
  const scaledU = complexFill(a.rows, s.length, (i, j) => [
    U.re[i * U.columns + j] * sigma[j],
    U.im[i * U.columns + j] * sigma[j],
  ]);
  const error = oneNorm(target, complexProduct(scaledU, { ...Vh, rows: s.length }));
  if (max === 0) return error === 0 ? 0 : Infinity;
  const unavoidable = Math.sqrt(a.rows) * scaled([denormal], shift)[0];
  const size = Math.max(a.rows, a.columns);
  const ratio = (error - unavoidable) / (oneNorm(target) * size * eps);
  return ratio < 0 ? 0 : ratio;
}

/** ‖I − QᴴQ‖₁ / (m·ε) for the m × k matrix Q. */
export function complexColumnsRatio(q: Complex, { eps }: Precision): number {
  if (q.columns === 0) return 0;
  const gram = complexProduct(adjoint(q), q);
  for (let i = 0; i < q.columns; ++i) gram.re[i * (q.columns + 1)] -= 1;
  return oneNorm(gram) / (q.rows * eps);
}

/** Says what is wrong with a decomposition, or "": order, ratios, and the phases of U. */
export function examineComplex(
  a: Complex,
  f: ComplexFactorsOf,
  precision: Precision,
  bound: number,
  report?: Report,
): string {
  const wrong = orderFault(f.s);
  if (wrong) return wrong;
  const ratios = {
    residual: complexResidual(a, f, precision),
    U: complexColumnsRatio(f.U, precision),
    V: complexColumnsRatio(adjoint(f.Vh), precision),
  };
  for (const [name, ratio] of Object.entries(ratios)) {
    report?.add(name, ratio);
    if (!(ratio < bound)) return `${name} ${ratio}`;
  }
  return phaseFault(f.U, precision);
}

/** In each column the entry of largest modulus is real and positive; a neighbour may be as large but for rounding. */
function phaseFault({ rows, columns, re, im }: Complex, { eps }: Precision): string {
  for (let j = 0; j < columns; ++j) {
    let largest = 0;
    let real = 0;
    for (let i = 0; i < rows; ++i) {
      const at = i * columns + j;
      largest = Math.max(largest, Math.hypot(re[at], im[at]));
      if (im[at] === 0) real = Math.max(real, re[at]);
    }
    if (!(real >= largest * (1 - 8 * eps)))
      return `column ${j} of U: ${real} of ${largest} is real`;
  }
  return "";
}

function unimodular(random: Random): readonly [number, number] {
  const x = random.between(-1, 1);
  const y = random.between(-1, 1);
  const length = Math.hypot(x, y) || 1;
  return [x / length, y / length];
}

function rounded({ rows, columns, re, im }: Complex<Float64Array>, p: Precision) {
  const round = (plane: Float64Array) => Float64Array.from(p.array(plane));
  return { rows, columns, re: round(re), im: round(im) };
}

export interface ComplexFamily {
  readonly name: string;
  make(m: number, n: number, precision: Precision, random: Random): ComplexSample;
}

/** D·A·E with the real A of a family and random phases on the diagonals D and E: the singular values of A. */
function withPhases({ name, make }: Family): ComplexFamily {
  return {
    name: `${name}, with phases`,
    make: (m, n, p, random) => {
      const { a, s } = make(m, n, p, random);
      const left = Array.from({ length: m }, () => unimodular(random));
      const right = Array.from({ length: n }, () => unimodular(random));
      const entry = (i: number, j: number): readonly [number, number] => {
        const x = a.data[i * n + j];
        const [c, d] = left[i];
        const [e, f] = right[j];
        return [x * (c * e - d * f), x * (c * f + d * e)];
      };
      return { a: rounded(complexFill(m, n, entry), p), s };
    },
  };
}

/** One matrix of a family for the real parts, another for the imaginary ones. */
function twice({ name, make }: Family): ComplexFamily {
  return {
    name: `${name}, in both parts`,
    make: (m, n, p, random) => {
      const re = make(m, n, p, random).a.data;
      const im = make(m, n, p, random).a.data;
      return { a: { rows: m, columns: n, re, im } };
    },
  };
}

/** A real matrix seen as complex, and i times one. */
function inOnePart({ name, make }: Family, imaginary: boolean): ComplexFamily {
  return {
    name: `${name}, ${imaginary ? "imaginary" : "real"}`,
    make: (m, n, p, random) => {
      const { a, s } = make(m, n, p, random);
      const none = new Float64Array(m * n);
      const [re, im] = imaginary ? [none, a.data] : [a.data, none];
      return { a: { rows: m, columns: n, re, im }, s };
    },
  };
}

/** Hides `values` between products of random complex reflections. */
export function complexHidden(
  m: number,
  n: number,
  values: ArrayLike<number>,
  random: Random,
): Complex<Float64Array> {
  const a = complexFill(m, n, (i, j) => [i === j ? (values[i] ?? 0) : 0, 0]);
  const left = reflected(a, Math.min(m, 4), random);
  return adjoint(reflected(adjoint(left), Math.min(n, 4), random));
}

/** H·A for `count` reflections I − 2 v vᴴ with random unit vectors v. */
function reflected(a: Complex<Float64Array>, count: number, random: Random) {
  const { rows: m, columns: n } = a;
  let current = a;
  for (let step = 0; step < count; ++step) {
    const v = complexFill(m, 1, () => [random.normal(), random.normal()]);
    const length = complexDistance(v) || 1;
    v.re.forEach((x, i) => ((v.re[i] = x / length), (v.im[i] /= length)));
    const change = complexProduct(v, complexProduct(adjoint(v), current));
    const before = current;
    current = complexFill(m, n, (i, j) => [
      before.re[i * n + j] - 2 * change.re[i * n + j],
      before.im[i * n + j] - 2 * change.im[i * n + j],
    ]);
  }
  return current;
}

const spectra: readonly (readonly [string, (i: number, n: number) => number])[] = [
  ["all 1", () => 1],
  ["three clusters", (i) => [1, 0.5, 1e-3][i % 3]],
  ["geometric to 1e-12", (i, n) => 1e-12 ** (i / Math.max(1, n - 1))],
  ["half of them 0", (i, n) => (i < n / 2 ? 1 + i : 0)],
];

const hidden: readonly ComplexFamily[] = spectra.map(([name, value]) => ({
  name: `unitary · (${name}) · unitary`,
  make: (m, n, p, random) => {
    const s = Float64Array.from({ length: Math.min(m, n) }, (_, i) => value(i, Math.min(m, n)));
    return { a: rounded(complexHidden(m, n, s, random), p), s: s.sort().reverse() };
  },
}));

/** Aᴴ = A where that is square: its leading part. */
const hermitian: ComplexFamily = {
  name: "Hermitian",
  make: (m, n, p, random) => {
    const size = Math.max(m, n);
    const b = complexFill(size, size, () => [random.normal(), random.normal()]);
    const entry = (i: number, j: number): readonly [number, number] => [
      b.re[i * size + j] + b.re[j * size + i],
      b.im[i * size + j] - b.im[j * size + i],
    ];
    return { a: rounded(complexFill(m, n, entry), p) };
  },
};

const both = families.filter(({ name }) => /uniform entries|graded|Hilbert/.test(name));
const uniform = families.find(({ name }) => name.startsWith("uniform entries"))!;

export const complexFamilies: readonly ComplexFamily[] = [
  ...families.map(withPhases),
  ...both.map(twice),
  inOnePart(uniform, false),
  inOnePart(uniform, true),
  ...hidden,
  hermitian,
];

/** The planes in a precision. */
export function inPrecision(
  { rows, columns, re, im }: Complex,
  { array }: Precision,
): Complex<Real> {
  return { rows, columns, re: array(re), im: array(im) };
}

/** [Re −Im; Im Re], which has each singular value of A twice. */
export function embedding({ rows: m, columns: n, re, im }: Complex): Dense {
  const data = new Float64Array(4 * m * n);
  for (let i = 0; i < m; ++i) {
    for (let j = 0; j < n; ++j) {
      const at = i * n + j;
      data[i * 2 * n + j] = re[at];
      data[i * 2 * n + n + j] = -im[at];
      data[(m + i) * 2 * n + j] = im[at];
      data[(m + i) * 2 * n + n + j] = re[at];
    }
  }
  return { rows: 2 * m, columns: 2 * n, data };
}
