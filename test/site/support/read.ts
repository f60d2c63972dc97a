import type { Locator, Page } from "playwright";

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** The number that begins a text of the page: with a true minus sign, ∞, or a power of ten. */
export function readNumber(text: string): number {
  const [, digits, power] = /^(−?(?:[\d.]+|∞))(?: · 10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?/.exec(text.trim()) ?? [];
  if (digits === undefined) throw new Error(`no number: ${text}`);
  const mantissa = Number(digits.replace("−", "-").replace("∞", "Infinity"));
  if (power === undefined) return mantissa;
  const exponent = power
    .replace("⁻", "-")
    .replace(/[^-]/g, (digit) => String(RAISED.indexOf(digit)));
  return mantissa * 10 ** Number(exponent);
}

/** What a table says in the row of that name. */
export async function textOf(page: Page | Locator, name: string): Promise<string> {
  const header = page.getByRole("rowheader", { name, exact: true });
  return header.locator("xpath=following-sibling::td[1]").innerText();
}

export async function numberOf(page: Page | Locator, name: string): Promise<number> {
  return readNumber(await textOf(page, name));
}
