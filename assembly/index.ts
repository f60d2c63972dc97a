/** The binary interface: re-exports only. */
export { axpy } from "./kernels/axpy";
export { dot } from "./kernels/dot";
export { gemm, gemmWorkspace } from "./kernels/gemm/gemm";
export { gemv } from "./kernels/gemv";
export { gemvBoth } from "./kernels/gemvBoth";
export { gemvTransposed } from "./kernels/gemvTransposed";
export { ger } from "./kernels/ger";
export { largest } from "./kernels/largest";
export { norm } from "./kernels/norm";
export { rotate } from "./kernels/rotate";
export { scale } from "./kernels/scale";
export { transpose } from "./kernels/transpose";
export { svd, svdWorkspace } from "./drivers/svd";
