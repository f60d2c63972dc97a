// Runs before each test file of the projects "relaxed": what the library does by itself wherever
// the engine has relaxed SIMD. Where it has not, the tests must not pass on the plain builds unseen.
import { engineFor } from "../../src/wasm/engine.ts";
import { expectBuild } from "./expectBuild.ts";

expectBuild(engineFor(new Float64Array(1)).build, "f64-relaxed");
expectBuild(engineFor(new Float32Array(1)).build, "f32-relaxed");
