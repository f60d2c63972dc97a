// The singular value decomposition of one matrix, and what follows from it.
import { pinv, svd } from "wasm-svd";

// Rows: four films; columns: the marks that five people gave.
const marks = [
  [5, 5, 4, 1, 1],
  [4, 5, 5, 1, 2],
  [1, 1, 2, 5, 4],
  [1, 2, 1, 4, 5],
];

const decomposition = svd(marks);
const { U, s, Vt } = decomposition;
console.log("singular values    ", show(s));
console.log("kept by two of them", `${(100 * decomposition.energy(2)).toFixed(1)} %`);

// The first pair of singular vectors is the general level, the second one tells the tastes apart.
console.log("films by taste     ", show(U.column(1)));
console.log("people by taste    ", show(Vt.row(1)));

// A line through points: the shortest solution of A x ≈ b is A⁺ b.
const x = [0, 1, 2, 3, 4];
const y = [1.1, 2.9, 5.2, 6.8, 9.1];
const [slope, start] = pinv(x.map((value) => [value, 1]))
  .multiply(y.map((value) => [value]))
  .column(0);
console.log("line through points", `y = ${slope.toFixed(2)} x + ${start.toFixed(2)}`);

/** @param {ArrayLike<number>} vector */
function show(vector) {
  return Array.from(vector, (value) => value.toFixed(3).padStart(7)).join(" ");
}
