export type {
  Checkpoint,
  ExtractedLora,
  ExtractLoraOptions,
  LoraAdapter,
} from "./weights/adapter.ts";
export { extractLora, mergeAdapter } from "./weights/adapter.ts";
export type { RankRequest } from "./weights/allocateRanks.ts";
export {
  analyzeLayers,
  type AnalyzeLayersOptions,
  type AnalyzeOptions,
  analyzeWeights,
  type WeightAnalysis,
} from "./weights/analyzeWeights.ts";
export {
  type DenseLinear,
  type FactorizedLinear,
  type FactorizeLayersOptions,
  factorizeLinear,
  type FactorizeOptions,
} from "./weights/factorizeLinear.ts";
export type { InputOptions } from "./weights/inputRoot.ts";
export {
  type LoraFactors,
  loraFactors,
  type LoraOptions,
  type LoraUpdate,
  mergeLora,
} from "./weights/lora.ts";
export type { NoiseEstimate } from "./weights/marchenkoPastur.ts";
export { peftAdapter, type PeftConfig, peftConfig, peftTensors } from "./weights/peft.ts";
export type { PowerLaw } from "./weights/tailExponent.ts";
export type {
  WeightLayoutOptions,
  Tensor,
  TensorSource,
  WeightInput,
} from "./weights/weightInput.ts";
