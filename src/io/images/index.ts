export { type Image, toGrey } from "../../image.ts";
export { readJpeg, writeJpeg, type WriteJpegOptions } from "./jpeg.ts";
export { readPng, writePng } from "./png.ts";
export { readImage } from "./read.ts";
