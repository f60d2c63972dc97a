import { simd } from "wasm-svd";

/** What the browser tells of where it runs. */
export interface Machine {
  readonly browser: string;
  readonly platform: string;
  /** Which build of the library runs. */
  readonly build: string;
  readonly logicalCores: number;
  readonly crossOriginIsolated: boolean;
}

export function thisMachine(): Machine {
  return {
    ...browserAndPlatform(),
    build: `${simd()} SIMD`,
    logicalCores: navigator.hardwareConcurrency,
    crossOriginIsolated,
  };
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
