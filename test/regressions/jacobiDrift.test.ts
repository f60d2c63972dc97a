import { expect, it } from "vitest";
import { Matrix, svd } from "../../src/index.ts";
import { families } from "../support/families.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

// All values but one are equal: thousands of rotations by less than √ε, whose cosines were rounded to 1,
// made the columns of V too long together, by more than the check allows.
it("keeps the length of columns through very many small rotations", () => {
  const { make } = families.find(({ name }) => name === "one large (bd 10)")!;
  for (const precision of precisions) {
    const { a } = make(257, 257, precision, random(257));
    const matrix = new Matrix(257, 257, precision.array(a.data));
    expect(() => svd(matrix, { method: "jacobi" })).not.toThrow();
  }
});
