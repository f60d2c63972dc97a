import { useLayoutEffect, useRef } from "preact/hooks";
import { PANELS } from "./panels.ts";

/** The panels, side by side; where there is no room, a strip to scroll, with the current one in view. */
export function PanelLinks({ current }: { current: string }) {
  const strip = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    const list = strip.current;
    const link = list?.querySelector<HTMLElement>("[aria-current]");
    // Not scrollIntoView, which may scroll the page, too.
    if (list && link) {
      list.scrollLeft = link.offsetLeft - (list.clientWidth - link.offsetWidth) / 2;
    }
  }, [current]);
  return (
    <nav aria-label="Panels">
      <ul class="strip" ref={strip}>
        {PANELS.map(({ id, title }) => (
          <li key={id}>
            <a href={`#/${id}`} aria-current={id === current ? "page" : undefined}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
