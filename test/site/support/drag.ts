import type { Locator, Page } from "playwright";

/** Drags a point by so many pixels, with the mouse. */
export async function drag(page: Page, point: Locator, dx: number, dy: number): Promise<void> {
  const [x, y] = await middleOf(point);
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 1; i <= 4; ++i) await page.mouse.move(x + (dx * i) / 4, y + (dy * i) / 4);
  await page.mouse.up();
}

/** Drags it with a finger. */
export async function swipe(page: Page, point: Locator, dx: number, dy: number): Promise<void> {
  const [x, y] = await middleOf(point);
  const session = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", part: number) =>
    session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: type === "touchEnd" ? [] : [{ x: x + dx * part, y: y + dy * part }],
    });
  await touch("touchStart", 0);
  for (const part of [0.25, 0.5, 0.75, 1]) await touch("touchMove", part);
  await touch("touchEnd", 1);
}

/** The middle of what is drawn, in pixels of the window. */
export async function middleOf(point: Locator): Promise<[x: number, y: number]> {
  await point.scrollIntoViewIfNeeded();
  const box = await point.boundingBox();
  if (!box) throw new Error("the point is not drawn");
  return [box.x + box.width / 2, box.y + box.height / 2];
}
