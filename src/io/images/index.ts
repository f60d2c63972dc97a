export { type Image, toGrey } from "../../image.ts";
export { readJpeg, writeJpeg, type WriteJpegOptions } from "./jpeg.ts";
export { readPng } from "./pngRead.ts";
export { writePng } from "./pngWrite.ts";
export { readImage } from "./read.ts";
