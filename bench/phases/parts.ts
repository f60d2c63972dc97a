import type { Engine } from "../../src/wasm/engine.ts";

/** A step of a decomposition. Those of one list run one after the other. */
export interface Part {
  readonly name: string;
  readonly flops: number;
  readonly run: () => void;
  /** Whether this is done for the measurement only: the next part does it again. */
  readonly apart?: boolean;
}

/** A decomposition that can begin again. */
export interface Parts {
  readonly restore: () => void;
  readonly parts: readonly Part[];
}

/**
 * Flops of the rotations of an n × n bidiagonal matrix, for each row of a factor, in units of n²: of
 * normal matrices it took 11 to 12.5 n³ for both factors (n = 256 … 1,024).
 */
const ROTATION_FLOPS = 6;

/** The steps of assembly/drivers/svd.ts for a tall or square matrix, with thin vectors. */
export function thinParts(
  engine: Engine,
  m: number,
  n: number,
  a: Float64Array | Float32Array,
): Parts {
  return m >= 2 * n ? throughR(engine, m, n, a) : direct(engine, m, n, a);
}

function direct(engine: Engine, m: number, n: number, a: Float64Array | Float32Array): Parts {
  const left = engine.push(a);
  return { restore: () => engine.write(left, a), parts: diagonalize(engine, m, n, left) };
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
        name: "multiply by Q",
        flops: 2 * m * n * n,
        run: () => gemm(n, m, n, 1, r, square, size, t, stride, size, 0, u, square, work),
      },
    ],
  };
}

/** A bidiagonal, the two factors of that, and the rotations that make it diagonal. */
function diagonalize(engine: Engine, m: number, n: number, left: number): Part[] {
  const { bidiagonalize, bidiagonalizeWorkspace, formReflections, reflectionsWorkspace } =
    engine.exports;
  const { beginWave, iterate, waveBytes } = engine.exports;
  const size = engine.build.startsWith("f64") ? 8 : 4;
  const [strideL, strideR] = [m * size, n * size];
  const right = engine.allocate(n * n);
  const [d, e, dCopy, eCopy, tauQ, tauP] = Array.from({ length: 6 }, () => engine.allocate(n));
  const bytes = [bidiagonalizeWorkspace(m, n), reflectionsWorkspace(m, n, n), waveBytes(n, true)];
  const work = engine.arena.allocate(Math.max(...bytes));
  const inner = right + strideR + size;
  return [
    {
      name: "bidiagonalize",
      flops: 4 * m * n * n - (4 / 3) * n ** 3,
      run: () => bidiagonalize(m, n, left, strideL, right, strideR, d, e, tauQ, tauP, work),
    },
    {
      name: "form Q",
      flops: 2 * m * n * n - (2 / 3) * n ** 3,
      run: () => formReflections(m, n, n, left, strideL, tauQ, work),
    },
    {
      name: "form P",
      flops: (4 / 3) * (n - 1) ** 3,
      run: () => formReflections(n - 1, n - 1, n - 1, inner, strideR, tauP + size, work),
    },
    {
      name: "rotations alone, not applied",
      apart: true,
      flops: 0,
      run: () => {
        const memory = new Uint8Array(engine.arena.memory.buffer);
        memory.copyWithin(dCopy, d, d + n * size);
        memory.copyWithin(eCopy, e, e + n * size);
        beginWave(work, n, 0, 0, 0, 0, 0, 0);
        iterate(n, dCopy, eCopy, work);
      },
    },
    {
      name: "rotations, found and applied",
      flops: ROTATION_FLOPS * n * n * (m + n),
      run: () => {
        beginWave(work, n, m, left, strideL, n, right, strideR);
        iterate(n, d, e, work);
      },
    },
  ];
}
