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

/** 0.9312 as 93.12 %. A part that is not all is never shown as 100 %. */
export function percent(part: number): string {
  const digits = part < 1 && part > 0.9995 ? Math.min(8, Math.ceil(-Math.log10(1 - part)) - 1) : 2;
  const text = (100 * part).toFixed(digits);
  return part < 1 && Number(text) === 100 ? "> 99.999999 %" : `${text} %`;
}

export function duration(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`;
}

export function decibels(value: number): string {
  return value === Infinity ? "exact" : `${value.toFixed(2)} dB`;
}
