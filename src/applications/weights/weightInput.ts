import { describe } from "../../errors.ts";
import { checkFinite } from "../../finite.ts";
import { type Matrix, toMatrix } from "../../matrix.ts";
import type { MatrixInput } from "../../matrixInput.ts";
import { isReal, type Real } from "../../real.ts";

/** Numbers of any number of dimensions, the last index running fastest. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Real;
}

/** The weights of a layer: a matrix, or the kernel of a convolution. */
export type WeightInput = MatrixInput | Tensor;

/** Tensors of a network that are read one by one, such as a `SafetensorsFile` of `wasm-svd/io`. */
export interface TensorSource {
  readonly names: readonly string[];
  tensor(name: string): PromiseLike<Tensor>;
}

export interface WeightLayoutOptions {
  /**
   * Which index counts the outputs of a layer, so that its matrix is out × in, as in y = W x:
   *
   * - `"out-first"` (default), as in PyTorch: out × in stays as it is; a kernel out × in × h × w becomes out × in·h·w.
   * - `"out-last"`, as in TensorFlow and JAX: in × out is transposed; a kernel h × w × in × out becomes out × h·w·in.
   */
  readonly layout?: "out-first" | "out-last";
}

/**
 * Reads weights as a matrix, out × in.
 *
 * @throws {@link TypeError} if they have fewer than two dimensions, {@link NonFiniteError} if an entry is no number.
 */
export function weightMatrix(
  subject: string,
  w: WeightInput,
  { layout = "out-first" }: WeightLayoutOptions = {},
): Matrix {
  if (layout !== "out-first" && layout !== "out-last") {
    throw new TypeError(
      `${subject}: expected layout to be "out-first" or "out-last", got ${describe(layout)}`,
    );
  }
  const matrix = toMatrix(subject, flattened(subject, w, layout));
  checkFinite(subject, matrix);
  return layout === "out-last" ? matrix.transpose() : matrix;
}

/** Whether `x` is the weights of one layer, and not an object of several by name. */
export function isWeight(x: unknown): x is WeightInput {
  if (Array.isArray(x) || typeof x !== "object" || x === null) return true;
  return (
    ("shape" in x && ("data" in x || "dataSync" in x)) ||
    ("rows" in x && "columns" in x) ||
    ("size" in x && "toArray" in x)
  );
}

function flattened(subject: string, w: WeightInput, layout: "out-first" | "out-last"): MatrixInput {
  if (!isTensor(w) || w.shape.length === 2) return w;
  const { shape, data } = w;
  if (shape.length < 2) {
    throw new TypeError(
      `${subject}: expected a matrix or the kernel of a convolution, got ${shape.length} dimensions`,
    );
  }
  const outputs = layout === "out-first" ? shape[0] : shape[shape.length - 1];
  const inputs = shape.reduce((product, length) => product * length, 1) / (outputs || 1);
  return layout === "out-first"
    ? { rows: outputs, columns: inputs, data }
    : { rows: inputs, columns: outputs, data };
}

function isTensor(w: WeightInput): w is Tensor {
  return !Array.isArray(w) && "shape" in w && "data" in w && isReal(w.data);
}
