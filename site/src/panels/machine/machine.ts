/** What the browser tells of where it runs. */
export interface Machine {
  readonly browser: string;
  readonly platform: string;
  /** Which build of the library runs. */
  readonly build: "relaxed SIMD" | "plain SIMD";
  readonly logicalCores: number;
  readonly crossOriginIsolated: boolean;
}

export function thisMachine(): Machine {
  return {
    ...browserAndPlatform(),
    build: hasRelaxedSimd() ? "relaxed SIMD" : "plain SIMD",
    logicalCores: navigator.hardwareConcurrency,
    crossOriginIsolated,
  };
}

// prettier-ignore
/** The smallest module with an instruction of relaxed SIMD: the library chooses its build by the same question. */
const RELAXED = Uint8Array.of(
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, // magic, version
  0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b, // types: [] → [v128]
  0x03, 0x02, 0x01, 0x00, // functions: of type 0
  0x0a, 0x13, 0x01, 0x11, 0x00, // code: one body without locals
  0x41, 0x00, 0xfd, 0x0f, 0x41, 0x00, 0xfd, 0x0f, 0x41, 0x00, 0xfd, 0x0f, // three times i8x16.splat (i32.const 0)
  0xfd, 0x87, 0x02, 0x0b, // f64x2.relaxed_madd, end
);

export function hasRelaxedSimd(): boolean {
  return WebAssembly.validate(RELAXED);
}

/** What Chromium has; not in TypeScript's declarations, and not in other browsers. */
interface UserAgentData {
  readonly brands: readonly { readonly brand: string; readonly version: string }[];
  readonly platform: string;
}

function browserAndPlatform(): { browser: string; platform: string } {
  const { userAgentData } = navigator as { userAgentData?: UserAgentData };
  const text = navigator.userAgent;
  const platform = userAgentData?.platform || (/\(([^);]+)/.exec(text)?.[1] ?? "unknown");
  // The name that people know comes last; one of the brands is made up, to keep pages from relying on the list.
  const known = userAgentData?.brands.filter(({ brand }) => !/not.*brand/i.test(brand)) ?? [];
  const named = known.find(({ brand }) => brand !== "Chromium") ?? known[0];
  if (named) return { browser: `${named.brand} ${named.version}`, platform };
  const [, name = "unknown", version = ""] = /(Firefox|Edg|Chrome)\/(\d+)/.exec(text) ?? [];
  const [, safari] = /Version\/(\d+)[^]*Safari/.exec(text) ?? [];
  return { browser: safari ? `Safari ${safari}` : `${name} ${version}`.trim(), platform };
}
