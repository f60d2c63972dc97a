import { useLayoutEffect, useRef } from "preact/hooks";

/** Pixels as a canvas takes them: red, green, blue and alpha. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** Pixels of an opaque picture with nothing in it yet. */
export function blankPixels(width: number, height: number): Pixels {
  const data = new Uint8ClampedArray(4 * width * height);
  new Uint32Array(data.buffer).fill(0xffffffff);
  return { width, height, data };
}

/** A grey picture of real numbers; what is below 0 or above 255 is black or white. */
export function greyPixels(width: number, height: number, values: ArrayLike<number>): Pixels {
  const pixels = blankPixels(width, height);
  const { data } = pixels;
  for (let i = 0; i < width * height; ++i) {
    data[4 * i] = data[4 * i + 1] = data[4 * i + 2] = values[i];
  }
  return pixels;
}

/** Draws pixels on a canvas, which takes their size. */
export function drawPixels(canvas: HTMLCanvasElement, { width, height, data }: Pixels): void {
  // Setting a size, even the same, clears the canvas.
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  canvas.getContext("2d", { alpha: false })?.putImageData(new ImageData(data, width, height), 0, 0);
}

/** Pixels that are drawn at once: a few milliseconds of work. */
const AT_ONCE = 1 << 18;

/** The same for megapixels: in strips, between which the page answers. Whether it came to the end, or was given up. */
export async function drawInStrips(
  canvas: HTMLCanvasElement,
  { width, height, data }: Pixels,
  signal: AbortSignal,
): Promise<boolean> {
  const image = new ImageData(data, width, height);
  const rows = Math.ceil(AT_ONCE / width);
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d", { alpha: false });
  for (let top = 0; top < height; top += rows) {
    if (top > 0) await new Promise((resolve) => setTimeout(resolve));
    if (signal.aborted) return false;
    context?.putImageData(image, 0, 0, 0, top, width, Math.min(rows, height - top));
  }
  return true;
}

/** A picture, with what it shows for those who do not see it. */
export function PictureCanvas({ pixels, label }: { pixels: Pixels; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (!canvas.current) return;
    if (pixels.width * pixels.height <= AT_ONCE) return drawPixels(canvas.current, pixels);
    const drawing = new AbortController();
    void drawInStrips(canvas.current, pixels, drawing.signal);
    return () => drawing.abort();
  }, [pixels]);
  return <canvas ref={canvas} role="img" aria-label={label} />;
}
