import { alphabet, bytes, type BuildName } from "./bytes.ts";
import { decode } from "./printable.ts";

/**
 * Choices that hold for one call.
 *
 * Relaxed SIMD may fuse a multiplication with an addition, which is faster and
 * depends on the processor; plain SIMD gives the same bits everywhere.
 */
export interface EngineOptions {
  /**
   * Computes with plain SIMD: the same bits on every machine and browser, up to
   * a quarter slower. By default what `init` was told, and `false` before that.
   */
  readonly reproducible?: boolean;
}

let reproducibleByDefault = false;

/**
 * Sets what calls do that do not say it themselves. Optional: nothing needs to
 * be initialized, and results that were computed before stay as they are.
 *
 * @throws {@link TypeError} if `reproducible` is not a boolean.
 *
 * @example
 * ```ts
 * import { init, svdvals } from "wasm-svd";
 *
 * init({ reproducible: true });
 * svdvals([[3, 0], [4, 5]]); // the same bits on every machine from now on
 * init({ reproducible: false });
 * ```
 */
export function init(options: EngineOptions = {}): void {
  reproducibleByDefault = wantsReproducible("init", options);
}

/**
 * Says which builds calls run on that do not ask for `reproducible` bits: `"relaxed"` where the engine has relaxed SIMD (Node from
 * 22 on, Chrome, Firefox), `"plain"` elsewhere, and after `init({ reproducible: true })`.
 *
 * @example
 * ```ts
 * import { init, simd } from "wasm-svd";
 *
 * init({ reproducible: true });
 * simd(); // "plain"
 * init({ reproducible: false });
 * ```
 */
export function simd(): "relaxed" | "plain" {
  return !reproducibleByDefault && relaxedIsSupported() ? "relaxed" : "plain";
}

/** What calls do that do not say whether their bits should be reproducible. */
export function isReproducible(): boolean {
  return reproducibleByDefault;
}

/** The build to run for a scalar; decided by what this machine accepts, never by its version. */
export function chooseBuild(scalar: "f64" | "f32", options: EngineOptions): BuildName {
  const plain = wantsReproducible("wasm-svd", options) || !relaxedIsSupported();
  if (plain) return scalar;
  // Written out: to look up a string that was put together takes four times as long.
  return scalar === "f64" ? "f64-relaxed" : "f32-relaxed";
}

/** Compiles a build. Synchronous, as far as browsers allow it: up to 8 MB. */
export function compile(build: BuildName): WebAssembly.Module {
  try {
    return new WebAssembly.Module(decode(bytes[build], alphabet));
  } catch (cause) {
    throw new Error(
      `wasm-svd: WebAssembly SIMD is needed (Node 16.4, Chrome 91, Firefox 89, Safari 16.4 or later; ` +
        `in a page with a content security policy also 'wasm-unsafe-eval'): ${String(cause)}`,
      { cause },
    );
  }
}

function wantsReproducible(
  name: string,
  { reproducible = reproducibleByDefault }: EngineOptions,
): boolean {
  if (typeof reproducible === "boolean") return reproducible;
  throw new TypeError(`${name}: expected reproducible to be a boolean, got ${reproducible}`);
}

// prettier-ignore
/**
 * The smallest module with an instruction of relaxed SIMD:
 *
 *     (module (func (result v128)
 *       (f64x2.relaxed_madd (i8x16.splat (i32.const 0)) (i8x16.splat (i32.const 0)) (i8x16.splat (i32.const 0)))))
 */
const RELAXED = Uint8Array.of(
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, // magic, version
  0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b, // types: [] → [v128]
  0x03, 0x02, 0x01, 0x00, // functions: of type 0
  0x0a, 0x13, 0x01, 0x11, 0x00, // code: one body without locals
  0x41, 0x00, 0xfd, 0x0f, 0x41, 0x00, 0xfd, 0x0f, 0x41, 0x00, 0xfd, 0x0f,
  0xfd, 0x87, 0x02, 0x0b, // f64x2.relaxed_madd, end
);

let relaxed: boolean | undefined;

function relaxedIsSupported(): boolean {
  return (relaxed ??= WebAssembly.validate(RELAXED));
}
