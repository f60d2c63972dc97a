/** The binary interface: re-exports only. */
export { eigh, eighWorkspace } from "./drivers/eigh";
export { multiply, multiplyWorkspace } from "./drivers/multiply";
export { probe, probeWorkspace } from "./drivers/probe";
export { qr, qrWorkspace } from "./drivers/qr";
export { svd, svdWorkspace } from "./drivers/svd";
export { svdBatch, svdBatchWorkspace } from "./drivers/svdBatch";
export { svdChecked, svdCheckedWorkspace } from "./drivers/svdChecked";
export {
  blocksOf,
  factorTall,
  factorTallWorkspace,
  multiplyTall,
  multiplyTallWorkspace,
} from "./drivers/tall";
export { bidiagonalize, bidiagonalizeWorkspace } from "./factorizations/bidiagonalize";
export { iterate } from "./factorizations/bidiagonal/iterate";
export { oneSidedWorkspace, orthogonalize } from "./factorizations/jacobi/oneSided";
export {
  listPairs,
  pairsBytes,
  rotateGroups,
  rotateGroupsWorkspace,
} from "./factorizations/jacobi/lanes";
export { factorQr, factorQrWorkspace } from "./factorizations/qr";
export { factorQrPivoted } from "./factorizations/qrPivoted";
export {
  applyReflections,
  formInnerReflections,
  formReflections,
  reflectionsWorkspace,
} from "./factorizations/reflections";
export { tridiagonalize, tridiagonalizeWorkspace } from "./factorizations/tridiagonalize";
export { beginWave, waveBytes } from "./factorizations/wave";
export { axpy } from "./kernels/axpy";
export { combine } from "./kernels/combine";
export { combineDot } from "./kernels/combineDot";
export { combineThree } from "./kernels/combineThree";
export { dot } from "./kernels/dot";
export { fusedSweep } from "./kernels/fusedSweep";
export { fusedSymmetric } from "./kernels/fusedSymmetric";
export { gemm, gemmWorkspace } from "./kernels/gemm/gemm";
export { tile } from "./kernels/gemm/tile";
export { gemv } from "./kernels/gemv";
export { gemvBoth } from "./kernels/gemvBoth";
export { gemvTransposed } from "./kernels/gemvTransposed";
export { keepLargest } from "./kernels/keepLargest";
export { chooseAngles } from "./kernels/lanes/angles";
export { beginLanes } from "./kernels/lanes/begin";
export { activateLanes } from "./kernels/lanes/masks";
export { normalizeLanes } from "./kernels/lanes/normalize";
export { packLanes } from "./kernels/lanes/pack";
export { probeLanes } from "./kernels/lanes/probe";
export { rotateLanes } from "./kernels/lanes/rotate";
export { rotateBlocks } from "./kernels/lanes/rotateBlocks";
export { squareLanes } from "./kernels/lanes/squares";
export { unpackLane } from "./kernels/lanes/unpack";
export { largest } from "./kernels/largest";
export { multiplyBidiagonal } from "./kernels/multiplyBidiagonal";
export { multiplyEach } from "./kernels/multiplyEach";
export { multiplyRatios } from "./kernels/multiplyRatios";
export { norm } from "./kernels/norm";
export { reflect } from "./kernels/reflect";
export { rotate } from "./kernels/rotate";
export { rotateMany, rotateManyWorkspace } from "./kernels/rotateMany";
export { scale } from "./kernels/scale";
export { secularDifferences } from "./kernels/secularDifferences";
export { secularRatios } from "./kernels/secularRatios";
export { secularSums } from "./kernels/secularSums";
export { transpose } from "./kernels/transpose";
export {
  divideAndConquer,
  divideAndConquerWorkspace,
} from "./factorizations/bidiagonal/divideAndConquer";
export { multiplySide, multiplySideWorkspace } from "./factorizations/bidiagonal/multiplySide";
export { dqds, dqdsWorkspace } from "./factorizations/bidiagonal/dqds";
export { leafWorkspace, solveLeaf } from "./factorizations/bidiagonal/leaf";
export { twisted, twistedWorkspace } from "./factorizations/bidiagonal/twisted";
export { dqdsStep } from "./kernels/dqdsStep";
export { symmetrize } from "./kernels/symmetrize";
export { twistedFactors } from "./kernels/twistedFactors";
export { twistedVectors } from "./kernels/twistedVectors";
export { copyLowerToUpper, copyUpperToLower } from "./factorizations/triangle";
export { applyPairs } from "./factorizations/reflectionPairs";
export { reflectPair } from "./kernels/reflectPair";
export { applyToTop, wideReflectorWorkspace } from "./factorizations/wideReflector";
export { decomposeTwoByTwo } from "./factorizations/twoByTwo";
export { sparseMultiply } from "./kernels/sparse/multiply";
export { sparseMultiplySliced } from "./kernels/sparse/multiplySliced";
export { sparseMultiplyTransposed } from "./kernels/sparse/multiplyTransposed";

export { appendRows, appendRowsBlock, appendRowsWorkspace } from "./drivers/appendRows";

export { complexProbe, complexProbeWorkspace } from "./drivers/complexProbe";
export { complexSvd, complexSvdWorkspace } from "./drivers/complexSvd";
export {
  complexBidiagonalize,
  complexBidiagonalizeWorkspace,
} from "./factorizations/complex/bidiagonalize";
export { factorComplexQr } from "./factorizations/complex/qr";
export { complexReflection } from "./factorizations/complex/reflection";
export { applyComplexReflections } from "./factorizations/complex/reflections";
export { complexAxpy } from "./kernels/complex/axpy";
export { complexDot } from "./kernels/complex/dot";
export { complexSweep } from "./kernels/complex/fusedSweep";
export { placeOfLargest } from "./kernels/complex/largest";
export { packColumns, packRows } from "./kernels/complex/pack";
export { complexReflect } from "./kernels/complex/reflect";
export { complexScale, complexScaleConjugate } from "./kernels/complex/scale";
export { unpackColumns, unpackRows } from "./kernels/complex/unpack";

export { solveRatings, solveRatingsWorkspace } from "./drivers/solveRatings";
export { cholesky, solveCholesky } from "./factorizations/cholesky";
export { addNormals, addNormalsWorkspace } from "./kernels/ratings/addNormals";
export { descend } from "./kernels/ratings/descend";
export { scoreMany } from "./kernels/ratings/scoreMany";
