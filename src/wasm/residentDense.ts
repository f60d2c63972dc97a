import type { Engine } from "./engine.ts";
import type { ResidentOperator } from "./operators.ts";

/** A dense matrix whose entries, by rows, lie at `aAt`. Nothing is copied: packing transposes as it goes. */
export function residentDense(
  engine: Engine,
  { rows: m, columns: n }: { rows: number; columns: number },
  aAt: number,
): ResidentOperator {
  const { exports, arena } = engine;
  const size = engine.numbers.BYTES_PER_ELEMENT;
  const clear = (at: number, length: number) =>
    engine.numbers.fill(0, at / size, at / size + length);
  const product = (rows: number, inner: number, flip: boolean, b: number, x: number, y: number) =>
    arena.scope(() => {
      const workAt = arena.allocate(exports.multiplyWorkspace(rows, b, inner));
      exports.multiply(rows, b, inner, flip, false, aAt, x, y, workAt);
    });
  return {
    rows: m,
    columns: n,
    cost: m * n,
    // By columns, as the kernels read it, what lies at aAt is Aᵀ, n × m.
    multiply(b, xAt, yAt) {
      if (b > 1) return product(m, n, false, b, xAt, yAt);
      clear(yAt, m);
      exports.gemvTransposed(n, m, 1, aAt, n * size, xAt, yAt);
    },
    multiplyTransposed(b, xAt, yAt) {
      if (b > 1) return product(n, m, true, b, xAt, yAt);
      clear(yAt, n);
      exports.gemv(n, m, 1, aAt, n * size, xAt, yAt);
    },
  };
}

/** The same map, read the other way round. */
export function transposed(a: ResidentOperator): ResidentOperator {
  return {
    rows: a.columns,
    columns: a.rows,
    cost: a.cost,
    multiply: (b, xAt, yAt) => a.multiplyTransposed(b, xAt, yAt),
    multiplyTransposed: (b, xAt, yAt) => a.multiply(b, xAt, yAt),
  };
}
