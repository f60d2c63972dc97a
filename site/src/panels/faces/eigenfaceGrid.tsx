import { percent } from "../../parts/percent.ts";
import { FaceFigure } from "./faceCanvas.tsx";
import type { FaceSpace } from "./faceSpace.ts";

/** What is left after these looks like noise. */
const SHOWN = 23;

/** The mean face, and the first eigenfaces. */
export function EigenfaceGrid({ space }: { readonly space: FaceSpace }) {
  const { model } = space;
  const ratios = model.explainedVarianceRatio;
  return (
    <div class="faces-grid">
      <FaceFigure image={model.meanFace()} label="mean" />
      {Array.from({ length: Math.min(SHOWN, ratios.length) }, (_, i) => (
        <FaceFigure key={i} image={model.eigenface(i)} label={`${i + 1}: ${percent(ratios[i])}`} />
      ))}
    </div>
  );
}
