/** The binary interface: re-exports only. */
export { dot } from "./kernels/dot";
