import { describe, expect, it } from "vitest";
import { svd } from "../../src/index.ts";
import { drag, swipe } from "./support/drag.ts";
import { eventually } from "./support/eventually.ts";
import {
  axesOf,
  column,
  curve,
  entries,
  expectNumbersOf,
  openPanel,
  press,
  turning,
} from "./support/matrixPanel.ts";
import { numberOf, textOf } from "./support/read.ts";
import { serveSite } from "./support/visit.ts";

const site = serveSite();

describe("the matrix", () => {
  it("follows a column that is dragged by mouse", async () => {
    const page = await openPanel(site);
    const before = await entries(page);
    const [unit, width] = await page.evaluate(() => [
      document.querySelector(".matrix-unit")?.getBoundingClientRect().width ?? 0,
      document.querySelector(".matrix-picture")?.getBoundingClientRect().width ?? 0,
    ]);
    expect(width).toBeGreaterThan(400);
    await drag(page, column(page, 2), -unit / 2, -unit / 4);
    await eventually(async () => {
      const [[, right], [, below]] = await entries(page);
      expect(Math.abs(right - (before[0][1] - 1))).toBeLessThan(0.02);
      expect(Math.abs(below - (before[1][1] + 0.5))).toBeLessThan(0.02);
    });
    const after = await entries(page);
    expect([after[0][0], after[1][0]]).toEqual([before[0][0], before[1][0]]);
    await expectNumbersOf(page, after);
  });

  it("follows a finger, and the page does not scroll by it", async () => {
    const page = await openPanel(site, { screen: "phone" });
    const before = await entries(page);
    await column(page, 1).scrollIntoViewIfNeeded();
    const scrolled = await page.evaluate(() => scrollY);
    await swipe(page, column(page, 1), -20, -60);
    await expect.poll(async () => (await entries(page))[1][0] - before[1][0]).toBeGreaterThan(0.5);
    const after = await entries(page);
    expect(after[0][0]).toBeLessThan(before[0][0]);
    expect(await page.evaluate(() => scrollY)).toBe(scrolled);
    await expectNumbersOf(page, after);
  });

  it("follows arrow keys, finer with Shift", async () => {
    const page = await openPanel(site);
    await column(page, 1).focus();
    for (const key of ["ArrowRight", "ArrowRight", "ArrowUp", "Shift+ArrowLeft"]) {
      await page.keyboard.press(key);
    }
    await expectNumbersOf(page, [
      [1.59, 0.9],
      [0.2, 1.2],
    ]);
    await expect.poll(() => column(page, 1).getAttribute("aria-valuetext")).toBe("1.59, 0.2");
  });

  it("is what is typed; what is no number is said, and changes nothing", async () => {
    const page = await openPanel(site);
    const field = page.getByLabel("a, row 1");
    await field.fill("-250.5");
    await expectNumbersOf(page, [
      [-250.5, 0.9],
      [0.1, 1.2],
    ]);
    for (const wrong of ["", "4000", "1e999"]) {
      await field.fill(wrong);
      await expect.poll(() => page.getByRole("alert").innerText()).toContain("number from");
      expect(await numberOf(page, "determinant")).toBeCloseTo(-250.5 * 1.2 - 0.09, 2);
    }
    await field.blur();
    await expect.poll(() => page.getByRole("alert").count()).toBe(0);
    expect(await field.inputValue()).toBe("-250.5");
  });
});

// prettier-ignore
const PRESETS: [name: string, A: [number[], number[]], eigen: string, lines: number][] = [
  ["Rank 1", [[1.2, 0.6], [0.8, 0.4]], "λ = 1.600", 2],
  ["Shear", [[1, 1], [0, 1]], "0.0°, λ = 1.000", 1],
  ["Identity", [[1, 0], [0, 1]], "all vectors", 0],
  ["Rotation", [[0.8, -0.6], [0.6, 0.8]], "none is real", 0],
  ["Reflection", [[0.6, 0.8], [0.8, -0.6]], "λ = −1.000", 2],
  ["Symmetric", [[1.5, 0.7], [0.7, 0.5]], "λ = 1.860", 2],
  ["Nearly singular", [[1, 1], [1, 1.01]], "λ = 2.005", 2],
];

it("has presets: their numbers, and their eigenvectors", async () => {
  const page = await openPanel(site);
  await page.getByLabel("Show the lines of the eigenvectors").check();
  for (const [name, A, eigen, lines] of PRESETS) {
    await page.getByRole("button", { name, exact: true }).click();
    await expectNumbersOf(page, A);
    const directions = page.getByRole("table", { name: "Directions" });
    await expect.poll(() => directions.innerText()).toContain(eigen);
    await expect.poll(() => page.locator(".matrix-eigen").count()).toBe(lines);
  }
});

describe("the steps", () => {
  it("leave an ellipse with the half-axes that they should", async () => {
    const page = await openPanel(site);
    for (const name of ["Start", "Reflection", "Rank 1", "Nearly singular"]) {
      await press(page, name);
      const A = await entries(page);
      const { U, s } = svd(A);
      const direction = Math.atan2(U.get(1, 0), U.get(0, 0));
      const letters: [number, number][][] = [];
      const stops: [string, number, number, number | undefined][] = [
        ["Circle", 1, 1, undefined],
        ["Vᵀ", 1, 1, undefined],
        ["Σ Vᵀ", s[0], s[1], 0],
        ["U Σ Vᵀ", s[0], s[1], direction],
      ];
      for (const [stop, long, short, angle] of stops) {
        await press(page, stop);
        const axes = axesOf(await curve(page, ".matrix-ellipse"));
        letters.push(await curve(page, ".matrix-letter"));
        expect(Math.abs(axes.long - long)).toBeLessThan(0.002);
        expect(Math.abs(axes.short - short)).toBeLessThan(0.002);
        if (angle !== undefined && s[0] > s[1] * 1.1) {
          expect(Math.abs(Math.sin(axes.angle - angle))).toBeLessThan(0.03);
        }
      }
      // Vᵀ leaves the F as it is; A turns it over just where its determinant is negative.
      const [before, rotated, , mapped] = letters.map(turning);
      expect(rotated / before).toBeCloseTo(1, 2);
      expect(mapped / before).toBeCloseTo(A[0][0] * A[1][1] - A[0][1] * A[1][0], 2);
    }
  });

  it("can be dragged to any time: halfway through Σ the half-axes are halfway", async () => {
    const page = await openPanel(site);
    await page.getByRole("slider", { name: "Step" }).fill("1.5");
    const [s1, s2] = svd(await entries(page)).s;
    await eventually(async () => {
      const { long, short } = axesOf(await curve(page, ".matrix-ellipse"));
      expect(long).toBeCloseTo((1 + s1) / 2, 2);
      expect(short).toBeCloseTo((1 + s2) / 2, 2);
    });
    expect(await page.locator("figcaption").innerText()).toContain(`σ₁ = ${s1.toFixed(3)}`);
  });

  it("play from the circle to A, and can be stopped", async () => {
    const page = await openPanel(site);
    const time = async () => Number(await page.getByRole("slider", { name: "Step" }).inputValue());
    await page.getByRole("button", { name: "Play" }).click();
    await expect.poll(time).toBeLessThan(3);
    await expect.poll(time).toBeGreaterThan(0.1);
    await page.getByRole("button", { name: "Pause" }).click();
    // It stops when it is drawn next.
    await page.getByRole("button", { name: "Play" }).waitFor();
    const stopped = await time();
    await page.waitForTimeout(200);
    expect(await time()).toBe(stopped);
    await page.getByRole("button", { name: "Play" }).click();
    await expect.poll(time).toBe(3);
    expect(stopped).toBeLessThan(3);
  });

  it("go one by one, without motion, for those who prefer that", async () => {
    const page = await openPanel(site);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.reload();
    const next = page.getByRole("button", { name: "Next step" });
    for (const stop of ["Circle", "Vᵀ", "Σ Vᵀ"]) {
      await next.click();
      const button = page.getByRole("button", { name: stop, exact: true });
      await expect.poll(() => button.getAttribute("aria-pressed")).toBe("true");
    }
  });
});

it("looks right", async () => {
  for (const screen of ["desktop", "phone"] as const) {
    const page = await openPanel(site, { screen });
    await textOf(page, "σ₁");
    await site.keep(page, `matrix-${screen}`);
  }
  const page = await openPanel(site, { colorScheme: "dark" });
  await page.getByRole("button", { name: "Reflection" }).click();
  await page.getByRole("slider", { name: "Step" }).fill("2.35");
  await site.keep(page, "matrix-dark");
});
