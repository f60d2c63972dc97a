import { epsilon } from "../../real.ts";
import { eigh } from "../../decompositions/eigh.ts";
import { qr } from "../../decompositions/qr.ts";
import { checkFinite } from "../../finite.ts";
import { Matrix, toMatrix } from "../../matrix.ts";
import type { MatrixInput } from "../../matrixInput.ts";
import { scaleRows } from "../../blocks.ts";

/** The inputs that a layer sees, one of the two. */
export interface InputOptions {
  /** Samples of the input, one in each row: ‖(W − B·A) x‖ is made small for these, and not for any x. */
  readonly activations?: MatrixInput;
  /** What is left of the samples when they are gone: Σ x xᵀ, in × in, or their mean. */
  readonly secondMoment?: MatrixInput;
}

/**
 * Returns an S with SᵀS = Σ x xᵀ, so that ‖S (W − W′)ᵀ‖ = √Σ ‖(W − W′) x‖²; undefined where no inputs are given.
 *
 * @param columns - Inputs of the layer.
 * @throws {@link RangeError} if they have other columns, or the second moment is no such.
 */
export function inputRoot(
  subject: string,
  columns: number,
  { activations, secondMoment }: InputOptions,
): Matrix | undefined {
  if (activations !== undefined && secondMoment !== undefined) {
    throw new RangeError(`${subject}: expected activations or secondMoment, got both`);
  }
  if (activations !== undefined)
    return rootOfSamples(`${subject}: activations`, columns, activations);
  if (secondMoment !== undefined)
    return rootOfMoment(`${subject}: secondMoment`, columns, secondMoment);
  return undefined;
}

function rootOfSamples(subject: string, columns: number, activations: MatrixInput): Matrix {
  const x = toMatrix(subject, activations);
  if (x.columns !== columns) {
    throw new RangeError(
      `${subject}: expected ${columns} columns, one for each input, got ${x.columns}`,
    );
  }
  checkFinite(subject, x);
  return x.rows > columns ? qr(x).R : x;
}

function rootOfMoment(subject: string, columns: number, secondMoment: MatrixInput): Matrix {
  const c = toMatrix(subject, secondMoment);
  if (c.rows !== columns || c.columns !== columns) {
    throw new RangeError(
      `${subject}: expected ${columns} × ${columns}, got ${c.rows} × ${c.columns}`,
    );
  }
  const { values, vectors } = eigh(c);
  const largest = Math.max(0, ...values.slice(-1));
  if (values[0] < -columns * epsilon(values) * largest) {
    throw new RangeError(`${subject}: expected no eigenvalue below 0, got ${values[0]}`);
  }
  const {
    rows,
    columns: n,
    data,
  } = scaleRows(
    vectors.transpose(),
    values.map((value) => Math.sqrt(Math.max(0, value))),
  );
  return new Matrix(rows, n, data);
}
