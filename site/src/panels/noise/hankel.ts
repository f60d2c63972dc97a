import { Matrix } from "wasm-svd";

/**
 * The trajectory matrix of a signal, as square as can be: entry (i, j) is sample i + j, so that each row is a window one
 * sample later than the one above. Of r complex exponentials, its rank is r; a real sinusoid is two of them.
 */
export function trajectory(signal: Float64Array): Matrix<Float64Array> {
  const rows = signal.length >> 1;
  const columns = signal.length - rows + 1;
  const data = Float64Array.from({ length: rows * columns }, (_, at) => {
    return signal[Math.floor(at / columns) + (at % columns)];
  });
  return new Matrix(rows, columns, data);
}

/**
 * The signal that σ·u·vᵀ stands for: the means of its anti-diagonals, which is the nearest matrix of that form.
 *
 * R. Vautard, P. Yiou, M. Ghil, Singular-spectrum analysis: a toolkit for short, noisy chaotic signals, Physica D 58 (1992) 95–126.
 */
export function signalOf(sigma: number, u: Float64Array, v: Float64Array): Float64Array {
  const signal = new Float64Array(u.length + v.length - 1);
  for (let i = 0; i < u.length; ++i) {
    const factor = sigma * u[i];
    for (let j = 0; j < v.length; ++j) signal[i + j] += factor * v[j];
  }
  const most = Math.min(u.length, v.length);
  return signal.map((sum, at) => sum / Math.min(at + 1, signal.length - at, most));
}
