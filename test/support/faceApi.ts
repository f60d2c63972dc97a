import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { Tensor } from "../../src/applications/weights/weightInput.ts";

interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly quantization?: { readonly dtype: string; readonly scale: number; readonly min: number };
}

/**
 * Reads a network of the npm package @vladmandic/face-api: tensors as TensorFlow.js lays them out, h × w × in × out, most of
 * them quantized to numbers of 8 bits, q · scale + min.
 */
export function faceApiNetwork(name: string): Record<string, Tensor> {
  const require = createRequire(import.meta.url);
  const folder = path.dirname(require.resolve("@vladmandic/face-api/package.json"));
  const at = (file: string) => path.join(folder, "model", file);
  const manifest = readFileSync(at(`${name}-weights_manifest.json`), "utf8");
  const [{ weights }] = JSON.parse(manifest) as { weights: Weight[] }[];
  const bytes = new Uint8Array(readFileSync(at(`${name}.bin`)));
  let offset = 0;
  const read = ({ shape, quantization }: Weight): Tensor => {
    const count = shape.reduce((product, length) => product * length, 1);
    const size = quantization ? 1 : 4;
    const part = bytes.slice(offset, (offset += count * size));
    if (!quantization) return { shape, data: new Float32Array(part.buffer) };
    const { scale, min } = quantization;
    return { shape, data: Float32Array.from(part, (q) => q * scale + min) };
  };
  const tensors = Object.fromEntries(weights.map((weight) => [weight.name, read(weight)]));
  if (offset !== bytes.length) throw new Error(`${name}: ${bytes.length - offset} bytes remain`);
  return tensors;
}
