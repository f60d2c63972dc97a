/**
 * Keeps the largest and the mean of what was measured under each name, and
 * prints it where the environment variable ACCURACY_REPORT is set:
 *
 *     ACCURACY_REPORT=1 npx vitest run test/lapack
 */
export class Report {
  readonly #title: string;
  readonly #measured = new Map<string, { count: number; sum: number; max: number }>();

  constructor(title: string) {
    this.#title = title;
  }

  add(name: string, value: number): void {
    const entry = this.#measured.get(name) ?? { count: 0, sum: 0, max: 0 };
    entry.count += 1;
    entry.sum += value;
    entry.max = Math.max(entry.max, value);
    this.#measured.set(name, entry);
  }

  mean(name: string): number {
    const { count, sum } = this.#measured.get(name) ?? { count: 1, sum: 0 };
    return sum / count;
  }

  print(): void {
    if (!environment("ACCURACY_REPORT")) return;
    const rows = [...this.#measured].map(([name, { count, sum, max }]) => ({
      name,
      count,
      mean: Number((sum / count).toPrecision(3)),
      max: Number(max.toPrecision(3)),
    }));
    console.log(this.#title);
    console.table(rows);
  }
}

/** The value of an environment variable; a browser has none. */
export function environment(name: string): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return process?.env?.[name];
}
