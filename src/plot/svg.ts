type Attributes = Readonly<Record<string, string | number>>;

/**
 * An element of SVG as text. Strings among `children` are elements already; text
 * goes through `text` first.
 */
export function element(name: string, attributes: Attributes, ...children: string[]): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${text(tidy(value))}"`);
  const start = `<${name}${list.join("")}`;
  return children.length === 0 ? `${start}/>` : `${start}>${children.join("")}</${name}>`;
}

/** Text made safe to stand in SVG. */
export function text(raw: string): string {
  return raw
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** A path of straight lines through points. */
export function polyline(points: readonly (readonly [x: number, y: number])[]): string {
  return points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${tidy(x)},${tidy(y)}`).join("");
}

/** A tenth of a pixel is finer than anyone sees, and shortens the file by half. */
function tidy(value: string | number): string {
  return typeof value === "string" ? value : String(Math.round(value * 10) / 10);
}
