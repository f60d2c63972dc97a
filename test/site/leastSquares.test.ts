import { describe, expect, it } from "vitest";
import { ridgePath, totalLeastSquares } from "../../src/index.ts";
import { drag, swipe } from "./support/drag.ts";
import { eventually } from "./support/eventually.ts";
import {
  expectFitOf,
  fitOf,
  near,
  openPanel,
  point,
  type Points,
  pointsOf,
  press,
  systemOf,
} from "./support/leastSquaresPanel.ts";
import { numberOf, readNumber, textOf } from "./support/read.ts";
import { serveSite } from "./support/visit.ts";

const site = serveSite();

describe("the points", () => {
  it("are dragged, and the line follows", async () => {
    const page = await openPanel(site);
    const before = await pointsOf(page);
    await expectFitOf(page, before);
    const width = (await page.locator(".ls-plot").boundingBox())?.width ?? 0;
    await drag(page, point(page, 4), width / 8, -width / 4);
    const dragged = async () => (await pointsOf(page))[3];
    await eventually(async () => {
      const [x, y] = await dragged();
      expect(Math.abs(x - (before[3][0] + 0.5))).toBeLessThan(0.02);
      expect(Math.abs(y - (before[3][1] + 1))).toBeLessThan(0.02);
    });
    const [x, y] = await dragged();
    await expectFitOf(page, before.with(3, [x, y]));

    // By arrow keys, and not out of the picture.
    await point(page, 7).focus();
    await page.keyboard.press("Shift+ArrowUp");
    await page.keyboard.press("ArrowLeft");
    const moved: Points = before.with(3, [x, y]).with(6, [1.5, 0.61]);
    await expectFitOf(page, moved);
    for (let i = 0; i < 7; ++i) await page.keyboard.press("ArrowRight");
    await expectFitOf(page, moved.with(6, [2, 0.61]));
  });

  it("come by a click or a button, and go", async () => {
    const page = await openPanel(site);
    await press(page, "Three points");
    await expect.poll(async () => (await pointsOf(page)).length).toBe(3);
    const three = await pointsOf(page);
    const box = await page.locator(".ls-plot").boundingBox();
    if (!box) throw new Error("no picture");
    await page.mouse.click(box.x + box.width / 4, box.y + box.height / 6);
    await expect.poll(async () => (await pointsOf(page)).length).toBe(4);
    const four = await pointsOf(page);
    expect(four.slice(0, 3)).toEqual(three);
    expect(Math.hypot(four[3][0] + 1, four[3][1] - 1)).toBeLessThan(0.02);
    await expectFitOf(page, four);
    await press(page, "Add a point");
    await expect.poll(async () => (await pointsOf(page)).length).toBe(5);
    const five = await pointsOf(page);
    await expectFitOf(page, five);
    await point(page, 2).focus();
    await page.keyboard.press("Delete");
    await expectFitOf(page, five.toSpliced(1, 1));
    expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("slider");
    await point(page, 1).focus();
    await press(page, "Remove point 1");
    await expectFitOf(page, five.slice(2));
    for (let left = 3; left > 0; --left) await press(page, `Remove point ${left}`);
    await page
      .getByRole("status")
      .filter({ hasText: "Without points, there is nothing to fit." })
      .waitFor();
    expect(await page.getByRole("button", { name: "Remove a point" }).isDisabled()).toBe(true);
    // One point, and two above each other: A⁺ b is still there, the shortest.
    await page.mouse.click(box.x + (box.width * 3) / 4, box.y + box.height / 3);
    await page.mouse.click(box.x + (box.width * 3) / 4, box.y + (box.height * 2) / 3);
    await expect.poll(async () => (await pointsOf(page)).length).toBe(2);
    const two = await pointsOf(page);
    expect(two.map(([x]) => x)).toEqual([1, 1]);
    await expectFitOf(page, two);
    expect(await textOf(page, "rank of A")).toBe("1 of 2");
    await page.getByLabel("Total least squares").check();
    await page.getByRole("status").filter({ hasText: "upright" }).waitFor();
  });

  it("follow a finger, and a tap makes one", async () => {
    const page = await openPanel(site, { screen: "phone" });
    const before = await pointsOf(page);
    await swipe(page, point(page, 1), 30, -40);
    await expect.poll(async () => (await pointsOf(page))[0][1]).toBeGreaterThan(before[0][1] + 0.3);
    const box = await page.locator(".ls-plot").boundingBox();
    await page.touchscreen.tap((box?.x ?? 0) + 60, (box?.y ?? 0) + 40);
    await expect.poll(async () => (await pointsOf(page)).length).toBe(before.length + 1);
    await expectFitOf(page, await pointsOf(page));
    await site.keep(page, "leastSquares-phone");
  });
});

describe("the fits", () => {
  it("are polynomials up to the fifth degree", async () => {
    const page = await openPanel(site);
    await press(page, "A curve");
    const points = await pointsOf(page);
    for (const degree of [1, 2, 5]) {
      await page.getByRole("slider", { name: "Degree" }).fill(String(degree));
      await expect
        .poll(() => page.getByRole("rowheader", { name: "coefficient" }).count())
        .toBe(degree);
      await expectFitOf(page, points, degree);
    }
    expect(await page.getByLabel("Total least squares").isDisabled()).toBe(true);
    await site.keep(page, "leastSquares-desktop");
  });

  it("by total least squares and by ridge are the library's", async () => {
    const page = await openPanel(site, { colorScheme: "dark" });
    await press(page, "An outlier");
    const points = await pointsOf(page);
    const { A, b } = systemOf(points, 1);
    await page.getByLabel("Squares of the residuals").check();
    await page.getByLabel("Total least squares").check();
    const slider = page.getByRole("slider", { name: "λ" });
    await slider.fill("0.5");
    expect(await page.getByRole("checkbox", { name: "Ridge" }).isChecked()).toBe(true);

    const places = Array.from(A.column(1), (x) => [x]);
    const total = totalLeastSquares(places, b, { intercept: true });
    const path = ridgePath(places, b, [10 ** 0.5], { intercept: true });
    const row = async (name: string) => {
      const header = page.getByRole("rowheader", { name, exact: true });
      const cells = header.locator("xpath=following-sibling::td");
      return (await cells.allInnerTexts()).map(readNumber);
    };
    await eventually(async () => {
      const [slopes, constants] = [await row("coefficient of x"), await row("constant")];
      near(slopes[1], total.x[0]);
      near(constants[1], total.intercept[0]);
      near((await row("‖r‖, perpendicular"))[1], total.distance);
      near(slopes[2], path.coefficients.get(0, 0));
      near(constants[2], path.intercepts[0]);
    });

    // The sides of the squares are the residuals.
    const sides = await page
      .locator(".ls-square")
      .evaluateAll((all) => all.map((square) => Number(square.getAttribute("width")) / 160));
    const { fitted } = fitOf(points, 1);
    sides.forEach((side, i) => expect(side).toBeCloseTo(Math.abs(b[i] - fitted[i]), 3));
    expect(sides.length).toBe(points.length);
    await site.keep(page, "leastSquares-dark");
  });
});

describe("the right angle", () => {
  it("is seen as one from the level of the plane, and stays one in numbers", async () => {
    const page = await openPanel(site);
    await press(page, "Three points");
    const lines = () =>
      page.evaluate(() =>
        [".ls-foot", ".ls-r"].map((name) => {
          const line = document.querySelector(`${name} line`);
          const [x1, y1, x2, y2] = ["x1", "y1", "x2", "y2"].map((end) =>
            Number(line?.getAttribute(end)),
          );
          return [x2 - x1, y2 - y1];
        }),
      );
    const cosine = ([[a, b], [c, d]]: number[][]) =>
      (a * c + b * d) / Math.hypot(a, b) / Math.hypot(c, d);
    const { norm } = fitOf(await pointsOf(page), 1);
    const fromTheSide = await lines();
    await press(page, "Look along the plane");
    await expect.poll(async () => Math.abs(cosine(await lines()))).toBeLessThan(1e-6);
    expect(Math.hypot(...(await lines())[1]) / 95).toBeCloseTo(norm, 5);

    const picture = page.getByRole("application");
    await picture.focus();
    const along = await lines();
    await page.keyboard.press("ArrowLeft");
    await expect.poll(lines).not.toEqual(along);
    await press(page, "Look from the side");
    await expect.poll(lines).toEqual(fromTheSide);
    await drag(page, picture, 40, 10);
    await expect.poll(lines).not.toEqual(fromTheSide);
    for (const part of (await textOf(page, "Aᵀ r")).split(", ")) {
      expect(Math.abs(readNumber(part))).toBeLessThan(1e-14);
    }
    expect(Math.abs(await numberOf(page, "cos ∠(r, A x̂)"))).toBeLessThan(1e-14);
    expect(await textOf(page, "‖A x̂‖² + ‖r‖²")).toBe(await textOf(page, "‖b‖²"));

    // More points have no picture, but the same numbers.
    await press(page, "Nearly a line");
    await expect.poll(() => picture.count()).toBe(0);
    expect(Math.abs(await numberOf(page, "cos ∠(r, A x̂)"))).toBeLessThan(1e-14);
    await press(page, "three points");
    await expect.poll(() => picture.count()).toBe(1);
    await site.keep(page, "leastSquares-three");
  });
});
