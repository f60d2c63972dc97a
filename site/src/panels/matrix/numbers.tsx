import { degrees, format } from "../../parts/format.ts";
import type { Decomposition } from "./decompose.ts";
import type { Eigen } from "./eigen.ts";
import { type Matrix2, angleOf, columnsOf, determinant, rowsOf } from "./plane.ts";

export interface NumbersProps {
  readonly matrix: Matrix2;
  readonly decomposition: Decomposition;
  readonly eigen: Eigen;
}

/** All that the singular values say, and the directions. */
export function Numbers({ matrix, decomposition, eigen }: NumbersProps) {
  const { U, s, Vt, rank, cond, norms } = decomposition;
  const [v1, v2] = rowsOf(Vt);
  const [u1, u2] = columnsOf(U);
  return (
    <div class="matrix-numbers">
      <Table
        name="Size"
        rows={[
          ["σ₁", format(s[0])],
          ["σ₂", format(s[1])],
          ["rank", String(rank)],
          ["condition", format(cond)],
          ["determinant", format(determinant(matrix))],
          ["2-norm", format(norms.two)],
          ["Frobenius norm", format(norms.frobenius)],
          ["nuclear norm", format(norms.nuclear)],
        ]}
      />
      <Table
        name="Directions"
        rows={[
          ["v₁", degrees(angleOf(v1))],
          ["v₂", degrees(angleOf(v2))],
          ["u₁", degrees(angleOf(u1))],
          ["u₂", degrees(angleOf(u2))],
          ...eigenRows(eigen),
        ]}
      />
    </div>
  );
}

type Row = readonly [name: string, value: string];

function Table({ name, rows }: { name: string; rows: readonly Row[] }) {
  return (
    <table class="numbers">
      <caption>{name}</caption>
      <tbody>
        {rows.map(([label, value]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function eigenRows(eigen: Eigen): readonly Row[] {
  switch (eigen.kind) {
    case "complex":
      return [
        ["eigenvalues", `${format(eigen.real)} ± ${format(eigen.imaginary)} i`],
        ["eigenvectors", "none is real"],
      ];
    case "every":
      return [
        ["eigenvalue", format(eigen.value)],
        ["eigenvectors", "all vectors"],
      ];
    case "real":
      return eigen.pairs.map(({ value, vector }, i) => {
        const name = eigen.pairs.length === 1 ? "the only eigenvector" : `eigenvector ${i + 1}`;
        return [name, `${lineAngle(angleOf(vector))}, λ = ${format(value)}`];
      });
  }
}

/** Of the line through a vector and its negative: from 0° up to 180°. */
function lineAngle(angle: number): string {
  const turned = angle < 0 ? angle + Math.PI : angle;
  return degrees(turned >= Math.PI - 1e-12 ? 0 : turned);
}
