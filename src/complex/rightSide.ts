import type { MatrixInput } from "../matrixInput.ts";
import { isTyped } from "../real.ts";
import type { VectorInput } from "../solvers/solve.ts";
import { readComplex, type ComplexInput, type ComplexMatrix } from "./complexMatrix.ts";
import { checkFinitePlanes, checkRows } from "./planes.ts";

/** Reads b of A x = b, complex or real; a real vector as one column. */
export function readComplexSide(
  name: string,
  b: ComplexInput | MatrixInput | VectorInput,
  rows: number,
): ComplexMatrix {
  const subject = `${name}: b`;
  const isVector = isTyped(b) || (Array.isArray(b) && !Array.isArray(b[0]) && !isTyped(b[0]));
  const side = isVector
    ? readComplex(subject, { rows: (b as VectorInput).length, columns: 1, data: b })
    : readComplex(subject, b);
  checkRows(subject, side, rows);
  checkFinitePlanes(subject, side);
  return side;
}
