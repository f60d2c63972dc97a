// Runs before each test file of the projects "plain": the builds without relaxed SIMD, whose bits
// are the same on every machine.
import { init } from "../../src/index.ts";
import { engineFor } from "../../src/wasm/engine.ts";
import { expectBuild } from "./expectBuild.ts";

init({ reproducible: true });
expectBuild(engineFor(new Float64Array(1)).build, "f64");
expectBuild(engineFor(new Float32Array(1)).build, "f32");
