import type { FunctionComponent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { PANELS, type PanelEntry } from "./panels.ts";
import { useRoute } from "./route.ts";
import { ThemeChoice } from "./theme.tsx";

/** The page around the panels: navigation, heading, and the panel that the address names. */
export function Shell() {
  const route = useRoute(PANELS[0].id);
  const panel = PANELS.find(({ id }) => id === route) ?? PANELS[0];
  return (
    <>
      <a class="skip" href="#panel">
        Skip to the panel
      </a>
      <header class="top">
        <p class="name">
          <img src="./icon.svg" alt="" width="28" height="28" />
          wasm-svd
        </p>
        <nav aria-label="Panels">
          {PANELS.map(({ id, title }) => (
            <a key={id} href={`#/${id}`} aria-current={id === panel.id ? "page" : undefined}>
              {title}
            </a>
          ))}
        </nav>
        <nav class="aside" aria-label="More">
          <a href="./docs/">Guide and reference</a>
          <ThemeChoice />
        </nav>
      </header>
      <main id="panel" tabIndex={-1}>
        <h1>{panel.title}</h1>
        <p class="about">{panel.about}</p>
        <Lazy key={panel.id} panel={panel} />
      </main>
    </>
  );
}

function Lazy({ panel }: { panel: PanelEntry }) {
  const [Panel, setPanel] = useState<FunctionComponent>();
  const [error, setError] = useState<unknown>();
  const alive = useRef(true);
  useEffect(() => {
    alive.current = true;
    document.title = `${panel.title} · wasm-svd`;
    panel.load().then(
      ({ default: loaded }) => alive.current && setPanel(() => loaded),
      (reason: unknown) => alive.current && setError(reason),
    );
    return () => {
      alive.current = false;
    };
  }, []);
  if (error !== undefined) {
    return (
      <p role="alert">
        This panel could not be loaded ({error instanceof Error ? error.message : "unknown"}).{" "}
        <a href="">Load the page again</a>
      </p>
    );
  }
  return Panel ? <Panel /> : <p class="loading">Loading …</p>;
}
