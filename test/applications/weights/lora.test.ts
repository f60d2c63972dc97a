import { describe, expect, it } from "vitest";
import { extractLora, mergeAdapter } from "../../../src/applications/weights/adapter.ts";
import { loraFactors, mergeLora } from "../../../src/applications/weights/lora.ts";
import { peftAdapter, peftConfig, peftTensors } from "../../../src/applications/weights/peft.ts";
import type { Tensor } from "../../../src/applications/weights/weightInput.ts";
import { Matrix } from "../../../src/matrix.ts";
import { multiply } from "../../../src/multiply.ts";
import { precisions } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";

function noise(rows: number, columns: number, seed: number): Matrix<Float64Array> {
  const { normal } = random(seed);
  return new Matrix(rows, columns, Float64Array.from({ length: rows * columns }, normal));
}

function sum(a: Matrix, b: Matrix): Matrix {
  return new Matrix(
    a.rows,
    a.columns,
    Float64Array.from(a.data, (x, i) => x + b.data[i]),
  );
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.sqrt(Array.from(a).reduce((total, x, i) => total + (x - b[i]) ** 2, 0));
}

describe.each(precisions)("loraFactors in $name", ({ array, eps }) => {
  it("gives back an update of low rank, whatever alpha", () => {
    const { data } = multiply(noise(8, 2, 1), noise(2, 11, 2));
    const delta = new Matrix(8, 11, array(data));
    for (const alpha of [undefined, 0.5, 16]) {
      const lora = loraFactors(delta, { rank: 2, alpha });
      expect([lora.A.rows, lora.A.columns, lora.B.rows, lora.B.columns]).toEqual([2, 11, 8, 2]);
      expect(lora.alpha).toBe(alpha ?? 2);
      const merged = mergeLora(new Matrix(8, 11, array(new Float64Array(88))), lora);
      expect(merged.data.constructor).toBe(delta.data.constructor);
      expect(distance(merged.data, delta.data)).toBeLessThan(100 * eps * Math.hypot(...delta.data));
      const [a, b] = [lora.A.row(0), lora.B.column(0)].map((x) => Math.hypot(...x));
      expect(Math.abs(a - b)).toBeLessThan(20 * eps * a);
    }
  });

  it("says its error", () => {
    const delta = new Matrix(8, 11, array(noise(8, 11, 3).data));
    const lora = loraFactors(delta, { energy: 0.7, alpha: 4 });
    const merged = mergeLora(new Matrix(8, 11, array(new Float64Array(88))), lora);
    const error = distance(merged.data, delta.data);
    expect(Math.abs(error - lora.error)).toBeLessThan(100 * eps * error);
    expect(lora.relativeError ** 2).toBeLessThan(0.3);
  });
});

describe("an adapter", () => {
  const bias: Tensor = { shape: [3], data: Float64Array.of(1, 2, 3) };
  const base = {
    "a.weight": noise(6, 5, 4),
    "b.weight": noise(3, 9, 5),
    "c.weight": noise(4, 4, 6),
    "a.bias": bias,
  };
  const updates = {
    "a.weight": multiply(noise(6, 2, 7), noise(2, 5, 8)),
    "b.weight": multiply(noise(3, 1, 9), noise(1, 9, 10)),
  };
  const tuned = {
    ...base,
    "a.weight": sum(base["a.weight"], updates["a.weight"]),
    "b.weight": sum(base["b.weight"], updates["b.weight"]),
    "a.bias": { ...bias, data: Float64Array.of(1, 2, 4) },
    extra: bias,
  };

  it("is found between two checkpoints, and leads from one to the other", async () => {
    const seen: string[] = [];
    const found = await extractLora(base, tuned, {
      energy: 1 - 1e-12,
      onProgress: ({ name }) => seen.push(name),
    });
    expect(seen).toEqual(Object.keys(base));
    expect(Object.keys(found.modules)).toEqual(["a", "b"]);
    expect([found.modules.a.rank, found.modules.b.rank]).toEqual([2, 1]);
    expect(found.unchanged).toEqual(["c.weight"]);
    expect(found.left).toEqual(["a.bias", "extra"]);
    expect([found.parametersBefore, found.parametersAfter]).toEqual([57, 34]);
    const merged = new Map<string, Tensor>();
    for await (const [name, tensor] of mergeAdapter(base, found)) merged.set(name, tensor);
    expect([...merged.keys()]).toEqual(Object.keys(base));
    for (const name of ["a.weight", "b.weight", "c.weight"] as const) {
      expect(distance(merged.get(name)?.data ?? [], tuned[name].data)).toBeLessThan(1e-13);
    }
    expect(merged.get("a.bias")).toEqual(bias);
  });

  it("goes through the names and the config of PEFT, with the ranks of single modules", async () => {
    const { modules } = await extractLora(base, tuned, { energy: 1 - 1e-12, alpha: 8 });
    const config = peftConfig({ modules }, { baseModel: "base" });
    expect(config).toMatchObject({
      ...{ peft_type: "LORA", r: 2, lora_alpha: 8, base_model_name_or_path: "base" },
      ...{ rank_pattern: { b: 1 }, alpha_pattern: {}, target_modules: ["a", "b"] },
    });
    const tensors = peftTensors({ modules });
    expect(Object.keys(tensors)).toEqual([
      "base_model.model.a.lora_A.weight",
      "base_model.model.a.lora_B.weight",
      "base_model.model.b.lora_A.weight",
      "base_model.model.b.lora_B.weight",
    ]);
    const back = peftAdapter(tensors, JSON.parse(JSON.stringify(config)));
    expect(back.modules.b).toEqual({ A: modules.b.A, B: modules.b.B, alpha: 8 });
  });

  it("takes the rank for all that have so many, and only the tensors asked for", async () => {
    const { modules, left } = await extractLora(base, tuned, { rank: 4, only: /^b/g });
    expect(modules.b.rank).toBe(3);
    expect(left).toEqual(["a.weight", "a.bias", "extra"]);
  });

  it("refuses what does not fit", async () => {
    await expect(extractLora(base, {}, { rank: 1 })).rejects.toThrow(
      'extractLora: tuned has no tensor "a.weight"',
    );
    await expect(
      extractLora(base, { ...tuned, "b.weight": noise(2, 2, 1) }, { rank: 1 }),
    ).rejects.toThrow("extractLora: b.weight: expected the shape 3 × 9 in both, got 2 × 2");
    const stray = mergeAdapter(base, { modules: { x: { A: [[1]], B: [[1]], alpha: 1 } } });
    await expect(stray.next()).rejects.toThrow('no matrix for the update of "x"');
    expect(() => mergeLora([[1, 2]], { A: [[1]], B: [[1]], alpha: 1 })).toThrow(
      "mergeLora: expected B · A to be 1 × 2, got 1 × 1 · 1 × 1",
    );
    expect(() => loraFactors([[1]], { rank: 1, alpha: 0 })).toThrow("alpha to be a number above 0");
    expect(() => loraFactors([[1]], {})).toThrow("expected one of rank, energy");
    expect(() => peftAdapter({}, { peft_type: "IA3" })).toThrow('peft_type "LORA"');
    const config = { peft_type: "LORA", lora_alpha: 1 };
    expect(() => peftAdapter({ "a.lora_A.weight": noise(1, 1, 1) }, config)).toThrow(
      "there is no a.lora_B.weight",
    );
    expect(() => peftAdapter({ "a.lora_B.weight": noise(1, 1, 1) }, config)).toThrow("without its");
    expect(() => peftAdapter({ a: noise(1, 1, 1) }, config)).toThrow('"a" is no factor of LoRA');
    expect(() => peftAdapter({}, { ...config, use_rslora: true })).toThrow("plain LoRA");
  });
});
