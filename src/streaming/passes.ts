import { checkFinite } from "../finite.ts";
import { convert } from "../product.ts";
import { isFloat32 } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { multiply } from "../wasm/multiply.ts";
import { throwNonFinite, readRowBlocks, type Pass, type RowBlockSource } from "./rowBlocks.ts";
import type { Doubles } from "./factoredBasis.ts";

/** A matrix that is read again and again, and what is known of it. */
export class Passes {
  readonly name: string;
  readonly options: EngineOptions;
  readonly #source: RowBlockSource;
  readonly #pass: Pass;
  /** n; of the first pass on. */
  columns: number | undefined;
  /** m, when the first pass is over. */
  rows: number | undefined;
  /** Whether all blocks are of single precision. */
  single = true;
  /** Passes that are over. */
  count = 0;
  /** Vectors that A and Aᵀ were multiplied by. */
  products = 0;
  /** What the progress tells: see StreamProgress. */
  residual = NaN;

  constructor(name: string, source: RowBlockSource, pass: Pass, options: EngineOptions) {
    this.name = name;
    this.#source = source;
    this.#pass = pass;
    this.options = options;
  }

  /** Reads all rows, in double precision. */
  async forEach(body: (block: Doubles, first: number) => void): Promise<void> {
    const { columns, rows, residual, count } = this;
    const pass: Pass = {
      ...this.#pass,
      pass: count,
      residual,
      ...(columns !== undefined && { columns }),
      ...(rows !== undefined && { rows }),
    };
    let last = 0;
    for await (const { block, first } of readRowBlocks(this.name, this.#source, pass)) {
      last = first + block.rows;
      if (block.rows === 0) {
        if (block.columns > 0) this.columns ??= block.columns;
        continue;
      }
      this.columns ??= block.columns;
      this.single &&= isFloat32(block.data);
      // The first pass looks for what is not finite; the others read the same.
      if (count === 0 && !isFinite(sumOfZeros(block.data))) {
        throwNonFinite(this.name, block.data, block.columns, first);
      }
      body(convert(block, "float64") as Doubles, first);
    }
    this.rows = last;
    this.count += 1;
  }

  /** The number of columns, of the first block that has rows. */
  async peek(): Promise<number> {
    if (this.columns === undefined) {
      const { signal } = this.#pass;
      for await (const { block } of readRowBlocks(
        this.name,
        this.#source,
        signal ? { signal } : {},
      )) {
        if (block.columns === 0 && block.rows === 0) continue;
        this.columns = block.columns;
        break;
      }
    }
    return this.columns ?? 0;
  }

  multiply(a: Doubles, b: Doubles, transposeA = false): Doubles {
    return multiply(this.name, a, b, { ...this.options, transposeA });
  }

  /** AᵀA·X, in one pass. */
  async gram(x: Doubles): Promise<Doubles> {
    const sum = new Float64Array(x.data.length);
    await this.forEach((block) => {
      const { data } = this.multiply(block, this.multiply(block, x), true);
      for (let i = 0; i < data.length; ++i) sum[i] += data[i];
    });
    this.products += 2 * x.columns;
    const result = { rows: x.rows, columns: x.columns, data: sum };
    checkFinite(`${this.name}: AᵀA·X, which overflows; scale the matrix down`, result);
    return result;
  }
}

function sumOfZeros(data: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < data.length; ++i) sum += 0 * data[i];
  return sum;
}
