import { useState } from "preact/hooks";
import { Slider } from "../../parts/slider.tsx";
import { FaceCanvas } from "./faceCanvas.tsx";
import { combine, type FaceSpace } from "./faceSpace.ts";

const SLIDERS = 12;
/** As far from the mean as faces are, in standard deviations. */
const FARTHEST = 3;

const NONE: readonly number[] = Array<number>(SLIDERS).fill(0);

/** A face of twelve numbers. */
export function Builder({ space }: { readonly space: FaceSpace }) {
  const [amounts, setAmounts] = useState(NONE);
  const coordinates = amounts.map((amount, i) => amount * space.deviations[i]);
  const face = combine(space, coordinates, space.light);
  return (
    <div class="faces-builder">
      <div class="faces-built">
        <FaceCanvas image={face} label="The face of these numbers" />
        <div class="controls">
          <button type="button" onClick={() => setAmounts(NONE.map(randomAmount))}>
            Random face
          </button>
          <button type="button" onClick={() => setAmounts(NONE)}>
            Mean face
          </button>
        </div>
      </div>
      <div class="faces-sliders">
        {amounts.map((amount, i) => (
          <Slider
            key={i}
            label={`Eigenface ${i + 1}`}
            min={-FARTHEST}
            max={FARTHEST}
            step={0.1}
            value={amount}
            format={(value) =>
              `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value).toFixed(1)} σ`
            }
            onInput={(value) => setAmounts(amounts.map((old, j) => (i === j ? value : old)))}
          />
        ))}
      </div>
    </div>
  );
}

/** Normally distributed, as faces are along an eigenface (Box and Muller 1958), in steps of the sliders. */
function randomAmount(): number {
  const radius = Math.sqrt(-2 * Math.log(1 - Math.random()));
  const amount = radius * Math.cos(2 * Math.PI * Math.random());
  return Math.round(10 * Math.min(FARTHEST, Math.max(-FARTHEST, amount))) / 10;
}
