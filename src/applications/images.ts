export {
  type CompressedImage,
  compressImage,
  type ImageTruncation,
} from "./images/compressImage.ts";
export {
  decomposeImage,
  type DecomposeImageOptions,
  type ImageDecomposition,
} from "./images/decomposeImage.ts";
export {
  denoise,
  type DenoisedImage,
  type DenoisedMatrix,
  type DenoiseOptions,
  type Denoising,
} from "./images/denoise.ts";
export { denoiseFrames, type DenoisedFrames } from "./images/denoiseFrames.ts";
export { type ImageLayer, imageLayers } from "./images/imageLayers.ts";
export type { ColourLayout, ImageLayout, ImageLayoutOptions } from "./images/layout.ts";
export { estimateNoise } from "./images/noise.ts";
export { psnr, type PsnrOptions } from "./images/psnr.ts";
export {
  separateBackground,
  type SeparateBackgroundOptions,
  type SeparatedBackground,
} from "./images/separateBackground.ts";
export { ssim, type SsimOptions } from "./images/ssim.ts";
