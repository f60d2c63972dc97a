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
export { type ImageLayer, layers } from "./images/layers.ts";
export type { ColourLayout, Layout, LayoutOptions } from "./images/layout.ts";
export { estimateNoise } from "./images/noise.ts";
export { psnr, type PsnrOptions } from "./images/psnr.ts";
export {
  separateBackground,
  type SeparateBackgroundOptions,
  type SeparatedBackground,
} from "./images/separateBackground.ts";
export { ssim, type SsimOptions } from "./images/ssim.ts";
