import { format } from "../../parts/format.ts";
import type { Matrix2 } from "./plane.ts";
import type { Factors } from "./steps.ts";

/** U Σ Vᵀ in numbers, in the colours of the picture. */
export function Equation({ U, s, Vt }: Factors) {
  return (
    <div class="matrix-equation">
      <Named name="A" />
      <span>=</span>
      <Named name="U" entries={U} classes={["one", "two", "one", "two"]} />
      <Named name="Σ" entries={[s[0], 0, 0, s[1]]} classes={["one", "", "", "two"]} />
      <Named name="Vᵀ" entries={Vt} classes={["one", "one", "two", "two"]} />
    </div>
  );
}

interface NamedProps {
  readonly name: string;
  readonly entries?: Matrix2;
  readonly classes?: readonly string[];
}

function Named({ name, entries, classes = [] }: NamedProps) {
  if (!entries) return <b>{name}</b>;
  return (
    <span class="matrix-factor" role="group" aria-label={name}>
      <b>{name}</b>
      <span class="matrix-bracket">
        {entries.map((entry, i) => (
          <span key={i} class={classes[i]}>
            {format(entry)}
          </span>
        ))}
      </span>
    </span>
  );
}
