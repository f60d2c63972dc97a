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

/** Up to so many columns the driver takes implicit QR in place of divide and conquer, which stops there too. */
const LEAF = 32;

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
  return m >= 2 * n ? throughR(engine, m, n, a) : direct(engine, m, n, a);
}

function direct(engine: Engine, m: number, n: number, a: Float64Array | Float32Array): Parts {
  const t = engine.push(a);
  return { restore: () => engine.write(t, a), parts: diagonalize(engine, m, n, t) };
}

/** A = Q·R first, then the same of R. */
function throughR(engine: Engine, m: number, n: number, a: Float64Array | Float32Array): Parts {
  const {
    factorQr,
    factorQrWorkspace,
    formReflections,
    gemm,
    gemmWorkspace,
    reflectionsWorkspace,
  } = engine.exports;
  const size = a.BYTES_PER_ELEMENT;
  const [stride, square] = [m * size, n * size];
  const t = engine.push(a);
  const [r, u, tau] = [n * n, m * n, n].map((length) => engine.allocate(length));
  const bytes = [factorQrWorkspace(m, n), reflectionsWorkspace(m, n, n), gemmWorkspace(n, m, n)];
  const work = engine.arena.allocate(Math.max(...bytes));
  const rows = Array.from({ length: n }, (_, j) => j);
  const copyUpper = (): void => {
    const memory = new Uint8Array(engine.arena.memory.buffer);
    memory.fill(0, r, r + n * square);
    for (const j of rows)
      memory.copyWithin(r + j * square, t + j * stride, t + j * stride + (j + 1) * size);
  };
  return {
    restore: () => engine.write(t, a),
    parts: [
      {
        name: "A = Q R",
        flops: 2 * m * n * n - (2 / 3) * n ** 3,
        run: () => factorQr(m, n, t, stride, tau, work),
      },
      { name: "copy R", flops: 0, run: copyUpper },
      {
        name: "form Q of Q R",
        flops: 2 * m * n * n - (2 / 3) * n ** 3,
        run: () => formReflections(m, n, n, t, stride, tau, work),
      },
      ...diagonalize(engine, n, n, r),
      {
        name: "multiply by Q of Q R",
        flops: 2 * m * n * n,
        run: () => gemm(n, m, n, 1, r, square, size, t, stride, size, 0, u, square, work),
      },
    ],
  };
}

/** A bidiagonal, its values and vectors, and these times the reflections that made it bidiagonal. */
function diagonalize(engine: Engine, m: number, n: number, t: number): Part[] {
  const { bidiagonalize, dqds, ...sizes } = engine.exports;
  const size = engine.build.startsWith("f64") ? 8 : 4;
  const [strideL, strideR] = [m * size, n * size];
  const [left, right, rowwise, q] = [m * n, n * n, n * n, n * n].map(engine.allocate);
  const [d, e, d2, e2, tauQ, tauP] = Array.from({ length: 6 }, () => engine.allocate(n));
  const [sorted, squares] = [4, 8].map((bytes) => engine.arena.allocate(bytes * n));
  const bytes = [
    sizes.bidiagonalizeWorkspace(m, n),
    sizes.reflectionsWorkspace(m, n, n),
    sizes.dqdsWorkspace(n),
    sizes.divideAndConquerWorkspace(n),
    sizes.waveBytes(n, true),
  ];
  const work = engine.arena.allocate(Math.max(...bytes));
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
        const memory = new Uint8Array(engine.arena.memory.buffer);
        memory.copyWithin(d2, d, d + n * size);
        memory.copyWithin(e2, e, e + n * size);
        dqds(n, d2, e2, squares, work);
      },
    },
    ...(n > LEAF ? divided() : iterated()),
  ];

  function divided(): Part[] {
    const { applyReflections, divideAndConquer } = engine.exports;
    const inner = rowwise + strideR + size;
    return [
      {
        name: "divide and conquer",
        // Of merges without deflation: 2n³ for the last, a quarter of that for the two before it.
        flops: (8 / 3) * (n ** 3 - n * LEAF ** 2),
        run: () => divideAndConquer(n, d, e, sorted, left, strideL, right, strideR, q, work),
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

  function iterated(): Part[] {
    const { beginWave, formInnerReflections, formReflections, iterate } = engine.exports;
    return [
      {
        name: "form Q",
        flops: 2 * m * n * n - (2 / 3) * n ** 3,
        run: () => formReflections(m, n, n, t, strideL, tauQ, work),
      },
      {
        name: "form P",
        flops: (4 / 3) * n ** 3,
        run: () => formInnerReflections(n, rowwise, strideR, tauP + size, work),
      },
      {
        name: "implicit QR",
        flops: 0,
        run: () => {
          beginWave(work, n, m, t, strideL, n, rowwise, strideR);
          iterate(n, d, e, work);
        },
      },
    ];
  }
}
