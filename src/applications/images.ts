export {
  type CompressedImage,
  compressImage,
  type ImageTruncation,
} from "./images/compressImage.ts";
export { decomposeImage, type ImageDecomposition } from "./images/decomposeImage.ts";
export { psnr, type PsnrOptions } from "./images/psnr.ts";
