// "Your machine": the benchmark that runs in the browser of whoever looks at it.
import type { Page } from "playwright";
import { expect, it } from "vitest";
import { serveSite } from "./support/visit.ts";

interface Copied {
  readonly machine: {
    readonly browser: string;
    readonly build: string;
    readonly logicalCores: number;
    readonly crossOriginIsolated: boolean;
  };
  readonly rows: readonly {
    readonly n: number;
    readonly apart: number;
    readonly times: Readonly<Record<"float64" | "float32" | "ml-matrix", number>>;
    readonly ratios: Readonly<Record<"float64" | "float32", number>>;
  }[];
}

const site = serveSite();

/** Leaves only these sizes checked. */
async function choose(page: Page, sizes: readonly number[]): Promise<void> {
  for (const n of [8, 16, 32, 64, 128, 256, 512]) {
    await page
      .getByRole("checkbox", { name: String(n), exact: true })
      .setChecked(sizes.includes(n));
  }
}

async function measure(page: Page, sizes: readonly number[]): Promise<void> {
  await choose(page, sizes);
  await page.getByRole("button", { name: "Measure" }).click();
  await page.getByRole("button", { name: "Copy as JSON" }).waitFor();
}

it("measures, compares and draws what can be true", async () => {
  const page = await site.open("#/machine");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await measure(page, [16, 32, 64]);
  await page.getByRole("button", { name: "Copy as JSON" }).click();
  await page.getByText("Copied as JSON.").waitFor();
  const json = await page.evaluate(() => navigator.clipboard.readText());
  const { machine, rows } = JSON.parse(json) as Copied;

  expect(machine.browser).toMatch(/Chrom/);
  expect(machine.build).toBe("relaxed SIMD");
  expect(machine.crossOriginIsolated).toBe(true);
  expect(machine.logicalCores).toBe(await page.evaluate(() => navigator.hardwareConcurrency));
  expect(rows.map(({ n }) => n)).toEqual([16, 32, 64]);
  for (const { n, apart, times, ratios } of rows) {
    expect(apart).toBeGreaterThan(0);
    expect(apart).toBeLessThan(1e-13);
    // Not less than the flops take at 50 GFLOP/s. How much more depends on what else this machine does.
    const flops = (20 / 3) * n ** 3;
    for (const time of Object.values(times)) {
      expect(time).toBeGreaterThan(flops / 50e6);
      expect(time).toBeLessThan(1000);
    }
    // It is 6 to 20 times on a quiet machine; on a busy one engines are late to optimize.
    const least = n < 64 ? 0.3 : 1;
    expect(ratios.float64).toBeGreaterThan(least);
    expect(ratios.float32).toBeGreaterThan(least);
  }

  // A bar for each size and precision, as long as the ratio says.
  const bars = page.locator('figure [aria-label="bar"] rect');
  expect(await bars.count()).toBe(6);
  const widths = await bars.evaluateAll((all) =>
    all.map((bar) => bar.getBoundingClientRect().width),
  );
  const ratios = rows.flatMap((row) => [row.ratios.float64, row.ratios.float32]);
  const scale = widths[0] / ratios[0];
  widths.forEach((width, i) => expect(width / ratios[i]).toBeCloseTo(scale, 1));

  // The table shows what is copied.
  const cells = await page.locator("tbody tr").nth(2).locator("td").allTextContents();
  expect(Number(cells[0])).toBe(Number(rows[2].times.float64.toPrecision(3)));
  expect(Number(cells[3])).toBe(Number(ratios[4].toPrecision(3)));

  await page.getByRole("button", { name: "Copy as text" }).click();
  await page.getByText("Copied as text.").waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toMatch(/^wasm-svd, relaxed SIMD; .*, isolated; /);
  expect(text).toMatch(/^64 +[\d.]+ +[\d.]+ +[\d.]+ +[\d.]+$/m);
  await site.keep(page, "machine-desktop");
});

it("is cancelled midway, keeps what it has, and measures again", async () => {
  const page = await site.open("#/machine");
  await choose(page, [8, 512]);
  await page.getByRole("button", { name: "Measure" }).click();
  await page.locator("tbody tr").first().waitFor();
  await page.getByText("Measuring: 512 × 512").waitFor();
  // The page answers while the worker computes: both need some 10 s for this size on a quiet machine.
  const start = Date.now();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("Cancelled.").waitFor();
  expect(Date.now() - start).toBeLessThan(5000);
  expect(await page.locator("tbody tr").count()).toBe(1);
  await measure(page, [8]);
  expect(await page.locator("tbody tr").count()).toBe(1);
});

it("shows the text where the browser does not let it copy", async () => {
  const page = await site.open("#/machine");
  await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await measure(page, [8]);
  await page.getByRole("button", { name: "Copy as text" }).click();
  expect(await page.getByLabel("Results").inputValue()).toMatch(/^8 +[\d.]+ /m);
});

it("asks for at least one size", async () => {
  const page = await site.open("#/machine");
  await choose(page, []);
  expect(await page.getByRole("button", { name: "Measure" }).isDisabled()).toBe(true);
});

it("fits a phone, in the dark", async () => {
  const page = await site.open("#/machine", { screen: "phone", colorScheme: "dark" });
  await measure(page, [8, 16]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await site.keep(page, "machine-phone-dark");
});
