/**
 * A matrix of the tests, row by row: entry (i, j) is data[i·columns + j].
 *
 * The yardstick computes on this and on loops of its own, on nothing of the
 * library that it judges.
 */
export interface Dense<T extends ArrayLike<number> = Float64Array> {
  readonly rows: number;
  readonly columns: number;
  readonly data: T;
}

export function zeros(rows: number, columns: number): Dense {
  return { rows, columns, data: new Float64Array(rows * columns) };
}

export function fill(
  rows: number,
  columns: number,
  entry: (i: number, j: number) => number,
): Dense {
  const a = zeros(rows, columns);
  for (let i = 0; i < rows; ++i) {
    for (let j = 0; j < columns; ++j) a.data[i * columns + j] = entry(i, j);
  }
  return a;
}

/** The m × n matrix with `values` on its diagonal, then zeros. */
export function diagonal(m: number, n: number, values: ArrayLike<number>): Dense {
  const a = zeros(m, n);
  for (let i = 0; i < Math.min(m, n); ++i) a.data[i * n + i] = values[i] ?? 0;
  return a;
}

/** The n × n matrix with d on its diagonal and e next to it, on the right. */
export function upperBidiagonal(d: ArrayLike<number>, e: ArrayLike<number>): Dense {
  const n = d.length;
  const a = diagonal(n, n, d);
  for (let i = 0; i + 1 < n; ++i) a.data[i * n + i + 1] = e[i];
  return a;
}

export function transpose<T extends ArrayLike<number>>({ rows, columns, data }: Dense<T>): Dense {
  return fill(columns, rows, (i, j) => data[j * columns + i]);
}

/** A·B. */
export function product(a: Dense<ArrayLike<number>>, b: Dense<ArrayLike<number>>): Dense {
  const c = zeros(a.rows, b.columns);
  const factors = new Float64Array(a.columns);
  for (let i = 0; i < a.rows; ++i) {
    for (let l = 0; l < a.columns; ++l) factors[l] = a.data[i * a.columns + l];
    addCombination(c.data.subarray(i * c.columns, (i + 1) * c.columns), factors, b);
  }
  return c;
}

/**
 * row += Σ factors[l] · (row l of b), four rows of b in a pass: three times as
 * fast as one by one, and most of the time of the tests goes here.
 */
export function addCombination(
  row: Float64Array,
  factors: Float64Array,
  { columns: n, data }: Dense<ArrayLike<number>>,
): void {
  let l = 0;
  for (; l + 3 < factors.length; l += 4) {
    const [f0, f1, f2, f3] = factors.subarray(l, l + 4);
    const at0 = l * n;
    const at1 = at0 + n;
    const at2 = at1 + n;
    const at3 = at2 + n;
    for (let j = 0; j < n; ++j) {
      row[j] += f0 * data[at0 + j] + f1 * data[at1 + j] + (f2 * data[at2 + j] + f3 * data[at3 + j]);
    }
  }
  for (; l < factors.length; ++l) {
    for (let j = 0; j < n; ++j) row[j] += factors[l] * data[l * n + j];
  }
}

/** max |aᵢⱼ|; NaN if an entry is NaN. */
export function largest(data: ArrayLike<number>): number {
  let max = 0;
  for (let i = 0; i < data.length; ++i) max = Math.max(max, Math.abs(data[i]));
  return max;
}

/** Frobenius norm, for entries whose squares neither overflow nor underflow. */
export function frobenius(data: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < data.length; ++i) sum += data[i] * data[i];
  return Math.sqrt(sum);
}

/** ‖A − B‖, in the Frobenius norm. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; ++i) sum += (a[i] - b[i]) ** 2;
  return Math.sqrt(sum);
}
