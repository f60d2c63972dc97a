import { Matrix } from "wasm-svd";
import { toGrey } from "wasm-svd/images";
import { builtIn } from "../image/builtIn.ts";

/** What there is to be cleaned. */
export const DATA = {
  photograph: "Photograph, 256 × 256",
  large: "Photograph, 512 × 512",
  sinusoids: "Signal: three sinusoids",
  chirp: "Signal: a chirp",
} as const;
export type DataName = keyof typeof DATA;

export type Clean =
  | { readonly kind: "picture"; readonly matrix: Matrix<Float64Array> }
  | { readonly kind: "signal"; readonly signal: Float64Array };

/** Samples of the signals. */
const SAMPLES = 320;

export async function cleanData(name: DataName): Promise<Clean> {
  if (name === "sinusoids") return { kind: "signal", signal: sample(sinusoids) };
  if (name === "chirp") return { kind: "signal", signal: sample(chirp) };
  const matrix = await photograph();
  return { kind: "picture", matrix: name === "large" ? matrix : halved(matrix) };
}

function sample(f: (t: number) => number): Float64Array {
  return Float64Array.from({ length: SAMPLES }, (_, i) => f(i / SAMPLES));
}

function sinusoids(t: number): number {
  const wave = (cycles: number) => Math.sin(2 * Math.PI * cycles * t);
  return wave(3) + 0.7 * wave(8) + 0.5 * wave(17);
}

/** From 2 to 20 cycles per window. */
function chirp(t: number): number {
  return 1.2 * Math.sin(2 * Math.PI * (2 * t + 9 * t * t));
}

async function photograph(): Promise<Matrix<Float64Array>> {
  const { width, height, data } = (await builtIn("astronaut")).pixels;
  const grey = toGrey({ width, height, channels: 4, data: new Uint8Array(data.buffer) }).data;
  const values = Float64Array.from({ length: width * height }, (_, i) => grey[2 * i]);
  return new Matrix(height, width, values);
}

/** Each 2 × 2 pixels averaged. */
function halved({ rows, columns, data }: Matrix<Float64Array>): Matrix<Float64Array> {
  const [m, n] = [rows >> 1, columns >> 1];
  const means = Float64Array.from({ length: m * n }, (_, at) => {
    const first = 2 * Math.floor(at / n) * columns + 2 * (at % n);
    const below = first + columns;
    return (data[first] + data[first + 1] + data[below] + data[below + 1]) / 4;
  });
  return new Matrix(m, n, means);
}
