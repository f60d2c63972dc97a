import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Options } from "../options.ts";
import { runtime, script, type Runtime } from "../support/nodes.ts";
import type { Command } from "./contender.ts";
import { blasEnvironment, fastestCoreType } from "./coreType.ts";

const peer = (name: string): string => fileURLToPath(new URL(`peers/${name}.ts`, import.meta.url));

/** Ours first, one for each build and each Node, then all others that this machine has. */
export function commands({ ours, pythons }: Options): Command[] {
  const own = ours.flatMap(({ build, node }): Command[] => {
    const on = runtime(node);
    const several = ours.filter((other) => other.build === build).length > 1;
    const name = several ? `${build}, Node ${on.version.slice(1)}` : build;
    return [
      { name: `wasm-svd ${name}`, run: script(on, build, peer("wasmSvd"), build) },
      { name: `our routine alone ${name}`, run: script(on, build, peer("wasmSvdRoutines"), build) },
    ];
  });
  const current = runtime(process.execPath);
  return [...own, ...numpy(pythons), ...eigen(current), ...javascript(current)];
}

/**
 * ml-matrix takes seconds for n = 512, the others as long for 256; svd-js and
 * numeric do not take wide matrices.
 */
function javascript(on: Runtime): Command[] {
  return [
    { name: "ml-matrix", run: script(on, "plain", peer("mlMatrix")), upTo: 512 },
    { name: "svd-js", run: script(on, "plain", peer("svdJs")), upTo: 256, wide: false },
    { name: "numeric", run: script(on, "plain", peer("numeric")), upTo: 256, wide: false },
  ];
}

/** On one thread, once with the kernels of OpenBLAS that are fastest here and once with those for SSE. */
function numpy(pythons: readonly string[]): Command[] {
  const python = pythons.find((program) => spawnSync(program, ["-c", "import numpy"]).status === 0);
  if (python === undefined) {
    console.error(`bench: no numpy in ${pythons.join(", ")}: not compared with it`);
    return [];
  }
  const run = [python, fileURLToPath(new URL("serve.py", import.meta.url))] as const;
  return [
    { name: "numpy", run, environment: blasEnvironment(fastestCoreType(python)) },
    { name: "numpy held to SSE", run, environment: blasEnvironment("Nehalem") },
  ];
}

/** Eigen's BDCSVD as WebAssembly, compiled at the first run where there are a compiler and the headers. */
function eigen(on: Runtime): Command[] {
  const folder = fileURLToPath(new URL("../../build/", import.meta.url));
  const version = eigenVersion();
  if (!existsSync(`${folder}eigen.wasm`)) {
    if (version === undefined || spawnSync("emcc", ["--version"]).status !== 0) {
      console.error(
        "bench: no emcc and Eigen here (Debian: emscripten, libeigen3-dev): not compared with Eigen",
      );
      return [];
    }
    console.error("bench: compiling Eigen's BDCSVD, which takes a minute");
    const build = fileURLToPath(new URL("eigen/build.sh", import.meta.url));
    execFileSync(build, [folder], { stdio: ["ignore", "ignore", "inherit"] });
  }
  const args = [`${folder}eigen.wasm`, version ?? "unknown"];
  return [{ name: "Eigen in WebAssembly", run: script(on, "plain", peer("eigen"), ...args) }];
}

function eigenVersion(): string | undefined {
  const macros = "/usr/include/eigen3/Eigen/src/Core/util/Macros.h";
  if (!existsSync(macros)) return undefined;
  const numbers = readFileSync(macros, "utf8").matchAll(
    /#define EIGEN_(?:WORLD|MAJOR|MINOR)_VERSION (\d+)/g,
  );
  return Array.from(numbers, ([, number]) => number).join(".");
}
