import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Boundary, reasonOf } from "./boundary.tsx";
import type { PanelEntry } from "./panels.ts";

/** A panel, as soon as its code is there. */
export function LazyPanel({ panel }: { panel: PanelEntry }) {
  const [Panel, setPanel] = useState<FunctionComponent>();
  const [failure, setFailure] = useState<{ readonly reason: unknown }>();
  useEffect(() => {
    let alive = true;
    panel.load().then(
      ({ default: loaded }) => alive && setPanel(() => loaded),
      (reason: unknown) => alive && setFailure({ reason }),
    );
    return () => {
      alive = false;
    };
  }, [panel]);
  if (failure) {
    return (
      <p role="alert">
        This panel could not be loaded ({reasonOf(failure.reason)}).{" "}
        <button type="button" onClick={() => location.reload()}>
          Load the page again
        </button>
      </p>
    );
  }
  if (!Panel) return <p class="loading">Loading …</p>;
  return (
    <Boundary>
      <Panel />
    </Boundary>
  );
}
