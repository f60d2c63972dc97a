/** Wider objects are spread over several lines. */
const WIDTH = 180;

/** JSON with as much on a line as fits: a measurement is one line, and a change of it a change of one line. */
export function lines(value: unknown, indent = ""): string {
  const line = JSON.stringify(value, rounded);
  if (line.length <= WIDTH || typeof value !== "object" || value === null) return line;
  const deeper = `${indent} `;
  const parts = Array.isArray(value)
    ? value.map((one) => lines(one, deeper))
    : Object.entries(value)
        .filter(([, one]) => one !== undefined)
        .map(([key, one]) => `${JSON.stringify(key)}: ${lines(one, deeper)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${deeper}${parts.join(`,\n${deeper}`)}\n${indent}${close}`;
}

/** Four digits are more than a measurement has. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isInteger(value)
    ? Number(value.toPrecision(4))
    : value;
}
