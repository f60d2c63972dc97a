import {
  analyzeWeights,
  compressImage,
  cond,
  csd,
  decomposeImage,
  denoise,
  denoiseFrames,
  Eigenfaces,
  eigh,
  estimateNoise,
  factorizeLinear,
  gsvd,
  IncrementalPCA,
  KernelPCA,
  linearRegression,
  linefit,
  loraFactors,
  lowRank,
  LSA,
  lstsq,
  mergeLora,
  multiply,
  norm,
  nullSpace,
  orth,
  PCA,
  pinv,
  polar,
  polyfit,
  procrustes,
  project,
  psnr,
  qr,
  rank,
  Recommender,
  refineSvd,
  regularize,
  ridgePath,
  robustPca,
  separateBackground,
  softImpute,
  ssim,
  subspaceAngles,
  svd,
  svdBatch,
  svds,
  svdvals,
  svdViaEigen,
  svdVjp,
  totalLeastSquares,
  TruncatedSVD,
  vectorGaps,
} from "../index.ts";
import type { Task } from "./messages.ts";
import type { MethodName } from "./methods.ts";

// By name, as an import of everything would bring along the pool, which holds this very script as text.
const FUNCTIONS = {
  analyzeWeights,
  compressImage,
  cond,
  csd,
  decomposeImage,
  denoise,
  denoiseFrames,
  eigh,
  estimateNoise,
  factorizeLinear,
  gsvd,
  linearRegression,
  linefit,
  loraFactors,
  lowRank,
  lstsq,
  mergeLora,
  multiply,
  norm,
  nullSpace,
  orth,
  pinv,
  polar,
  polyfit,
  procrustes,
  project,
  psnr,
  qr,
  rank,
  refineSvd,
  regularize,
  ridgePath,
  robustPca,
  separateBackground,
  softImpute,
  ssim,
  subspaceAngles,
  svd,
  svdBatch,
  svdViaEigen,
  svdVjp,
  svds,
  svdvals,
  totalLeastSquares,
  vectorGaps,
} as const satisfies Record<MethodName, unknown>;

/** The models whose `fit` runs in workers, by the names that their classes have. */
const MODELS = {
  Eigenfaces,
  IncrementalPCA,
  KernelPCA,
  LSA,
  PCA,
  Recommender,
  TruncatedSVD,
} as const;

/** Computes what is asked for; of a model, its saved form. */
export async function perform(task: Task): Promise<unknown> {
  if (task.kind === "function") {
    const compute = known(FUNCTIONS, task.name) as (...args: readonly unknown[]) => unknown;
    return await compute(...task.args);
  }
  const Class = known(MODELS, task.name) as new (options: unknown) => {
    fit(...args: readonly unknown[]): unknown;
    toJSON(): unknown;
  };
  const model = new Class(task.options);
  await model.fit(...task.args);
  return model.toJSON();
}

function known(table: object, name: string): unknown {
  if (Object.hasOwn(table, name)) return table[name as keyof typeof table];
  throw new TypeError(`createPool: expected one of ${Object.keys(table).join(", ")}, got ${name}`);
}
