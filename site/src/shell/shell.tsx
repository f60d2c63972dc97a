import { useEffect, useRef } from "preact/hooks";
import { LazyPanel } from "./lazyPanel.tsx";
import { PanelLinks } from "./panelLinks.tsx";
import { PANELS } from "./panels.ts";
import { useRoute } from "./route.ts";
import { ThemeChoice } from "./themeChoice.tsx";
import { TurnPage } from "./turnPage.tsx";

/** The page around the panels: navigation, heading, and the panel that the address names. */
export function Shell() {
  const route = useRoute(PANELS[0].id);
  const panel = PANELS.find(({ id }) => id === route) ?? PANELS[0];
  const main = useRef<HTMLElement>(null);
  const heading = useArrival(panel.id, `${panel.title} · wasm-svd`);
  return (
    <>
      <a
        class="skip"
        href={`#/${panel.id}`}
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the panel
      </a>
      <header class="top">
        <a class="name" href={`#/${PANELS[0].id}`}>
          <img src="./icon.svg" alt="" width="28" height="28" />
          wasm-svd
        </a>
        <PanelLinks current={panel.id} />
        <div class="aside">
          <a href="./docs/">Guide</a>
          <a href="./docs/api/">Reference</a>
          <ThemeChoice />
        </div>
      </header>
      <main ref={main} tabIndex={-1}>
        <h1 ref={heading} tabIndex={-1}>
          {panel.heading}
        </h1>
        <p class="about">{panel.about}</p>
        <LazyPanel key={panel.id} panel={panel} />
      </main>
      <footer class="bottom">
        <TurnPage current={panel.id} />
        <p>
          All of this is computed in your browser, by WebAssembly; nothing that you open here leaves
          it.
        </p>
      </footer>
    </>
  );
}

/**
 * Names the page. When another panel takes its place, moves to its top, and the focus to its heading: so it is read out,
 * and Tab goes on from there.
 */
function useArrival(id: string, title: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  useEffect(() => {
    document.title = title;
    if (!first.current) {
      scrollTo(0, 0);
      heading.current?.focus({ preventScroll: true });
    }
    first.current = false;
  }, [id, title]);
  return heading;
}
