/** A number with a true minus sign and `digits` decimals; by its power of ten where these would not show it. */
export function format(x: number, digits = 3): string {
  if (Number.isNaN(x)) return "—";
  if (!Number.isFinite(x)) return x > 0 ? "∞" : "−∞";
  const size = Math.abs(x);
  if (size >= 1e6 || (size > 0 && size < 0.5 * 10 ** -digits)) return scientific(x);
  return signed(x.toFixed(digits));
}

/** Without the zeros that end it: 1.5, not 1.500. */
export function short(x: number, digits = 3): string {
  return format(x, digits)
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");
}

/** An angle in degrees, of one in radians. */
export function degrees(angle: number): string {
  return `${signed(((angle * 180) / Math.PI).toFixed(1))}°`;
}

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function scientific(x: number): string {
  const [digits, exponent] = x.toExponential(1).split("e");
  const raised = exponent.replace("+", "").replace(/\d/g, (digit) => RAISED[Number(digit)]);
  return `${signed(digits)} · 10${raised.replace("-", "⁻")}`;
}

/** Zero has no sign, and a minus is as wide as a plus. */
function signed(text: string): string {
  return /^-[0.]*$/.test(text) ? text.slice(1) : text.replace("-", "−");
}
