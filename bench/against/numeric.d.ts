declare module "numeric" {
  const numeric: {
    readonly version: string;
    svd(a: number[][]): { U: number[][]; S: number[]; V: number[][] };
    dot(a: number[][], b: number[][]): number[][];
  };
  export default numeric;
}
