import { PANELS } from "./panels.ts";

/** Links to the panels before and after, for those who read through. */
export function TurnPage({ current }: { current: string }) {
  const at = PANELS.findIndex(({ id }) => id === current);
  const [before, after] = [PANELS.at(at - 1), PANELS[at + 1]];
  return (
    <nav class="turn" aria-label="Before and after">
      {at > 0 && before && (
        <a href={`#/${before.id}`} rel="prev">
          <small>← Before</small> {before.title}
        </a>
      )}
      {after && (
        <a class="after" href={`#/${after.id}`} rel="next">
          <small>Next →</small> {after.title}
        </a>
      )}
    </nav>
  );
}
