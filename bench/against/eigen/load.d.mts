/** The types of load.mjs, as far as the benchmark uses it. */
export function load(file: string): Promise<{
  readonly x: {
    readonly memory: WebAssembly.Memory;
    malloc(bytes: number): number;
    free(at: number): void;
    /** C = A·B of n × n matrices, stored by columns. */
    gemm(n: number, a: number, b: number, c: number): void;
  };
  /** Row-major; U and V have as many columns as there are singular values. */
  svd(
    kind: number,
    a: ArrayLike<number>,
    rows: number,
    columns: number,
  ): { rc: number; S: Float64Array; U?: Float64Array; V?: Float64Array };
}>;
