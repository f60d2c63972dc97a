import { useMemo, useState } from "preact/hooks";
import { Slider } from "../../parts/slider.tsx";
import { Angle } from "./angle.tsx";
import { Controls, type Shown } from "./controls.tsx";
import { Curve, Distances, Residuals } from "./curve.tsx";
import { Explanation } from "./explanation.tsx";
import { fitPolynomial, nearestLine, ridgeFit, valueAt } from "./fit.ts";
import { type Column, Numbers } from "./numbers.tsx";
import "./panel.css";
import { Plot } from "./plot.tsx";
import { moved, pointsAt, SETS, widestGap, withPoint } from "./points.ts";
import { Ridge } from "./ridge.tsx";

/** More would hide each other. */
const MOST = 30;

/** Points, and the polynomials that are nearest to them. */
export default function Panel() {
  const [points, setPoints] = useState(() => pointsAt(SETS[0][1]));
  const [chosen, setChosen] = useState<number>();
  const [degree, setDegree] = useState(1);
  const [logLambda, setLogLambda] = useState(0);
  const [shown, setShown] = useState<Shown>({ squares: false, total: false, ridge: false });

  const fit = useMemo(
    () => (points.length > 0 ? fitPolynomial(points, degree) : undefined),
    [points, degree],
  );
  const total = degree === 1 && shown.total ? nearestLine(points) : undefined;
  const ridge = fit && shown.ridge ? ridgeFit(fit, 10 ** logLambda) : undefined;
  const columns: Column[] = [];
  if (fit) columns.push({ name: "Least squares", polynomial: fit.x });
  if (total) columns.push({ name: "Total", polynomial: total });
  if (ridge) columns.push({ name: "Ridge", polynomial: ridge });

  const add = (x: number, y: number) => {
    if (points.length < MOST) setPoints(withPoint(points, x, y));
  };
  const remove = (id: number | undefined) => {
    setPoints(points.filter((point) => point.id !== id));
    setChosen(undefined);
  };
  const chosenAt = points.findIndex(({ id }) => id === chosen);
  const removable = chosenAt < 0 ? points.length - 1 : chosenAt;
  const choose = (places: (typeof SETS)[number][1]) => {
    setPoints(pointsAt(places));
    setChosen(undefined);
  };

  return (
    <>
      <div class="ls-panel">
        <figure>
          <Plot
            points={points}
            onAdd={add}
            onMove={(id, x, y) => setPoints(moved(points, id, x, y))}
            onRemove={remove}
            onChoose={setChosen}
          >
            {fit && <Residuals points={points} of={fit.x} squares={shown.squares} />}
            {total && <Distances points={points} of={total} />}
            {ridge && <Curve of={ridge} class="ridge" />}
            {total && <Curve of={total} class="total" />}
            {fit && <Curve of={fit.x} class="least" />}
          </Plot>
          <figcaption>
            Drag the points; click beside them for another one. By keyboard: Tab to a point, arrow
            keys, Delete.
          </figcaption>
        </figure>
        <div>
          <Controls
            shown={shown}
            onShown={setShown}
            isLine={degree === 1}
            chosen={removable < 0 ? undefined : removable + 1}
            onAdd={() => {
              const x = widestGap(points);
              add(x, (fit ? valueAt(fit.x, x) : 0) + 0.3);
            }}
            onRemove={() => remove(points[removable].id)}
            onSet={choose}
          />
          <Slider label="Degree" min={1} max={5} value={degree} onInput={setDegree} />
          {fit ? (
            <Numbers fit={fit} columns={columns} />
          ) : (
            <p role="status">Without points, there is nothing to fit.</p>
          )}
          {points.length >= MOST && (
            <p role="status">{MOST} points are as many as can be told apart.</p>
          )}
          {shown.total && degree === 1 && !total && (
            <p role="status">
              No line is nearest by distances at a right angle: it would stand upright, or two
              points are needed.
            </p>
          )}
          {fit && points.length <= degree && (
            <p role="status">
              Fewer points than coefficients: many polynomials pass through all of them, and A⁺ b is
              the one with the smallest coefficients.
            </p>
          )}
        </div>
      </div>
      {fit && (
        <div class="ls-below">
          <Angle
            fit={fit}
            onThreePoints={() => {
              choose(SETS[1][1]);
              setDegree(1);
            }}
          />
          <Ridge
            fit={fit}
            logLambda={logLambda}
            onLogLambda={(value) => {
              setLogLambda(value);
              setShown({ ...shown, ridge: true });
            }}
          />
        </div>
      )}
      <Explanation />
    </>
  );
}
