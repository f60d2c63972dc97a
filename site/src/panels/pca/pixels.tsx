export interface PixelsProps {
  readonly values: ArrayLike<number>;
  readonly side: number;
  /** The value that has the full colour; by default the largest magnitude. */
  readonly largest?: number;
  readonly label: string;
}

/** A small square picture: what is above 0 in ink or the first colour, what is below in the second. */
export function Pixels({ values, side, largest, label }: PixelsProps) {
  const list = Array.from(values);
  const top = largest ?? (Math.max(...list.map(Math.abs)) || 1);
  const signed = largest === undefined;
  const fill = (number: number) => {
    const value = signed ? number : Math.max(0, number);
    const colour = value < 0 ? "var(--second)" : signed ? "var(--first)" : "var(--ink)";
    const share = Math.min(100, (100 * Math.abs(value)) / top);
    return `color-mix(in srgb, ${colour} ${share.toFixed(1)}%, var(--paper))`;
  };
  return (
    <figure class="pca-pixels">
      <svg
        viewBox={`0 0 ${side} ${side}`}
        role="img"
        aria-label={label}
        shape-rendering="crispEdges"
      >
        {list.map((value, i) => (
          <rect
            key={i}
            x={i % side}
            y={Math.floor(i / side)}
            width="1"
            height="1"
            style={{ fill: fill(value) }}
          />
        ))}
      </svg>
      <figcaption>{label}</figcaption>
    </figure>
  );
}
