/** 12345678 as 12,345,678. */
export function integer(value: number): string {
  return value.toLocaleString("en");
}

/** Seven significant digits, enough to see two numbers agree or not. */
export function precise(value: number): string {
  return value === 0 ? "0" : compact(value, 7);
}

/** Some significant digits, with an exponent where there would be many zeros. */
export function compact(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return value === Infinity ? "∞" : String(value);
  if (value === 0) return "0";
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  if (exponent < -3 || exponent >= 7) return value.toExponential(digits - 1);
  return value.toFixed(Math.max(0, digits - 1 - exponent));
}

export function duration(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`;
}

export function decibels(value: number): string {
  return value === Infinity ? "exact" : `${value.toFixed(2)} dB`;
}
