import type { Image } from "../image.ts";

/** Red, green and blue, 0 … 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** An RGB picture to draw on. What falls outside of it is not drawn. */
export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;

  constructor(width: number, height: number, background: Colour) {
    this.width = width;
    this.height = height;
    this.data = new Uint8Array(width * height * 3);
    for (let i = 0; i < this.data.length; ++i) this.data[i] = background[i % 3];
  }

  /** Mixes `colour` into one pixel, `opacity` (0 … 1) of it. */
  blend(x: number, y: number, colour: Colour, opacity: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const at = (y * this.width + x) * 3;
    for (let c = 0; c < 3; ++c) {
      this.data[at + c] = Math.round(this.data[at + c] + opacity * (colour[c] - this.data[at + c]));
    }
  }

  toImage(): Image {
    return { width: this.width, height: this.height, channels: 3, data: this.data };
  }
}
