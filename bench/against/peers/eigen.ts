import { load } from "../eigen/load.mjs";
import { zeros, type Numbers } from "../protocol.ts";
import { serve } from "../serve.ts";

/** What ../eigen/svd.cpp calls the algorithms. */
const KINDS = { thin: 0, thinAfterQr: 2, values: 3, valuesAfterQr: 4 };

/** Rows for each column from which Eigen's side runs a QR first, as ../eigen/svd.cpp does. */
const QR_FIRST = 1.5;

interface Entries {
  readonly rows: number;
  readonly columns: number;
  readonly data: Numbers;
}

const eigen = await load(process.argv[2]);

await serve<Entries>({
  about: { eigen: process.argv[3], node: process.version },
  dtypes: ["float64"],
  prepare: (rows, columns, data) => ({ rows, columns, data }),
  works: {
    thin: ({ rows, columns, data }) => {
      const kind = isLong(rows, columns) ? KINDS.thinAfterQr : KINDS.thin;
      const { U, S, V } = eigen.svd(kind, data, rows, columns);
      return () => [U!, S, transposed(V!, columns, S.length)];
    },
    values: ({ rows, columns, data }) => {
      const kind = isLong(rows, columns) ? KINDS.valuesAfterQr : KINDS.values;
      const { S } = eigen.svd(kind, data, rows, columns);
      return () => [S];
    },
    multiply: (a, b) => {
      const product = multiply(a.rows, a.data, b.data);
      return () => [product];
    },
  },
});

function isLong(rows: number, columns: number): boolean {
  return Math.max(rows, columns) >= QR_FIRST * Math.min(rows, columns);
}

/** The product of two square row-major matrices: Eigen's side reads them as transposed, so they swap. */
function multiply(n: number, a: Numbers, b: Numbers): Float64Array {
  const { malloc, free, gemm, memory } = eigen.x;
  const bytes = 8 * n * n;
  const at = malloc(3 * bytes);
  const entries = new Float64Array(memory.buffer, at, 3 * n * n);
  entries.set(a);
  entries.set(b, n * n);
  gemm(n, at + bytes, at, at + 2 * bytes);
  const product = new Float64Array(memory.buffer.slice(at + 2 * bytes, at + 3 * bytes));
  free(at);
  return product;
}

function transposed(a: Numbers, rows: number, columns: number): Numbers {
  return zeros("float64", a.length).map((_, i) => a[(i % rows) * columns + Math.floor(i / rows)]);
}
