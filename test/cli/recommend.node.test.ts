import { existsSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Recommender, type SavedRecommender } from "../../src/applications/recommender.ts";
import { knownRatings } from "../support/knownRatings.ts";
import { temporaryFolder } from "./folder.ts";
import { run } from "./run.ts";

const home = process.cwd();
const known = knownRatings({ users: 120, items: 80, train: 4000, test: 1, seed: 1 }).train;
const lines = (separator: string) =>
  Array.from(known.ratings, (r, k) =>
    [known.users[k] + 1, known.items[k] + 1, r.toFixed(2), 881_250_949 + k].join(separator),
  ).join("\n");

// Files lie in the current folder, so each test has its own.
beforeEach(() => {
  process.chdir(temporaryFolder());
  writeFileSync("u.data", lines("\t"));
  writeFileSync(
    "u.item",
    Array.from({ length: 80 }, (_, i) => `${i + 1}|Film ${i + 1} (1995)|x||y|0\n`).join(""),
  );
});
afterEach(() => process.chdir(home));

const FEW = ["--factors", "3"];

/** The error of a method in the table. */
function errorOf(method: string, stdout: string): number {
  return Number(new RegExp(`^${method} +([\\d.]+) `, "m").exec(stdout)?.[1]);
}

describe("wasm-svd recommend", () => {
  it("compares a model with simple means, on ratings that it has not seen", async () => {
    const { status, stdout, stderr } = await run(["recommend", "u.data", ...FEW]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("ratings  u.data, 4,000 of 120 users and 80 items\n");
    expect(stdout).toMatch(/^on the test +RMSE +MAE +precision@10 +recall@10 +NDCG@10$/m);
    const errors = ["funk", "biases", "user-mean", "mean"].map((name) => errorOf(name, stdout));
    expect(errors).toEqual([...errors].sort((a, b) => a - b));
    expect(errors[0]).toBeGreaterThan(0.5);
    expect(errors[0]).toBeLessThan(0.75);
  });

  it("reads all formats to the same numbers", async () => {
    writeFileSync("ratings.csv", `userId,movieId,rating,timestamp\n${lines(",")}`);
    writeFileSync("ratings.dat", lines("::"));
    const outputs = await Promise.all(
      [["u.data"], ["ratings.csv"], ["ratings.dat"], ["u.data", "--format", "u.data"]].map(
        async (args) => (await run(["recommend", ...args, ...FEW, "--json"])).stdout,
      ),
    );
    const [first, ...rest] = outputs.map((text) => (JSON.parse(text) as { test: unknown }).test);
    expect(first).toHaveLength(5);
    for (const other of rest) expect(other).toEqual(first);
  });

  it("recommends, names titles, and writes a model that does so, too", async () => {
    const args = ["--user", "7", "--similar", "12", "-n", "4", "--titles", "u.item", "-o", "out"];
    const { stdout } = await run(["recommend", "u.data", ...FEW, "--test", "0", ...args]);
    const saved = JSON.parse(readFileSync("out/model.json", "utf8")) as SavedRecommender;
    const model = Recommender.fromJSON(saved);
    const best = model.recommend(7, 4);
    expect(best).toHaveLength(4);
    for (const { item, rating } of best) {
      expect(stdout).toContain(
        `${item}    ${rating.toFixed(2)}  Film ${item} (1995)\n`.trimStart(),
      );
    }
    expect(stdout).toContain("For user 7:\n");
    expect(stdout).toContain("Like Film 12 (1995):\n");
    for (const { item, similarity } of model.similarItems(12, 4)) {
      expect(stdout).toMatch(
        new RegExp(`^ *${item} +${similarity.toFixed(3)} +Film ${item} `, "m"),
      );
    }
    expect(stdout).not.toContain("on the test");
  });

  it.each([
    ["funk", "epoch"],
    ["biases", "method"],
  ])("draws %s", async (method, axis) => {
    await run(["recommend", "u.data", ...FEW, "--method", method, "--plot", "curve.svg"]);
    const svg = readFileSync("curve.svg", "utf8");
    expect(svg).toContain(`<title>${method} on u</title>`);
    expect(svg).toContain(`>${axis}</text>`);
    expect(svg).toContain(">item-mean</text>");
  });

  it("takes counts for implicit feedback", async () => {
    const args = ["--method", "als", "--implicit", "--json"];
    writeFileSync("plays.csv", "1,a,3\n1,b,1\n2,a,2\n2,c,9\n3,b,4\n3,c,1\n");
    const { stdout } = await run(["recommend", "plays.csv", "--test", "0", ...args, "--user", "1"]);
    const { recommended } = JSON.parse(stdout) as { recommended: { list: { item: string }[] } };
    expect(recommended.list.map(({ item }) => item)).toEqual(["c"]);
  });

  it("tells how far it is when that takes long", async () => {
    let clock = 0;
    const { stderr } = await run(["recommend", "u.data", ...FEW], () => (clock += 600));
    expect(stderr).toMatch(/^wasm-svd: epoch \d+: RMSE [\d.]+, validation [\d.]+$/m);
  });

  it.each([
    [["gone.data"], "cannot read gone.data: there is no such file"],
    [["."], "cannot read .: it is a folder"],
    [["u.item"], "cannot read u.item: ratings: line 1: expected fields between tabs"],
    [["u.data", "--format", "csv"], "cannot read u.data: ratings: line 1: expected user,item"],
    [["u.data", "--format", "xml"], "--format xml: expected one of u.data, csv, dat"],
    [["u.data", "--method", "magic"], "--method magic: expected one of funk, als, soft-impute"],
    [["u.data", "--factors", "0"], "--factors 0: expected a whole number from 1"],
    [["u.data", "--test", "1"], "--test 1: expected a number from 0 to below 1"],
    [["u.data", "--implicit"], "--implicit needs --method als, got funk"],
    [["u.data", "--user", "999"], "--user 999: expected an id that has ratings in u.data"],
    [["u.data", "--similar", "x"], "--similar x: expected an id that has ratings in u.data"],
    [["u.data", "--titles", "u.data"], "cannot read u.data: titles: line 1"],
    [["u.data", "--method", "mean", "--similar", "3"], "--similar needs a method with factors"],
  ])("%j ends with status 2", async (args, message) => {
    const { status, stdout, stderr } = await run(["recommend", ...args, "-o", "out"]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^wasm-svd: .*\n$/);
    expect(stderr).toContain(message);
    expect(existsSync("out")).toBe(false);
  });
});
