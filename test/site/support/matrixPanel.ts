import type { Page } from "playwright";
import { expect } from "vitest";
import { cond, norm, rank, svd } from "../../../src/index.ts";
import { eventually } from "./eventually.ts";
import { numberOf, readNumber } from "./read.ts";
import type { Site, VisitOptions } from "./visit.ts";

/** Opens the panel, and waits for the numbers: the library comes after the picture, and what is below moves then. */
export async function openPanel(site: Site, options?: VisitOptions): Promise<Page> {
  const page = await site.open("#/matrix", options);
  await page.getByRole("table", { name: "Size" }).waitFor();
  return page;
}

export const column = (page: Page, at: 1 | 2) => page.getByRole("slider", { name: `column ${at}` });

/** The matrix that stands in the fields. */
export async function entries(page: Page): Promise<[number[], number[]]> {
  const group = page.getByRole("group", { name: "Matrix A" });
  const fields = await group.getByRole("spinbutton").all();
  const [a, b, c, d] = await Promise.all(fields.map(async (field) => +(await field.inputValue())));
  return [
    [a, b],
    [c, d],
  ];
}

async function factor(page: Page, name: string): Promise<number[]> {
  const cells = page.getByRole("group", { name, exact: true }).locator(".matrix-bracket > span");
  return (await cells.allInnerTexts()).map(readNumber);
}

export async function press(page: Page, name: string): Promise<void> {
  const button = page.getByRole("button", { name, exact: true });
  await button.click();
  await expect.poll(() => button.getAttribute("aria-pressed")).toBe("true");
}

/** Whether all numbers on the page are those of this matrix, as far as they are written. */
export function expectNumbersOf(page: Page, A: [number[], number[]]): Promise<void> {
  return eventually(() => expectNumbersNow(page, A));
}

async function expectNumbersNow(page: Page, A: [number[], number[]]): Promise<void> {
  expect(await entries(page)).toEqual(A);
  const { U, s, Vt } = svd(A);
  // Half a unit of the last of three decimals, and a little for rounding.
  const near = (actual: number, expected: number) =>
    expect(Math.abs(actual - expected)).toBeLessThan(0.000501);
  near(await numberOf(page, "σ₁"), s[0]);
  near(await numberOf(page, "σ₂"), s[1]);
  expect(await numberOf(page, "rank")).toBe(rank(A));
  near(await numberOf(page, "determinant"), A[0][0] * A[1][1] - A[0][1] * A[1][0]);
  near(await numberOf(page, "2-norm"), norm(A, 2));
  near(await numberOf(page, "Frobenius norm"), norm(A));
  near(await numberOf(page, "nuclear norm"), norm(A, "nuclear"));
  const condition = await numberOf(page, "condition");
  if (cond(A) < 1e6) near(condition, cond(A));
  else expect(1 / condition).toBeCloseTo(1 / cond(A), 15);

  // The signs of pairs are free: the sizes have to be the library's, and the product A.
  const [u, sigma, vt] = await Promise.all(["U", "Σ", "Vᵀ"].map((name) => factor(page, name)));
  u.forEach((entry, i) => near(Math.abs(entry), Math.abs(U.data[i])));
  vt.forEach((entry, i) => near(Math.abs(entry), Math.abs(Vt.data[i])));
  expect(vt[0] * vt[3] - vt[1] * vt[2]).toBeCloseTo(1, 2);
  for (const i of [0, 1]) {
    for (const j of [0, 1]) {
      const entry = u[2 * i] * sigma[0] * vt[j] + u[2 * i + 1] * sigma[3] * vt[2 + j];
      expect(Math.abs(entry - A[i][j])).toBeLessThan(0.002 * (1 + s[0]));
    }
  }
}

/** The closed curve of that class, in units of the plane: y points up. */
export function curve(page: Page, name: string): Promise<[number, number][]> {
  return page.evaluate((selector) => {
    const unit = Number(document.querySelector(".matrix-unit")?.getAttribute("r"));
    const path = document.querySelector(selector)?.getAttribute("d") ?? "";
    return path
      .slice(1, -1)
      .split("L")
      .map((point) => point.split(" ").map(Number))
      .map(([x, y]): [number, number] => [x / unit, -y / unit]);
  }, name);
}

/**
 * The half-axes of an ellipse around the origin, and the angle of the longer one. The shorter is told by the area: its
 * end may lie between two points.
 */
export function axesOf(points: [number, number][]) {
  const lengths = points.map(([x, y]) => Math.hypot(x, y));
  const long = Math.max(...lengths);
  const [x, y] = points[lengths.indexOf(long)];
  const ofUnitCircle = points.length * Math.sin((2 * Math.PI) / points.length);
  const short = Math.abs(turning(points)) / ofUnitCircle / long;
  return { long, short, angle: Math.atan2(y, x) };
}

/** Twice the area within a curve: negative where it runs clockwise. */
export function turning(points: [number, number][]): number {
  return points.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = points[(i + 1) % points.length];
    return sum + x * nextY - y * nextX;
  }, 0);
}
