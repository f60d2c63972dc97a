// What the compiler makes of assembly/: the promises of its comments that no result can show.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** Kernels with loops of their own, whose helpers must all be inlined. */
const LEAVES = [
  "kernels/axpy/axpy",
  "kernels/dot/dot",
  "kernels/gemm/pack/pack",
  "kernels/gemm/tile/tile",
  "kernels/gemv/add4",
  "kernels/keepLargest/keepLargest",
  "kernels/lanes/angles/chooseAngles",
  "kernels/lanes/normalize/normalizeLanes",
  "kernels/lanes/pack/packLanes",
  "kernels/lanes/probe/probeLanes",
  "kernels/largest/largest",
  "kernels/multiplyBidiagonal/multiplyBidiagonal",
  "kernels/multiplyEach/multiplyEach",
  "kernels/multiplyRatios/multiplyRatios",
  "kernels/rotate/rotate",
  "kernels/rotateMany/rotateMany",
  "kernels/scale/scale",
  "kernels/sparse/panels/multiply8",
  "kernels/symmetrize/symmetrize",
  "kernels/transpose/transpose",
];

const BUILDS = [
  { build: "f64", shape: "f64x2", other: "f32x4", relaxed: false },
  { build: "f32", shape: "f32x4", other: "f64x2", relaxed: false },
  { build: "f64-relaxed", shape: "f64x2", other: "f32x4", relaxed: true },
  { build: "f32-relaxed", shape: "f32x4", other: "f64x2", relaxed: true },
];

/** Kernels that compute in f64 whatever the precision: O(n) each, where squares need the range. */
const ALWAYS_DOUBLE = /^kernels\/(dqdsStep|twisted)/;

describe.each(BUILDS)("the module $build", ({ build, shape, other, relaxed }) => {
  const wat = readWat(build);
  const functions = functionsOf(wat);

  it.each(LEAVES)("has no call left in %s", (name) => {
    expect(functions.get(name)).toContain("v128.");
    expect(callsIn(functions.get(name))).toEqual([]);
  });

  it("has kernels that call kernels only, and the host between blocks", () => {
    const kernels = [...functions].filter(([name]) => name.startsWith("kernels/"));
    const calls = kernels.flatMap(([name, body]) => callsIn(body).map((to) => `${name} → ${to}`));
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.filter((call) => !/ → (kernels\/|precision\/|host\/)/.test(call))).toEqual([]);
  });

  it("has all helpers on registers inlined", () => {
    expect([...functions.keys()].filter((name) => name.startsWith("simd/"))).toEqual([]);
  });

  it(`${relaxed ? "fuses" : "does not fuse"} multiplication and addition`, () => {
    expect(wat.includes(`${shape}.relaxed_madd`)).toBe(relaxed);
    expect(wat.includes("relaxed")).toBe(relaxed);
  });

  it("computes on vectors of one precision", () => {
    expect(wat).toContain(`${shape}.mul`);
    for (const [name, body] of functions) {
      if (!ALWAYS_DOUBLE.test(name)) expect(body, name).not.toContain(`${other}.`);
    }
  });

  it("imports its memory and who watches it, and has no state of its own", () => {
    expect(wat.match(/(?<=\(import )"\w+" "\w+"/g)).toEqual([
      '"env" "memory"',
      '"host" "enter"',
      '"host" "checkpoint"',
    ]);
    expect(wat).not.toMatch(/^ \((data|elem|table|start) /m);
    expect(wat).not.toMatch(/^ \(global .*\(mut /m);
  });
});

it("has the same exports in every build", () => {
  const [first, ...rest] = BUILDS.map(({ build }) => [
    ...readWat(build).matchAll(/\(export "(\w+)"/g),
  ]);
  const names = first.map(([, name]) => name);
  expect(names).toContain("svd");
  for (const exports of rest) expect(exports.map(([, name]) => name)).toEqual(names);
});

function readWat(build: string): string {
  return readFileSync(new URL(`../../build/${build}.wat`, import.meta.url), "utf8");
}

/** The functions of a module in text form, by their place in assembly/. */
function functionsOf(wat: string): Map<string, string> {
  const bodies = wat.split("\n (func $assembly/").slice(1);
  return new Map(bodies.map((body) => [body.slice(0, body.search(/[ \n)]/)), body]));
}

/** The functions that a function calls. */
function callsIn(body = ""): string[] {
  return Array.from(body.matchAll(/\bcall \$assembly\/(\S+)/g), ([, name]) => name);
}
