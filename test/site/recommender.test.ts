import type { Page } from "playwright";
import { describe, expect, test } from "vitest";
import { Matrix, Recommender, type RecommenderOptions, svd } from "../../src/index.ts";
import { serveSite } from "./support/visit.ts";

const site = serveSite();

describe("the panel Recommender", () => {
  test("predicts what the library predicts, and says how well", async () => {
    const page = await opened();
    const table = await tableOf(page);
    const model = fit(table);
    await expect.poll(() => predictionsOf(page)).toEqual(predictions(table, model));
    const biases = await page.locator("tfoot .recommender-bias").allTextContents();
    expect(biases.map(numberOf)).toEqual(table.people.map((person) => biasOf(model, person)));
    const ratings = ratingsOf(table);
    const known = ratings.map(({ user, item, rating }) => rating - model.predict(user, item));
    expect(await page.getByTestId("recommender-known").textContent()).toBe(rms(known));
    const leftOut = (options: RecommenderOptions) =>
      ratings.map(({ user, item, rating }, left) => {
        const others = ratings.filter((_, i) => i !== left);
        return rating - new Recommender(options).fit(others).predict(user, item);
      });
    const told = page.getByTestId("recommender-left-out");
    await expect.poll(() => told.textContent()).toBe(rms(leftOut(OPTIONS)));
    const alone = rms(leftOut({ ...OPTIONS, method: "biases" }));
    expect(await page.getByTestId("recommender-biases").textContent()).toBe(alone);
    await site.keep(page, "recommender-desktop");
  });

  test("is edited by keyboard, predicts anew, and marks what moved", async () => {
    const page = await opened();
    const before = await tableOf(page);
    const [first, second] = before.people;
    await page.getByLabel(`${first}, ${before.films[0]}: rated`).focus();
    for (const key of ["ArrowRight", "ArrowDown", "ArrowDown"]) await page.keyboard.press(key);
    const cell = page.getByLabel(`${second}, ${before.films[2]}:`);
    await expect.poll(() => cell.evaluate((one) => one === document.activeElement)).toBe(true);
    expect(await cell.inputValue()).toBe("");
    await page.keyboard.type("1");
    await expect.poll(async () => (await tableOf(page)).ratings[2][1]).toBe(1);
    const after = await tableOf(page);
    const [old, now] = [predictions(before, fit(before)), predictions(after, fit(after))];
    await expect.poll(() => predictionsOf(page)).toEqual(now);
    const moved = await page
      .locator(".recommender-cell")
      .evaluateAll((cells) => cells.map((one) => (one as HTMLElement).dataset["moved"]));
    const models = [fit(before), fit(after)];
    const expected = after.films.flatMap((film, i) =>
      after.people.map((person, j) => {
        const [a, b] = models.map((model) => model.predict(person, film));
        if (after.ratings[i][j] !== undefined || Math.abs(b - a) < 0.05) return undefined;
        return b > a ? "up" : "down";
      }),
    );
    expect(moved).toEqual(expected);
    expect(new Set(moved).size).toBe(3);
    expect(old).not.toEqual(now);
    await site.keep(page, "recommender-edited");
    await page.keyboard.press("Delete");
    await expect.poll(() => predictionsOf(page)).toEqual(old);
  });

  test("does not take what is no rating, and says so", async () => {
    const page = await opened();
    const { people, films } = await tableOf(page);
    const before = await predictionsOf(page);
    const cell = page.getByLabel(`${people[0]}, ${films[0]}:`);
    for (const text of ["9", "0.5", "five"]) {
      await cell.fill(text);
      await page
        .getByRole("alert")
        .filter({ hasText: `“${text}” is no rating` })
        .waitFor();
      expect(await cell.getAttribute("aria-invalid")).toBe("true");
    }
    await cell.blur();
    await expect.poll(() => page.getByRole("alert").count()).toBe(0);
    await expect.poll(() => cell.inputValue()).toBe("5");
    expect(await predictionsOf(page)).toEqual(before);
    await cell.fill("4,5");
    await cell.blur();
    await expect.poll(async () => (await tableOf(page)).ratings[0][0]).toBe(4.5);
  });

  test("knows what to tell somebody who has rated nothing, and what to do without any rating", async () => {
    const page = await opened();
    const table = await tableOf(page);
    const newcomer = table.people[table.people.length - 1];
    await page.getByRole("combobox", { name: "For" }).selectOption(newcomer);
    await page.getByTestId("recommender-new").waitFor();
    const best = fit(table).recommend(newcomer, 3);
    const list = page
      .getByRole("list", { name: `Recommended to ${newcomer}` })
      .getByRole("listitem");
    await expect
      .poll(() => list.allTextContents())
      .toEqual(best.map(({ item, rating }) => `${item} ${rating.toFixed(2)}`));
    await page.getByLabel(`${newcomer}, ${table.films[0]}:`).fill("5");
    await expect.poll(() => page.getByTestId("recommender-new").count()).toBe(0);
    for (const person of table.people) {
      await page.getByRole("combobox", { name: "For" }).selectOption(person);
      await page.getByRole("button", { name: `Forget what ${person} rated` }).click();
    }
    await page.getByText("No ratings are left").waitFor();
    await page.getByRole("button", { name: "As at the start" }).click();
    await expect.poll(() => tableOf(page)).toEqual(table);
  });

  test("follows its sliders, and shows the tastes of the completed table", async () => {
    const page = await opened();
    const table = await tableOf(page);
    await page.getByRole("slider", { name: "Factors", exact: true }).fill("3");
    await page.getByRole("slider", { name: /^λ/ }).fill("0");
    const model = fit(table, { factors: 3, regularization: 1 });
    await expect.poll(() => predictionsOf(page)).toEqual(predictions(table, model));
    const [x, y] = tasteOf(table, model, 0);
    const text = `${table.people[0]}\n${x.toFixed(2)}, ${y.toFixed(2)}`;
    await expect.poll(() => page.locator(".map-chosen").textContent()).toBe(text);
    await page.locator('.map g[aria-label="dot"] path').nth(3).click({ force: true });
    const chosen = () => page.getByRole("combobox", { name: "For" }).inputValue();
    await expect.poll(chosen).toBe("3");
  });

  test("fits a phone", async () => {
    const page = await site.open("#/recommender", { screen: "phone", colorScheme: "dark" });
    await page.getByTestId("recommender-left-out").filter({ hasText: "." }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    const cells = await page
      .locator(".recommender-cell")
      .evaluateAll((list) =>
        list.map((cell) => cell.getBoundingClientRect()).map(({ width, right }) => [width, right]),
      );
    for (const [width, right] of cells) {
      expect(width).toBeGreaterThan(24);
      expect(right).toBeLessThan(390);
    }
    // The names in the map, of people and films, do not cover one another.
    const names = await page
      .locator('.map g[aria-label="text"] text')
      .evaluateAll((all) => all.map((text) => text.getBoundingClientRect().toJSON() as DOMRect));
    expect(names.length).toBe(17);
    for (const [i, a] of names.entries()) {
      for (const b of names.slice(i + 1)) {
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        // Of the boxes' own air, two lines may share a pixel.
        expect(Math.min(wide, high)).toBeLessThanOrEqual(1.5);
      }
    }
    await site.keep(page, "recommender-phone");
  });
});

/** As the panel says that it fits. */
const OPTIONS: RecommenderOptions = {
  ...{ method: "als", factors: 2, regularization: 0.2, epochs: 60 },
  ...{ validation: 0, clip: [1, 5], dtype: "float64" },
};

interface Table {
  readonly films: string[];
  readonly people: string[];
  readonly ratings: (number | undefined)[][];
}

async function opened(): Promise<Page> {
  const page = await site.open("#/recommender");
  await page.locator(".recommender-table").waitFor();
  return page;
}

/** What stands in the table of the page. */
async function tableOf(page: Page): Promise<Table> {
  const people = await page.locator(".recommender-table thead th").allTextContents();
  const films = await page.locator(".recommender-table tbody th").allTextContents();
  const values = await page
    .locator(".recommender-cell input")
    .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
  const width = people.length - 2;
  const ratings = films.map((_, i) =>
    values.slice(i * width, (i + 1) * width).map((text) => (text ? Number(text) : undefined)),
  );
  return { films, people: people.slice(1, -1), ratings };
}

function ratingsOf({ films, people, ratings }: Table) {
  return films.flatMap((item, i) =>
    people.flatMap((user, j) => {
      const rating = ratings[i][j];
      return rating === undefined ? [] : [{ user, item, rating }];
    }),
  );
}

function fit(table: Table, options: RecommenderOptions = {}): Recommender {
  return new Recommender({ ...OPTIONS, ...options }).fit(ratingsOf(table));
}

/** What is written in the cells that are empty. */
async function predictionsOf(page: Page): Promise<string[]> {
  return page
    .locator('.recommender-cell[data-kind="predicted"] input')
    .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).placeholder));
}

function predictions({ films, people, ratings }: Table, model: Recommender): string[] {
  return films.flatMap((film, i) =>
    people.flatMap((person, j) =>
      ratings[i][j] === undefined ? [model.predict(person, film).toFixed(1)] : [],
    ),
  );
}

function biasOf(model: Recommender, person: string): number {
  const place = model.users.indexOf(person);
  return place < 0 ? 0 : Number(model.userBiases[place].toFixed(1)) + 0;
}

const numberOf = (text: string) => Number(text.replace("−", "-"));

function rms(errors: readonly number[]): string {
  return Math.sqrt(errors.reduce((sum, x) => sum + x * x, 0) / errors.length).toFixed(2);
}

/** Where a person stands: of the completed table, centred both ways, V·√s. */
function tasteOf({ films, people, ratings }: Table, model: Recommender, person: number) {
  const full = films.map((film, i) =>
    people.map((one, j) => ratings[i][j] ?? model.predict(one, film)),
  );
  const centre = (rows: number[][]) =>
    rows.map((row) => row.map((x) => x - row.reduce((sum, y) => sum + y, 0) / row.length));
  const tastes = Matrix.from(centre(full)).transpose().toArray();
  const { s, Vt } = svd(Matrix.from(centre(tastes)).transpose());
  return [0, 1].map((k) => Vt.get(k, person) * Math.sqrt(s[k]));
}
