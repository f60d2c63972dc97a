// What training changed, as a low-rank update: two small networks are made, written, compared and merged again.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { extractLora, mergeAdapter, Matrix, multiply, peftConfig, peftTensors } from "wasm-svd";
import { openSafetensors, writeSafetensors } from "wasm-svd/io";

let state = 1;
/** Numbers between −1 and 1 that are the same in each run. */
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 31 - 1;
};
const matrix = (/** @type {number} */ rows, /** @type {number} */ columns, scale = 1) =>
  new Matrix(
    rows,
    columns,
    Float32Array.from({ length: rows * columns }, () => scale * random()),
  );

/** @type {Record<string, Matrix<Float32Array>>} */
const base = {
  "attention.query.weight": matrix(256, 256),
  "attention.value.weight": matrix(256, 256),
  "mlp.weight": matrix(512, 256),
};
// Training moved each matrix along four directions, and all numbers a little.
const tuned = Object.fromEntries(
  Object.entries(base).map(([name, w]) => {
    const change = multiply(matrix(w.rows, 4, 0.2), matrix(4, w.columns, 0.2));
    return [
      name,
      new Matrix(
        w.rows,
        w.columns,
        w.data.map((x, i) => x + change.data[i] + 1e-4 * random()),
      ),
    ];
  }),
);

const folder = mkdtempSync(path.join(tmpdir(), "wasm-svd-lora-"));
try {
  const files = {
    base: path.join(folder, "base.safetensors"),
    tuned: path.join(folder, "tuned.safetensors"),
  };
  writeFileSync(files.base, writeSafetensors(base));
  writeFileSync(files.tuned, writeSafetensors(tuned));

  // One tensor of each file is in memory at a time.
  const before = await openSafetensors(files.base);
  const adapter = await extractLora(before, await openSafetensors(files.tuned), {
    energy: 0.99,
    alpha: 8,
  });
  for (const [module, { rank, relativeError }] of Object.entries(adapter.modules)) {
    console.log(
      `${module}: rank ${rank}, ${(100 * relativeError).toFixed(2)} % of the change left out`,
    );
  }
  console.log(
    `${adapter.parametersBefore} weights changed, ${adapter.parametersAfter} numbers say how`,
  );

  const { r, lora_alpha, target_modules } = peftConfig(adapter, { baseModel: "base" });
  console.log(
    `adapter_config.json: r ${r}, lora_alpha ${lora_alpha}, target_modules ${target_modules.join(", ")}`,
  );
  console.log(`adapter_model.safetensors: ${writeSafetensors(peftTensors(adapter)).length} bytes`);

  let [off, length] = [0, 0];
  for await (const [name, { data }] of mergeAdapter(before, adapter)) {
    data.forEach((x, i) => (off += (x - tuned[name].data[i]) ** 2));
    data.forEach((x, i) => (length += (x - base[name].data[i]) ** 2));
  }
  console.log(
    `merged again: ${(100 * Math.sqrt(off / length)).toFixed(2)} % away from the tuned network`,
  );
} finally {
  rmSync(folder, { recursive: true });
}
