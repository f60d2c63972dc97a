import { format } from "../../parts/format.ts";
import { alongColumns, cosine, type Fit, lengthOf } from "./fit.ts";
import { SpacePicture } from "./spacePicture.tsx";

export interface AngleProps {
  readonly fit: Fit;
  readonly onThreePoints: () => void;
}

/** That r is at a right angle to the column space: as a picture for three points and a line, in numbers always. */
export function Angle({ fit, onThreePoints }: AngleProps) {
  const { A, b, fitted, residual } = fit;
  const drawn = A.rows === 3 && A.columns === 2;
  return (
    <section>
      <h2>Why it is the nearest: a right angle</h2>
      {drawn ? (
        <SpacePicture fit={fit} />
      ) : (
        <p>
          What {A.rows} points say, b, is a point in a space of {A.rows} dimensions, and what{" "}
          {A.columns === 2 ? "lines" : "such polynomials"} can say, all A x, a flat part of it. A x̂
          is the point of it that is nearest to b, so that r = b − A x̂ is at a right angle to it:
          the numbers show that. For a line and{" "}
          <button type="button" onClick={onThreePoints}>
            three points
          </button>{" "}
          it can be drawn.
        </p>
      )}
      <table class="numbers">
        <tbody>
          <Row name="Aᵀ r" value={Array.from(alongColumns(A, residual), tiny).join(", ")} />
          <Row name="cos ∠(r, A x̂)" value={tiny(cosine(residual, fitted))} />
          <Row name="‖b‖²" value={format(lengthOf(b) ** 2)} />
          <Row
            name="‖A x̂‖² + ‖r‖²"
            value={format(lengthOf(fitted) ** 2 + lengthOf(residual) ** 2)}
          />
        </tbody>
      </table>
    </section>
  );
}

function Row({ name, value }: { name: string; value: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{value}</td>
    </tr>
  );
}

/** Rounding errors as what they are. */
function tiny(x: number): string {
  return x === 0 ? "0" : format(x, 3);
}
