import { describe, expect, it } from "vitest";
import { JobError } from "../../src/cli/errors.ts";
import { withPeers } from "../../src/cli/peers.ts";

/** What Node throws where a package is not installed. */
function missing(name: string): Error {
  const error = new Error(`Cannot find package '${name}' imported from /app/dist/cli/bin.js`);
  return Object.assign(error, { code: "ERR_MODULE_NOT_FOUND" });
}

describe("a part that needs packages", () => {
  it("is loaded where they are", async () => {
    expect(await withPeers("pictures", ["fast-png"], () => Promise.resolve(5))).toBe(5);
  });

  it("says what to install where one is not", async () => {
    const load = () => Promise.reject(missing("jpeg-js"));
    await expect(withPeers("pictures", ["fast-png", "jpeg-js"], load)).rejects.toThrow(
      new JobError("pictures need more packages: npm install fast-png jpeg-js"),
    );
  });

  it("passes on whatever else goes wrong", async () => {
    for (const error of [missing("something-else"), new RangeError("fast-png")]) {
      await expect(withPeers("pictures", ["fast-png"], () => Promise.reject(error))).rejects.toBe(
        error,
      );
    }
  });
});
