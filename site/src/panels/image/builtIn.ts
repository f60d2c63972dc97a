import astronaut from "../../../../examples/astronaut.png?url";
import { blankPixels, type Pixels } from "../../parts/pictureCanvas.tsx";
import { type Picture, readPicture } from "./picture.ts";

export const BUILT_IN = {
  astronaut: "Photograph: Eileen Collins",
  gradient: "Gradient",
  checkerboard: "Checkerboard",
} as const;
export type BuiltIn = keyof typeof BUILT_IN;

/** The pictures that are there before anyone chose a file. */
export async function builtIn(name: BuiltIn): Promise<Picture> {
  if (name === "gradient") return gradient();
  if (name === "checkerboard") return checkerboard();
  const response = await fetch(astronaut);
  if (!response.ok) throw new Error("The photograph could not be loaded.");
  const picture = await readPicture(new File([await response.blob()], "astronaut.png"));
  const about =
    "A photograph has detail everywhere, so no singular value is zero: its rank is full. But they fall fast, and the first few hold most of it.";
  return { ...picture, about };
}

const SIDE = 256;

function gradient(): Picture {
  const pixels = paint((x, y) => [x, y, 254 - (x >> 1) - (y >> 1)]);
  const about =
    "Red depends on the column alone, a column of ones times a row: rank 1; so does green, on the row. Blue falls along both, a sum of two such products: rank 2. After two layers, nothing is left to add.";
  return { name: "gradient", pixels, about };
}

function checkerboard(): Picture {
  const pixels = paint((x, y) =>
    ((x >> 5) + (y >> 5)) % 2 === 0 ? [236, 232, 220] : [40, 44, 60],
  );
  const about =
    "There are only two different rows, and every row is one of them: rank 2. Sharp edges cost nothing, as long as they run along rows and columns.";
  return { name: "checkerboard", pixels, about };
}

function paint(colour: (x: number, y: number) => readonly number[]): Pixels {
  const pixels = blankPixels(SIDE, SIDE);
  for (let i = 0; i < SIDE * SIDE; ++i)
    pixels.data.set(colour(i % SIDE, Math.floor(i / SIDE)), 4 * i);
  return pixels;
}
