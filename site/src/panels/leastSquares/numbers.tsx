import { format } from "../../parts/format.ts";
import { type Fit, lengthOf, misfit, type Polynomial, rSquared } from "./fit.ts";

const POWERS = ["1", "x", "x²", "x³", "x⁴", "x⁵"];

export interface Column {
  readonly name: string;
  readonly polynomial: Polynomial;
}

/** The coefficients of the polynomials, and what they leave, side by side; the first is that of least squares. */
export function Numbers({ fit, columns }: { fit: Fit; columns: readonly Column[] }) {
  const residuals = columns.map(({ polynomial }) => misfit(fit.A, fit.b, polynomial).residual);
  const isLine = columns[0].polynomial.length === 2;
  return (
    <table class="numbers">
      <thead>
        <tr>
          <td />
          {columns.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {POWERS.slice(0, columns[0].polynomial.length).map((power, k) => (
          <Row
            key={power}
            name={k === 0 ? "constant" : `coefficient of ${power}`}
            values={columns.map(({ polynomial }) => polynomial[k])}
          />
        ))}
        <Row name="‖r‖, vertical" values={residuals.map(lengthOf)} />
        <Row name="R²" values={residuals.map((residual) => rSquared(fit.b, residual))} />
        {isLine && (
          <Row
            name="‖r‖, perpendicular"
            values={columns.map(
              ({ polynomial: [, slope] }, i) => lengthOf(residuals[i]) / Math.hypot(1, slope),
            )}
          />
        )}
        <Row name="condition of A" values={[fit.cond]} />
        <tr>
          <th scope="row">rank of A</th>
          <td>
            {fit.rank} of {fit.A.columns}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function Row({ name, values }: { name: string; values: readonly number[] }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {values.map((value, i) => (
        <td key={i}>{format(value)}</td>
      ))}
    </tr>
  );
}
