import { useEffect, useState } from "preact/hooks";
import type { decompose } from "./decompose.ts";

interface Loaded {
  readonly decompose?: typeof decompose;
  readonly failed?: boolean;
}

/** The library is larger than all of the page: the circle and its image, which do without, are not to wait for it. */
export function useDecompose(): Loaded {
  const [loaded, setLoaded] = useState<Loaded>({});
  useEffect(() => {
    import("./decompose.ts").then(
      (module) => setLoaded({ decompose: module.decompose }),
      () => setLoaded({ failed: true }),
    );
  }, []);
  return loaded;
}
