import type {
  AnalyzeOptions,
  FactorizedLinear,
  FactorizeOptions,
  LoraFactors,
  LoraOptions,
  LoraUpdate,
  WeightAnalysis,
  WeightInput,
} from "../applications/weights.ts";
import type {
  FitOptions,
  LineFit,
  LinearRegression,
  LinearRegressionOptions,
  PolynomialFit,
} from "../applications/fits.ts";
import type {
  CompressedImage,
  DecomposeImageOptions,
  DenoisedFrames,
  DenoisedImage,
  DenoisedMatrix,
  DenoiseOptions,
  ImageDecomposition,
  ImageLayoutOptions,
  ImageTruncation,
  PsnrOptions,
  SeparateBackgroundOptions,
  SeparatedBackground,
  SsimOptions,
} from "../applications/images.ts";
import type { Truncation } from "../approximation/truncation.ts";
import type { RobustPca, RobustPcaOptions } from "../approximation/robustPca.ts";
import type { SoftImpute, SoftImputeOptions } from "../approximation/softImpute.ts";
import type { ComplexInput, ComplexMatrix } from "../complex/complexMatrix.ts";
import type { ComplexSVD } from "../complex/factors.ts";
import type { ComplexLstsq } from "../complex/lstsq.ts";
import type { ComplexSvdsOptions } from "../complex/svds.ts";
import type { ComplexTruncatedSVDResult } from "../complex/truncatedSvd.ts";
import type { CSD } from "../decompositions/csd.ts";
import type { Eigh } from "../decompositions/eigh.ts";
import type { GSVD, GsvdOptions } from "../decompositions/gsvd.ts";
import type { Polar } from "../decompositions/polar.ts";
import type { Procrustes } from "../decompositions/procrustes.ts";
import type { QR, QrOptions } from "../decompositions/qr.ts";
import type { RefinedSVD, RefineSvdOptions } from "../decompositions/refineSvd.ts";
import type { SvdOptions } from "../decompositions/svd.ts";
import type { SVDBatch, SvdBatchOptions } from "../decompositions/svdBatch.ts";
import type { SvdsOptions } from "../decompositions/svds.ts";
import type { SvdCotangents, SvdVjpOptions } from "../decompositions/svdVjp.ts";
import type { SVD } from "../factors.ts";
import type { Image } from "../image.ts";
import type { Matrix } from "../matrix.ts";
import type { MatrixInput, RealOf } from "../matrixInput.ts";
import type { Real, Wider } from "../real.ts";
import type { Lstsq } from "../solvers/lstsq.ts";
import type { NormKind } from "../solvers/norm.ts";
import type { Projection } from "../solvers/project.ts";
import type { Regularized, RegularizeOptions } from "../solvers/regularize.ts";
import type { RidgePath, RidgePathOptions } from "../solvers/ridgePath.ts";
import type { SolveOptions, VectorInput } from "../solvers/solve.ts";
import type { ToleranceOptions } from "../solvers/tolerance.ts";
import type { TotalLeastSquares, TotalLeastSquaresOptions } from "../solvers/totalLeastSquares.ts";
import type { VectorGaps, VectorGapsOptions } from "../solvers/vectorGaps.ts";
import type { SparseMatrix } from "../sparse/sparseMatrix.ts";
import type { StackInput } from "../stackInput.ts";
import type { TruncatedSVDResult } from "../truncatedSvd.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import type { JobOptions } from "./poolOptions.ts";

/** The options of a function, with those of a job: these say what `signal` and `onProgress` are. */
type Off<O> = Omit<O, "signal" | "onProgress" | "onChannel"> & JobOptions;

type Values = Pick<SvdOptions, "reproducible" | "checkFinite">;
type Tolerance = ToleranceOptions & EngineOptions;

/** A class whose `fit` runs in a worker: PCA, IncrementalPCA, KernelPCA, TruncatedSVD, LSA, Recommender or Eigenfaces. */
export interface ModelClass<M, O> {
  readonly name: string;
  new (options?: O): M;
  fromJSON(saved: never): M;
}

/** Workers that compute: see `createPool`. */
export interface Pool {
  /**
   * Fits a model: `new Model(options).fit(...data)` in a worker. `PCA.fit`, `LSA.fit` and the others say what their data are;
   * functions, such as a tokenizer, cannot cross threads.
   */
  fit<M extends { fit(...data: never[]): unknown }, O>(
    Model: ModelClass<M, O>,
    options: O,
    data: readonly unknown[],
    job?: JobOptions,
  ): Promise<M>;

  /**
   * Ends all workers. What is not done by then rejects, as does what comes later; resolves when they have ended.
   */
  close(): Promise<void>;

  svd<A extends MatrixInput>(a: A, options?: Off<SvdOptions>): Promise<SVD<RealOf<A>>>;
  svd<T extends Real>(a: ComplexInput<T>, options?: Off<SvdOptions>): Promise<ComplexSVD<T>>;
  svdvals<A extends MatrixInput>(a: A, options?: Off<Values>): Promise<RealOf<A>>;
  svdvals<T extends Real>(a: ComplexInput<T>, options?: Off<Values>): Promise<T>;
  svdBatch<A extends MatrixInput>(
    stack: readonly A[],
    options?: Off<SvdBatchOptions>,
  ): Promise<SVDBatch<RealOf<A>>>;
  svdBatch<D extends ArrayLike<number>>(
    stack: StackInput<D>,
    options?: Off<SvdBatchOptions>,
  ): Promise<SVDBatch<D extends Float32Array ? Float32Array : Float64Array>>;
  svdViaEigen<A extends MatrixInput>(a: A, options?: Off<EngineOptions>): Promise<SVD<RealOf<A>>>;
  svds<T extends Real>(
    a: SparseMatrix<T>,
    options?: Off<SvdsOptions>,
  ): Promise<TruncatedSVDResult<T>>;
  svds<A extends MatrixInput>(
    a: A,
    options?: Off<SvdsOptions>,
  ): Promise<TruncatedSVDResult<RealOf<A>>>;
  svds<T extends Real>(
    a: ComplexInput<T>,
    options?: Off<ComplexSvdsOptions>,
  ): Promise<ComplexTruncatedSVDResult<T>>;
  lowRank<A extends MatrixInput>(
    a: A,
    by: Truncation,
    options?: Off<EngineOptions>,
  ): Promise<SVD<RealOf<A>>>;
  lowRank<T extends Real>(
    a: ComplexInput<T>,
    by: Truncation,
    options?: Off<EngineOptions>,
  ): Promise<ComplexSVD<T>>;
  eigh<A extends MatrixInput>(a: A, options?: Off<EngineOptions>): Promise<Eigh<RealOf<A>>>;
  qr<A extends MatrixInput>(a: A, options?: Off<QrOptions>): Promise<QR<RealOf<A>>>;
  polar<A extends MatrixInput>(a: A, options?: Off<EngineOptions>): Promise<Polar<RealOf<A>>>;
  procrustes<A extends MatrixInput, B extends MatrixInput>(
    a: A,
    b: B,
    options?: Off<EngineOptions>,
  ): Promise<Procrustes<Wider<RealOf<A>, RealOf<B>>>>;
  multiply<A extends MatrixInput, B extends MatrixInput>(
    a: A,
    b: B,
    options?: Off<EngineOptions>,
  ): Promise<Matrix<Wider<RealOf<A>, RealOf<B>>>>;
  csd<A extends MatrixInput, B extends MatrixInput>(
    q1: A,
    q2: B,
    options?: Off<EngineOptions>,
  ): Promise<CSD<Wider<RealOf<A>, RealOf<B>>>>;
  gsvd<A extends MatrixInput, B extends MatrixInput>(
    a: A,
    b: B,
    options?: Off<GsvdOptions>,
  ): Promise<GSVD<Wider<RealOf<A>, RealOf<B>>>>;
  refineSvd(
    a: MatrixInput,
    decomposition: SVD,
    options?: Off<RefineSvdOptions>,
  ): Promise<RefinedSVD>;
  svdVjp<T extends Real>(
    decomposition: SVD<T>,
    cotangents: SvdCotangents,
    options?: Off<SvdVjpOptions>,
  ): Promise<Matrix<T>>;

  rank(a: MatrixInput | ComplexInput, options?: Off<Tolerance>): Promise<number>;
  cond(a: MatrixInput | ComplexInput, options?: Off<EngineOptions>): Promise<number>;
  norm(
    a: MatrixInput | ComplexInput,
    kind?: NormKind,
    options?: Off<EngineOptions>,
  ): Promise<number>;
  pinv<A extends MatrixInput>(a: A, options?: Off<Tolerance>): Promise<Matrix<RealOf<A>>>;
  pinv<T extends Real>(a: ComplexInput<T>, options?: Off<Tolerance>): Promise<ComplexMatrix<T>>;
  orth<A extends MatrixInput>(a: A, options?: Off<Tolerance>): Promise<Matrix<RealOf<A>>>;
  nullSpace<A extends MatrixInput>(a: A, options?: Off<Tolerance>): Promise<Matrix<RealOf<A>>>;
  subspaceAngles<A extends MatrixInput, B extends MatrixInput>(
    a: A,
    b: B,
    options?: Off<Tolerance>,
  ): Promise<Wider<RealOf<A>, RealOf<B>>>;
  vectorGaps(decomposition: SVD, options?: Off<VectorGapsOptions>): Promise<VectorGaps>;
  lstsq<A extends MatrixInput, B extends VectorInput>(
    a: A,
    b: B,
    options?: Off<SolveOptions & EngineOptions>,
  ): Promise<Lstsq<Wider<RealOf<A>, RealOf<B>>, Wider<RealOf<A>, RealOf<B>>>>;
  lstsq<A extends MatrixInput, B extends MatrixInput>(
    a: A,
    b: B,
    options?: Off<SolveOptions & EngineOptions>,
  ): Promise<Lstsq<Matrix<Wider<RealOf<A>, RealOf<B>>>, Wider<RealOf<A>, RealOf<B>>>>;
  lstsq(
    a: ComplexInput,
    b: VectorInput | MatrixInput | ComplexInput,
    options?: Off<SolveOptions & EngineOptions>,
  ): Promise<ComplexLstsq<Real>>;
  project(a: MatrixInput, b: VectorInput, options?: Off<ToleranceOptions>): Promise<Projection>;
  regularize(
    a: MatrixInput,
    b: VectorInput,
    options?: Off<RegularizeOptions>,
  ): Promise<Regularized>;
  ridgePath(
    a: MatrixInput,
    b: VectorInput,
    lambdas?: ArrayLike<number>,
    options?: Off<RidgePathOptions>,
  ): Promise<RidgePath>;
  totalLeastSquares(
    a: MatrixInput,
    b: VectorInput,
    options?: Off<TotalLeastSquaresOptions>,
  ): Promise<TotalLeastSquares<Float64Array>>;
  totalLeastSquares(
    a: MatrixInput,
    b: MatrixInput,
    options?: Off<TotalLeastSquaresOptions>,
  ): Promise<TotalLeastSquares<Matrix<Float64Array>>>;

  linearRegression(
    a: MatrixInput,
    y: ArrayLike<number>,
    options?: Off<LinearRegressionOptions>,
  ): Promise<LinearRegression>;
  linefit(x: ArrayLike<number>, y: ArrayLike<number>, options?: Off<FitOptions>): Promise<LineFit>;
  polyfit(
    x: ArrayLike<number>,
    y: ArrayLike<number>,
    degree: number,
    options?: Off<FitOptions>,
  ): Promise<PolynomialFit>;

  robustPca<A extends MatrixInput>(
    a: A,
    options?: Off<RobustPcaOptions>,
  ): Promise<RobustPca<RealOf<A>>>;
  softImpute<A extends MatrixInput>(
    a: A,
    options: Off<SoftImputeOptions>,
  ): Promise<SoftImpute<RealOf<A>>>;

  decomposeImage(image: Image, options?: Off<DecomposeImageOptions>): Promise<ImageDecomposition>;
  compressImage(
    source: Image | ImageDecomposition,
    truncation: ImageTruncation,
    options?: Off<ImageLayoutOptions>,
  ): Promise<CompressedImage>;
  denoise(a: Image, options?: Off<DenoiseOptions>): Promise<DenoisedImage>;
  denoise<A extends MatrixInput>(
    a: A,
    options?: Off<DenoiseOptions>,
  ): Promise<DenoisedMatrix<Matrix<RealOf<A>>>>;
  denoiseFrames(
    frames: readonly Image[],
    options?: Off<Pick<DenoiseOptions, "noise" | "reproducible">>,
  ): Promise<DenoisedFrames>;
  estimateNoise(a: Image | MatrixInput, options?: JobOptions): Promise<number>;
  separateBackground(
    frames: readonly Image[],
    options?: Off<SeparateBackgroundOptions>,
  ): Promise<SeparatedBackground>;
  psnr<T extends Image | Real>(a: T, b: T, options?: Off<PsnrOptions>): Promise<number>;
  ssim(a: Image, b: Image, options?: Off<SsimOptions>): Promise<number>;

  analyzeWeights(w: WeightInput, options?: Off<AnalyzeOptions>): Promise<WeightAnalysis>;
  analyzeWeights(
    layers: Readonly<Record<string, WeightInput>>,
    options?: Off<AnalyzeOptions>,
  ): Promise<Record<string, WeightAnalysis>>;
  factorizeLinear(w: WeightInput, options: Off<FactorizeOptions>): Promise<FactorizedLinear>;
  loraFactors(delta: MatrixInput, options: Off<LoraOptions>): Promise<LoraFactors>;
  mergeLora(w: MatrixInput, lora: LoraUpdate, options?: JobOptions): Promise<Matrix>;
}
