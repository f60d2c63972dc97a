import { createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { describe, expect, it } from "vitest";
import { readRatingsFile } from "../../src/io/index.ts";
import { temporaryFolder } from "../cli/folder.ts";

const LINES = 1_000_000;

describe("readRatingsFile", () => {
  it("reads a million lines, whatever the pieces they come in", async () => {
    const path = join(temporaryFolder(), "ratings.dat");
    const file = createWriteStream(path);
    for (let k = 0; k < LINES;) {
      let text = "";
      for (const end = k + 10_000; k < end; ++k) {
        text += `${(k % 6040) + 1}::${(k % 3952) + 1}::${(k % 9) / 2 + 1}::${978_300_760 + k}\n`;
      }
      file.write(text);
    }
    file.end();
    await finished(file);
    const { users, items, ratings, timestamps } = await readRatingsFile(path, { timestamps: true });
    expect([users.length, items.length, ratings.length]).toEqual([LINES, LINES, LINES]);
    for (let k = 0; k < LINES; k += 997) {
      expect([users[k], items[k], ratings[k], timestamps?.[k]]).toEqual([
        ...[(k % 6040) + 1, (k % 3952) + 1, (k % 9) / 2 + 1, 978_300_760 + k],
      ]);
    }
  });

  it("names the line that is wrong, and closes the file", async () => {
    const path = join(temporaryFolder(), "u.data");
    await writeFile(path, `${"1\t2\t3\t4\n".repeat(60_000)}1\t2\tx\t4\n`);
    await expect(readRatingsFile(path)).rejects.toThrow(
      'ratings: line 60001: expected a number for the rating, got "x"',
    );
    await expect(readRatingsFile(`${path}.gone`)).rejects.toThrow("ENOENT");
  });
});
