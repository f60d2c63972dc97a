import { useState } from "preact/hooks";
import type { Image } from "wasm-svd";
import { FileDrop } from "../../parts/fileDrop.tsx";
import { Slider } from "../../parts/slider.tsx";
import { type Crop, cropFace } from "./crop.ts";

/** The faces of the collection fill their pictures: a portrait has to be cut tightly. */
const START: Crop = { size: 0.6, x: 0.5, y: 0.3 };

export interface OwnProps {
  /** Pixels of a side. */
  readonly width: number;
  readonly onFace: (face: Image, name: string) => void;
}

/** A picture from the visitor, from which a square is cut. It never leaves the browser. */
export function Own({ width, onFace }: OwnProps) {
  const [own, setOwn] = useState<{ readonly name: string; readonly picture: ImageBitmap }>();
  const [crop, setCrop] = useState(START);
  const [wrong, setWrong] = useState<string>();
  const open = async (file: File) => {
    try {
      const picture = await createImageBitmap(file);
      setOwn({ name: file.name, picture });
      setWrong(undefined);
      setCrop(START);
      onFace(cropFace(picture, START, width), file.name);
    } catch {
      setWrong(`${file.name} is not a picture that this browser can read.`);
    }
  };
  const change = (part: Partial<Crop>) => {
    if (!own) return;
    const next = { ...crop, ...part };
    setCrop(next);
    onFace(cropFace(own.picture, next, width), own.name);
  };
  const asPercent = (value: number) => `${Math.round(100 * value)} %`;
  return (
    <>
      <FileDrop label="a picture of your own" accept="image/*" onFile={(file) => void open(file)} />
      {wrong && <p role="alert">{wrong}</p>}
      {own && (
        <div class="controls">
          <Slider
            label="Size of the square"
            {...{ min: 0.1, max: 1, step: 0.01, value: crop.size, format: asPercent }}
            onInput={(size) => change({ size })}
          />
          <Slider
            label="From the left"
            {...{ min: 0, max: 1, step: 0.01, value: crop.x, format: asPercent }}
            onInput={(x) => change({ x })}
          />
          <Slider
            label="From the top"
            {...{ min: 0, max: 1, step: 0.01, value: crop.y, format: asPercent }}
            onInput={(y) => change({ y })}
          />
        </div>
      )}
      <p class="note">
        Eyes, nose and mouth should fill the square, as they do in the pictures above. Yours stays
        in your browser.
      </p>
    </>
  );
}
