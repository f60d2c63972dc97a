import type { Page } from "playwright";
import { expect } from "vitest";
import { cond, Matrix, multiply, pinv } from "../../../src/index.ts";
import { eventually } from "./eventually.ts";
import { numberOf, readNumber } from "./read.ts";
import type { Site, VisitOptions } from "./visit.ts";

export type Points = [x: number, y: number][];

export const point = (page: Page, at: number) =>
  page.getByRole("slider", { name: `Point ${at}`, exact: true });
export const press = (page: Page, name: string) =>
  page.getByRole("button", { name, exact: true }).click();

/** Opens the panel, and waits for the numbers: the library comes after the picture, and what is below moves then. */
export async function openPanel(site: Site, options?: VisitOptions): Promise<Page> {
  const page = await site.open("#/least-squares", options);
  await page.getByRole("rowheader", { name: "coefficient" }).first().waitFor();
  return page;
}

/** Where the points say that they are. */
export async function pointsOf(page: Page): Promise<Points> {
  const texts = await page
    .locator(".ls-point")
    .evaluateAll((all) => all.map((element) => element.getAttribute("aria-valuetext") ?? ""));
  return texts.map((text) => text.split(", ").map(readNumber) as [number, number]);
}

export function systemOf(points: Points, degree: number) {
  const rows = points.map(([x]) => Array.from({ length: degree + 1 }, (_, k) => x ** k));
  const b = points.map(([, y]) => y);
  return { A: Matrix.from(rows), b };
}

/** What the library says of the points. */
export function fitOf(points: Points, degree: number) {
  const { A, b } = systemOf(points, degree);
  const x = multiply(pinv(A), new Matrix(b.length, 1, Float64Array.from(b)));
  const fitted = multiply(A, x).data;
  const squares = b.reduce((sum, value, i) => sum + (value - fitted[i]) ** 2, 0);
  const mean = b.reduce((sum, value) => sum + value, 0) / b.length;
  const variation = b.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { A, x: x.data, fitted, norm: Math.sqrt(squares), r2: 1 - squares / variation };
}

export const near = (actual: number, expected: number) =>
  expect(Math.abs(actual - expected)).toBeLessThan(0.000501);

/** Whether the numbers and the segments become those of the points: they are drawn some time after these. */
export async function expectFitOf(page: Page, points: Points, degree = 1): Promise<void> {
  await eventually(() => expectFitNow(page, points, degree));
}

async function expectFitNow(page: Page, points: Points, degree: number): Promise<void> {
  expect(await pointsOf(page)).toEqual(points);
  const { A, x, norm, r2 } = fitOf(points, degree);
  const names = [
    "constant",
    ..."x x² x³ x⁴ x⁵".split(" ").map((power) => `coefficient of ${power}`),
  ];
  for (const [k, coefficient] of x.entries()) near(await numberOf(page, names[k]), coefficient);
  expect(await page.getByRole("rowheader", { name: "coefficient" }).count()).toBe(degree);
  near(await numberOf(page, "‖r‖, vertical"), norm);
  near(await numberOf(page, "R²"), r2);
  if (cond(A) < 1e6) near(await numberOf(page, "condition of A"), cond(A));
  const residuals = await page
    .locator(".ls-residual")
    .evaluateAll((lines) =>
      lines.map((line) => ["y1", "y2"].map((name) => -Number(line.getAttribute(name)) / 160)),
    );
  const { fitted } = fitOf(points, degree);
  expect(residuals.length).toBe(points.length);
  residuals.forEach(([from, to], i) => {
    expect(from).toBeCloseTo(points[i][1], 3);
    expect(to).toBeCloseTo(fitted[i], 3);
  });
}
