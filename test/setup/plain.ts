// Runs before each test file of the projects "plain": the builds without relaxed SIMD, whose bits
// are the same on every machine.
import { init } from "../../src/index.ts";
import { makeEngines } from "./engines.ts";

init({ reproducible: true });
makeEngines("");
