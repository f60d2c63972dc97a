// Runs before each test file of the projects "relaxed": what the library does by itself wherever
// the engine has relaxed SIMD. Where it has not, the tests must not pass on the plain builds unseen.
import { makeEngines } from "./engines.ts";

makeEngines("-relaxed");
