import { afterEach, describe, expect, it, vi } from "vitest";
import { init, svd } from "../../src/index.ts";
import { chooseBuild, compile } from "../../src/wasm/builds.ts";
import { alphabet, bytes, type BuildName } from "../../src/wasm/bytes.ts";
import { engineFor } from "../../src/wasm/engine.ts";
import { decode } from "../../src/wasm/printable.ts";
import { randomMatrix } from "../support/compare.ts";
import { precisions } from "../support/precisions.ts";

/** What the setup of this project said to `init`. */
const reproducible = engineFor(new Float64Array(0)).build === "f64";
afterEach(() => {
  init({ reproducible });
  vi.restoreAllMocks();
});

const accepts = (build: BuildName) => WebAssembly.validate(decode(bytes[build], alphabet));

describe("the choice of a build", () => {
  it.each(["f64", "f32"] as const)(
    "takes relaxed SIMD where the engine accepts it, %s",
    (scalar) => {
      const expected = accepts(`${scalar}-relaxed`) ? `${scalar}-relaxed` : scalar;
      expect(chooseBuild(scalar, { reproducible: false })).toBe(expected);
      expect(chooseBuild(scalar, { reproducible: true })).toBe(scalar);
    },
  );

  it("follows init where a call does not say", () => {
    init({ reproducible: true });
    expect(chooseBuild("f64", {})).toBe("f64");
    expect(chooseBuild("f64", { reproducible: undefined })).toBe("f64");
    init({ reproducible: false });
    expect(chooseBuild("f64", {})).toBe(chooseBuild("f64", { reproducible: false }));
    init();
    expect(chooseBuild("f64", {})).toBe(chooseBuild("f64", { reproducible: false }));
  });

  it("lets the call have the last word", () => {
    const a = randomMatrix(precisions[0], 40, 40, 1);
    init({ reproducible: true });
    const expected = svd(a);
    init({ reproducible: false });
    const { U, s, Vt } = svd(a, { reproducible: true });
    expect([U, s, Vt]).toEqual([expected.U, expected.s, expected.Vt]);
  });

  it("wants a boolean", () => {
    expect(() => init({ reproducible: 1 as never })).toThrow(
      new TypeError("init: expected reproducible to be a boolean, got 1"),
    );
  });
});

it("an engine without SIMD is named", () => {
  vi.spyOn(WebAssembly, "Module").mockImplementation(function () {
    throw new WebAssembly.CompileError("invalid opcode 0xfd");
  });
  expect(() => compile("f64")).toThrow(
    /^wasm-svd: WebAssembly SIMD is needed .*invalid opcode 0xfd/,
  );
});
