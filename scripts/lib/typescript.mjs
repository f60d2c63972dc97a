// node --import ./scripts/lib/typescript.mjs FILE.ts runs TypeScript from source, which Node 20
// cannot do by itself. Node ≥ 22.18 can, and gets no hook.
import { register } from "node:module";
import process from "node:process";

const native = "typescript" in process.features && process.features.typescript;
if (!native) register("./typescript-hooks.mjs", import.meta.url);
