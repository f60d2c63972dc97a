import type { Engine } from "../../src/wasm/engine.ts";

/** A step of a decomposition. Those of one list run one after the other. */
export interface Part {
  readonly name: string;
  readonly flops: number;
  readonly run: () => void;
}

/** A decomposition that can begin again. */
export interface Parts {
  readonly restore: () => void;
  readonly parts: readonly Part[];
}

/** As in assembly/: rows for each column from which on A = Q·R first, and columns up to which vectors are twisted. */
const QR_FIRST = 2.5;
const TWISTED_UP_TO = 128;

/** Rows for each column that a block of a tall matrix has at least. */
const BLOCK = 16;

/**
 * The steps of assembly/drivers/svd.ts for a tall or square matrix, with thin vectors. A wide one is a tall
 * one to it that needs no transposition.
 */
export function thinParts(
  engine: Engine,
  m: number,
  n: number,
  a: Float64Array | Float32Array,
): Parts {
  return m >= QR_FIRST * n ? throughR(engine, m, n, a) : direct(engine, m, n, a);
}

function direct(engine: Engine, m: number, n: number, a: Float64Array | Float32Array): Parts {
  const t = engine.push(a);
  return { restore: () => engine.write(t, a), parts: diagonalize(engine, m, n, t) };
}

/** A = Q·R first, then the same of R. */
function throughR(engine: Engine, m: number, n: number, a: Float64Array | Float32Array): Parts {
  const { factorTall, factorTallWorkspace, multiplyTall, multiplyTallWorkspace } = engine.exports;
  const size = a.BYTES_PER_ELEMENT;
  const square = n * size;
  const t = engine.push(a);
  const atMost = Math.ceil(m / BLOCK) + n;
  const [q, u, r, tau, top, stack] = [m * n, m * n, n * n, atMost + n, atMost * n, atMost * n].map(
    (length) => engine.allocate(length),
  );
  const bytes = [factorTallWorkspace(m, n), multiplyTallWorkspace(m, n)];
  const work = engine.arena.allocate(Math.max(...bytes));
  return {
    restore: () => engine.write(t, a),
    parts: [
      {
        name: "A = Q R",
        flops: 2 * m * n * n - (2 / 3) * n ** 3,
        run: () => factorTall(m, n, 0, 0, t, q, tau, top, r, work),
      },
      ...diagonalize(engine, n, n, r),
      {
        name: "multiply by Q of Q R",
        flops: 3 * m * n * n,
        run: () => multiplyTall(m, n, 0, q, tau, top, r, stack, u, square, size, work),
      },
    ],
  };
}

/** A bidiagonal, its values and vectors, and these times the reflections that made it bidiagonal. */
function diagonalize(engine: Engine, m: number, n: number, t: number): Part[] {
  const { applyReflections, bidiagonalize, divideAndConquer, dqds, twisted, ...sizes } =
    engine.exports;
  const size = engine.build.startsWith("f64") ? 8 : 4;
  const [strideL, strideR] = [m * size, n * size];
  const [left, right, rowwise, q] = [m * n, n * n, n * n, n * n].map(engine.allocate);
  const [d, e, tauQ, tauP] = Array.from({ length: 4 }, () => engine.allocate(n));
  const [sorted, squares] = [4, 8].map((bytes) => engine.arena.allocate(bytes * n));
  const bytes = [
    sizes.bidiagonalizeWorkspace(m, n),
    sizes.reflectionsWorkspace(m, n, n),
    sizes.dqdsWorkspace(n),
    sizes.divideAndConquerWorkspace(n),
    sizes.twistedWorkspace(n),
  ];
  const work = engine.arena.allocate(Math.max(...bytes));
  const inner = rowwise + strideR + size;
  return [
    {
      name: "bidiagonalize",
      flops: 4 * m * n * n - (4 / 3) * n ** 3,
      run: () => bidiagonalize(m, n, t, strideL, rowwise, strideR, d, e, tauQ, tauP, work),
    },
    {
      name: "values (dqds)",
      flops: 0,
      run: () => {
        dqds(n, d, e, squares, work);
        new Float64Array(engine.arena.memory.buffer, squares, n).sort().reverse();
      },
    },
    n > TWISTED_UP_TO
      ? {
          name: "vectors (divide and conquer)",
          // Of merges without deflation: 2n³ for the last, a quarter of that for the two before it.
          flops: (8 / 3) * (n ** 3 - n * TWISTED_UP_TO ** 2),
          run: () => divideAndConquer(n, d, e, sorted, left, strideL, right, strideR, q, work),
        }
      : {
          name: "vectors (twisted)",
          flops: 0,
          run: () => twisted(n, d, e, squares, left, strideL, right, strideR, work),
        },
    {
      name: "multiply by Q",
      flops: 4 * m * n * n - 2 * n ** 3,
      run: () => applyReflections(m, n, n, t, strideL, tauQ, 0, left, strideL, work),
    },
    {
      name: "multiply by P",
      flops: 2 * n ** 3,
      run: () =>
        applyReflections(
          n - 1,
          n,
          n - 1,
          inner,
          strideR,
          tauP + size,
          0,
          right + size,
          strideR,
          work,
        ),
    },
  ];
}
