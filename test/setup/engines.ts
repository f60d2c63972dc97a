import { engineFor, forgetEngines } from "../../src/wasm/engine.ts";

/**
 * Gives the test file that runs next engines of its own: memories do not shrink, and those of other files may have become
 * as large as memories can be. Throws, which fails the file, unless these are the builds that its project is for.
 */
export function makeEngines(suffix: "" | "-relaxed"): void {
  forgetEngines();
  for (const [data, precision] of [
    [new Float64Array(1), "f64"],
    [new Float32Array(1), "f32"],
  ] as const) {
    const { build } = engineFor(data);
    const expected = precision + suffix;
    if (build !== expected) throw new Error(`this project tests ${expected}, but ${build} runs`);
  }
}
