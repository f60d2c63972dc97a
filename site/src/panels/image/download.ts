import type { Pixels } from "../../parts/pictureCanvas.tsx";
import { drawPixels } from "../../parts/pictureCanvas.tsx";

/** Hands pixels to the person at the screen, as a PNG file. */
export async function downloadPng(pixels: Pixels, name: string): Promise<void> {
  const canvas = document.createElement("canvas");
  drawPixels(canvas, pixels);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) return;
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
