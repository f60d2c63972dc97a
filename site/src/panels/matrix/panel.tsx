import { useState } from "preact/hooks";
import { eigen } from "./eigen.ts";
import { Equation } from "./equation.tsx";
import { Explanation } from "./explanation.tsx";
import { Fields } from "./fields.tsx";
import { rangeFor } from "./frame.ts";
import { Numbers } from "./numbers.tsx";
import "./panel.css";
import "./picture.css";
import { Picture } from "./picture.tsx";
import { type Vector2, columnsOf } from "./plane.ts";
import { PresetList } from "./presetList.tsx";
import { START } from "./presets.ts";
import { sentenceAt } from "./stages.ts";
import { Stepper } from "./stepper.tsx";
import { LAST_STEP, mapAt } from "./steps.ts";
import { useDecompose } from "./useDecompose.ts";
import { usePlayback } from "./usePlayback.ts";

/** A 2 × 2 matrix as what it does to the unit circle. */
export default function Panel() {
  const [matrix, setMatrix] = useState(START);
  const [showsEigen, setShowsEigen] = useState(false);
  // While a vector is dragged, the picture keeps its scale: it would run away from the pointer.
  const [held, setHeld] = useState<number>();
  const playback = usePlayback(LAST_STEP);
  const { decompose, failed } = useDecompose();
  const decomposition = decompose?.(matrix);
  const values = eigen(matrix);
  const { time } = playback;
  const setColumn = (at: 0 | 1, column: Vector2) => {
    const [first, second] = columnsOf(matrix).map((old, i) => (i === at ? column : old));
    setMatrix([first[0], second[0], first[1], second[1]]);
    playback.seek(LAST_STEP);
  };
  return (
    <>
      <div class="matrix-panel">
        <figure>
          <Picture
            matrix={matrix}
            map={decomposition ? mapAt(decomposition, time) : matrix}
            time={time}
            factors={decomposition}
            eigen={showsEigen ? values : undefined}
            range={held ?? rangeFor(matrix)}
            onColumn={setColumn}
            onGrab={() => setHeld(rangeFor(matrix))}
            onRelease={() => setHeld(undefined)}
          />
          <figcaption class="matrix-sentence" aria-live="polite">
            {decomposition && !playback.playing && sentenceAt(decomposition, time)}
            {decomposition && playback.playing && (
              <span aria-hidden="true">{sentenceAt(decomposition, time)}</span>
            )}
          </figcaption>
          <Stepper playback={playback} disabled={!decomposition} />
        </figure>
        <div>
          <div class="matrix-entries">
            <div>
              <h2>The matrix A</h2>
              <Fields matrix={matrix} onChange={setMatrix} />
            </div>
            <PresetList matrix={matrix} onChoose={setMatrix} />
          </div>
          <p class="note">
            Or drag A e₁ and A e₂, its two columns, in the picture (arrow keys move them, too).
          </p>
          <label class="matrix-check">
            <input
              type="checkbox"
              checked={showsEigen}
              onChange={(event) => setShowsEigen(event.currentTarget.checked)}
            />
            Show the lines of the eigenvectors
            {showsEigen && values.kind === "complex" && ": none is real"}
            {showsEigen && values.kind === "every" && ": every line is one"}
          </label>
          {failed && <p role="alert">The library could not be loaded, so there are no numbers.</p>}
          {decomposition && (
            <>
              <h2>Its singular value decomposition</h2>
              <Equation {...decomposition} />
              <Numbers matrix={matrix} decomposition={decomposition} eigen={values} />
            </>
          )}
        </div>
      </div>
      <Explanation />
    </>
  );
}
