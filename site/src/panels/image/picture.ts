import type { Pixels } from "../../parts/pictureCanvas.tsx";
import { breathe } from "./slices.ts";

/** A picture with its name, and what there is to say about it. */
export interface Picture {
  readonly name: string;
  readonly pixels: Pixels;
  readonly about: string;
}

/** Three decompositions of a picture of this size take seconds, of twice as many pixels three times as long. */
const MOST_PIXELS = 2_000_000;

/** Rows that are read at once. */
const STRIP = 128;

/**
 * Reads any picture that the browser can, turned as its camera says, on white where it is transparent. Larger ones than
 * two megapixels are scaled down.
 *
 * @throws {@link Error} with a sentence for the person who chose the file.
 */
export async function readPicture(file: File): Promise<Picture> {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Error(`“${file.name}” is no picture that this browser can read.`);
  });
  const { width, height } = bitmap;
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (width * height)));
  const size = {
    width: Math.max(1, Math.floor(width * scale)),
    height: Math.max(1, Math.floor(height * scale)),
  };
  const pixels = await readPixels(bitmap, size.width, size.height);
  bitmap.close();
  const about =
    scale < 1
      ? `Scaled down from ${width} × ${height} to ${size.width} × ${size.height}, two megapixels, for the sake of time.`
      : "";
  return { name: file.name.replace(/\.\w+$/, ""), pixels, about };
}

/** The pixels of a bitmap, scaled to the size that is asked for. */
async function readPixels(bitmap: ImageBitmap, width: number, height: number): Promise<Pixels> {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  if (!context) throw new Error("This browser gives no canvas to read a picture with.");
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  const data = new Uint8ClampedArray(4 * width * height);
  for (let top = 0; top < height; top += STRIP) {
    await breathe();
    const strip = context.getImageData(0, top, width, Math.min(STRIP, height - top));
    data.set(strip.data, 4 * width * top);
  }
  return { width, height, data };
}
