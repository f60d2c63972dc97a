/** The public names: re-exports only. */
export { ConvergenceError, NonFiniteError } from "./errors.ts";
export { Matrix } from "./matrix.ts";
export type { MatrixInput, RealOf } from "./matrixInput.ts";
export { multiply } from "./multiply.ts";
export type { Dtype, Real, Wider } from "./real.ts";
export { init, simd, type EngineOptions } from "./wasm/builds.ts";

export { SVD, type Subspaces } from "./factors.ts";
export { eigh, type Eigh } from "./decompositions/eigh.ts";
export { polar, type Polar } from "./decompositions/polar.ts";
export { procrustes, type Procrustes } from "./decompositions/procrustes.ts";
export { qr, type QR, type QrOptions } from "./decompositions/qr.ts";
export { svd, type SvdOptions } from "./decompositions/svd.ts";
export {
  svdBatch,
  SVDBatch,
  type StackInput,
  type SvdBatchOptions,
} from "./decompositions/svdBatch.ts";
export { svdvals } from "./decompositions/svdvals.ts";
export { svdViaEigen } from "./decompositions/svdViaEigen.ts";

export type { LinearOperator } from "./linearOperator.ts";
export { svds, type SvdsOptions, type SvdsProgress } from "./decompositions/svds.ts";
export { TruncatedSVDResult, type Certificate, type ProbableBound } from "./truncatedSvd.ts";

export { cond } from "./solvers/cond.ts";
export { lstsq, type Lstsq } from "./solvers/lstsq.ts";
export { norm, type NormKind } from "./solvers/norm.ts";
export { nullSpace } from "./solvers/nullSpace.ts";
export { orth } from "./solvers/orth.ts";
export { pinv } from "./solvers/pinv.ts";
export { rank } from "./solvers/rank.ts";
export type { SolveOptions, VectorInput } from "./solvers/solve.ts";
export type { SpectralNorm } from "./solvers/spectrum.ts";
export type { ToleranceOptions } from "./solvers/tolerance.ts";

export { ComplexMatrix, type ComplexInput, type ComplexRows } from "./complex/complexMatrix.ts";
export { ComplexSVD } from "./complex/factors.ts";
export type { ComplexLstsq } from "./complex/lstsq.ts";
export type { ComplexSvdsOptions } from "./complex/svds.ts";
export type { ComplexSolveOptions } from "./complex/solve.ts";
export { ComplexTruncatedSVDResult } from "./complex/truncatedSvd.ts";

export { lowRank } from "./approximation/lowRank.ts";
export type { Truncation } from "./approximation/truncation.ts";

export {
  type ColourLayout,
  type CompressedImage,
  compressImage,
  decomposeImage,
  type DecomposeImageOptions,
  denoise,
  type DenoisedFrames,
  type DenoisedImage,
  type DenoisedMatrix,
  denoiseFrames,
  type DenoiseOptions,
  type Denoising,
  estimateNoise,
  type ImageDecomposition,
  type ImageLayer,
  type ImageTruncation,
  imageLayers,
  type ImageLayout,
  type ImageLayoutOptions,
  psnr,
  type PsnrOptions,
  separateBackground,
  type SeparateBackgroundOptions,
  type SeparatedBackground,
  ssim,
  type SsimOptions,
} from "./applications/images.ts";
export { createPool } from "./workers/pool.ts";
export type { ModelClass, Pool } from "./workers/poolMethods.ts";
export type { JobOptions, JobProgress, PoolOptions } from "./workers/poolOptions.ts";
export type { WorkerLike } from "./workers/thread.ts";

export { IncrementalPCA } from "./applications/pca/incrementalPca.ts";
export type {
  IncrementalPCAOptions,
  SavedIncrementalPCA,
} from "./applications/pca/incrementalPcaOptions.ts";
export { KernelPCA } from "./applications/pca/kernelPca.ts";
export type { KernelPCAOptions, SavedKernelPCA } from "./applications/pca/kernelPcaOptions.ts";
export { PCA, type SavedPCA } from "./applications/pca/pca.ts";
export type { PCAOptions, PCASolver } from "./applications/pca/pcaOptions.ts";
export {
  TruncatedSVD,
  type SavedTruncatedSVD,
  type TruncatedSVDOptions,
} from "./applications/pca/truncatedSvd.ts";
export type { KernelFunction } from "./applications/pca/kernel.ts";
export type { RealOfSamples, Samples } from "./applications/pca/data.ts";
export {
  type CompareOptions,
  Eigenfaces,
  type EigenfacesOptions,
  type FaceInput,
  type FaceLabel,
  type FaceMatch,
  type FaceMetric,
  type FacesInput,
  type FaceSize,
  type FaceSpaceDistance,
  type SavedEigenfaces,
} from "./applications/faces.ts";
export type { Image } from "./image.ts";

export {
  analyzeLayers,
  type AnalyzeLayersOptions,
  type AnalyzeOptions,
  analyzeWeights,
  type Checkpoint,
  type DenseLinear,
  type ExtractedLora,
  extractLora,
  type ExtractLoraOptions,
  type FactorizedLinear,
  type FactorizeLayersOptions,
  factorizeLinear,
  type FactorizeOptions,
  type InputOptions,
  type WeightLayoutOptions,
  type LoraAdapter,
  type LoraFactors,
  loraFactors,
  type LoraOptions,
  type LoraUpdate,
  mergeAdapter,
  mergeLora,
  type NoiseEstimate,
  peftAdapter,
  type PeftConfig,
  peftConfig,
  peftTensors,
  type PowerLaw,
  type RankRequest,
  type Tensor,
  type TensorSource,
  type WeightAnalysis,
  type WeightInput,
} from "./applications/weights.ts";

export {
  type FitOptions,
  type FitStatistics,
  type LineFit,
  linefit,
  type LinearRegression,
  linearRegression,
  type LinearRegressionOptions,
  polyfit,
  type PolynomialFit,
} from "./applications/fits.ts";
export { project, type Projection } from "./solvers/project.ts";
export {
  type RegularizationCurve,
  regularize,
  type Regularized,
  type RegularizeOptions,
} from "./solvers/regularize.ts";
export { type RidgePath, ridgePath, type RidgePathOptions } from "./solvers/ridgePath.ts";
export {
  type TotalLeastSquares,
  totalLeastSquares,
  type TotalLeastSquaresOptions,
} from "./solvers/totalLeastSquares.ts";

export {
  CountVectorizer,
  type CountVectorizerOptions,
  LSA,
  type LSADocumentOptions,
  type LSAMatrixOptions,
  type LSAOptions,
  type Neighbour,
  type RestoreOptions,
  type SavedCountVectorizer,
  type SavedLSA,
  type SavedTfidfVectorizer,
  TfidfVectorizer,
  type TfidfVectorizerOptions,
  type Tokenizer,
  type Topic,
} from "./applications/text.ts";

export {
  evaluate,
  type EvaluateOptions,
  type Evaluation,
  type RecommenderFitOptions,
  type Id,
  mae,
  ndcgAtK,
  precisionAtK,
  type Rating,
  type RatingColumns,
  type RatingsInput,
  recallAtK,
  type Recommendation,
  Recommender,
  type RecommenderMethod,
  type RecommenderOptions,
  type RecommendOptions,
  rmse,
  type SavedRecommender,
  type SimilarItem,
  trainTestSplit,
  type TrainTestSplitOptions,
  type UserProfile,
} from "./applications/recommender.ts";
export type { FitEpoch } from "./approximation/ratings/epochs.ts";

export { centered, type CenteredOperator, type CenteredOptions } from "./sparse/centered.ts";
export { SparseMatrix } from "./sparse/sparseMatrix.ts";

export type { IterationOptions, IterationProgress } from "./approximation/iteration.ts";
export type { Mask } from "./approximation/observed.ts";
export { robustPca, type RobustPca, type RobustPcaOptions } from "./approximation/robustPca.ts";
export {
  softImpute,
  type SoftImpute,
  type SoftImputeOptions,
  type SoftImputeStep,
} from "./approximation/softImpute.ts";
export { csd, type CSD } from "./decompositions/csd.ts";
export { gsvd, type GSVD, type GsvdOptions } from "./decompositions/gsvd.ts";
export {
  refineSvd,
  type Pair,
  type RefinedSVD,
  type RefineSvdOptions,
} from "./decompositions/refineSvd.ts";
export { svdVjp, type SvdCotangents, type SvdVjpOptions } from "./decompositions/svdVjp.ts";
export { subspaceAngles } from "./solvers/subspaceAngles.ts";
export {
  vectorGaps,
  type SideGaps,
  type VectorCluster,
  type VectorGaps,
  type VectorGapsOptions,
} from "./solvers/vectorGaps.ts";
export { FrequentDirections } from "./streaming/frequentDirections.ts";
export { IncrementalSVD, type IncrementalOptions } from "./streaming/incremental.ts";
export type { SavedSVD } from "./streaming/incrementalOptions.ts";
export { leftVectors, type RightFactors } from "./streaming/leftVectors.ts";
export type {
  RowBlocks,
  RowBlockSource,
  StreamOptions,
  StreamProgress,
} from "./streaming/rowBlocks.ts";
export type { StreamSvdsOptions } from "./streaming/truncated.ts";
export { TSQR, tsqr, type LeftVectorsOptions, type TsqrOptions } from "./streaming/tsqr.ts";
