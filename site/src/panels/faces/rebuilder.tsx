import { useState } from "preact/hooks";
import type { Image } from "wasm-svd";
import { Slider } from "../../parts/slider.tsx";
import type { FaceSets } from "./data.ts";
import { FaceCanvas, FaceFigure } from "./faceCanvas.tsx";
import { difference, type FaceSpace, rebuild } from "./faceSpace.ts";
import { Own } from "./own.tsx";

const SETS = {
  fresh: "faces that it has not seen",
  known: "faces that it was made of",
  others: "pieces of background",
} satisfies Record<keyof FaceSets, string>;
type SetName = keyof typeof SETS;

export interface RebuilderProps {
  readonly space: FaceSpace;
  readonly sets: FaceSets;
}

/** A picture, and what the first k eigenfaces make of it. */
export function Rebuilder({ space, sets }: RebuilderProps) {
  const [set, setSet] = useState<SetName>("fresh");
  const [chosen, setChosen] = useState<{ readonly image: Image; readonly name: string }>({
    image: sets.fresh[0],
    name: "Picture 1",
  });
  const [k, setK] = useState(20);
  const most = space.deviations.length;
  const rebuilt = rebuild(space, chosen.image, k);
  return (
    <>
      <div class="controls">
        <label>
          Choose from{" "}
          <select value={set} onChange={(event) => setSet(event.currentTarget.value as SetName)}>
            {Object.entries(SETS).map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div class="faces-choice" role="group" aria-label={SETS[set]}>
        {sets[set].map((image, i) => (
          <button
            key={`${set}${i}`}
            type="button"
            aria-pressed={image === chosen.image}
            onClick={() => setChosen({ image, name: `Picture ${i + 1}` })}
          >
            <FaceCanvas image={image} label={`Picture ${i + 1}`} />
          </button>
        ))}
      </div>
      <Own width={space.width} onFace={(image, name) => setChosen({ image, name })} />
      <Slider
        label="Eigenfaces"
        {...{ min: 0, max: most, value: k, format: (value: number) => `${value} of ${most}` }}
        onInput={setK}
      />
      <div class="faces-pair">
        <FaceFigure image={chosen.image} label={chosen.name} />
        <FaceFigure image={rebuilt} label={`From ${k} numbers`} />
      </div>
      <p data-testid="faces-error">
        They differ by <strong>{difference(chosen.image, rebuilt).toFixed(1)}</strong> grey levels
        of 255 (root mean square).
      </p>
      <Verdict judge={space.judge} image={chosen.image} />
    </>
  );
}

function Verdict({ judge, image }: { readonly judge: FaceSpace["judge"]; readonly image: Image }) {
  const { distance, residual, mahalanobis } = judge.distanceToFaceSpace(image);
  return (
    <p data-testid="faces-distance">
      Distance to the faces: <strong>{distance.toFixed(2)}</strong> (of the picture to its nearest
      sum of {judge.components.rows} eigenfaces {residual.toFixed(1)}, of that to the mean face{" "}
      {mahalanobis.toFixed(1)}). Up to 1 it counts as a face:{" "}
      {distance <= 1 ? "this does" : "this does not"}.
    </p>
  );
}
