import { useEffect, useState } from "preact/hooks";

/** The panel that the address names: `#/image` → "image". */
export function useRoute(fallback: string): string {
  const read = () => /^#\/([\w-]+)/.exec(location.hash)?.[1] ?? fallback;
  const [route, setRoute] = useState(read);
  useEffect(() => {
    const update = () => setRoute(read());
    addEventListener("hashchange", update);
    return () => removeEventListener("hashchange", update);
  }, []);
  return route;
}
