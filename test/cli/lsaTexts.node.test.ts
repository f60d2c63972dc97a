import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LSA, type SavedLSA, type Topic } from "../../src/index.ts";
import { readNpy } from "../../src/io/index.ts";
import { speechTexts } from "../support/speeches.ts";
import { temporaryFolder } from "./folder.ts";
import { run } from "./run.ts";

const home = process.cwd();

// Results go to the current folder by default, so each test has its own.
beforeEach(() => process.chdir(temporaryFolder()));
afterEach(() => process.chdir(home));

const TEXTS = {
  beach: "a boat on the ocean",
  grove: "the forest has old trees",
  park: "old trees and leaves",
  port: "the boat and the ship",
  sea: "the ship sailed over the ocean",
};

function writeTexts(): void {
  mkdirSync("texts");
  for (const [name, text] of Object.entries(TEXTS)) writeFileSync(`texts/${name}.txt`, text);
}

interface Printed {
  readonly documents: number;
  readonly terms: number;
  readonly singularValues: number[];
  readonly explainedVarianceRatio: number[];
  readonly topics: Topic[];
  readonly query?: { readonly index: number; readonly id: string; readonly similarity: number }[];
  readonly similar?: { readonly index: number; readonly id: string; readonly similarity: number }[];
}

describe("wasm-svd lsa", () => {
  it("prints topics of the texts in a folder, and what is near", async () => {
    writeTexts();
    writeFileSync("texts/notes.md", "not a text of them");
    mkdirSync("texts/folder.txt");
    const args = ["--stop-words", "english", "-k", "2", "--query", "Leaves?", "--similar", "sea"];
    const { status, stdout, stderr } = await run(["lsa", "texts", ...args]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^ {2}texts {3}5 in texts$/m);
    expect(stdout).toMatch(/^ {2}topics {2}2, \d+\.\d % of the variance$/m);
    expect(stdout).toMatch(/^Topic 1: σ \d\.\d+, \d+\.\d % of the variance\n {2}\+ \w+, /m);
    // Words of trees have no part in a topic of the sea but for rounding.
    for (const line of stdout.split("\n").filter((line) => /^ {2}[+−]/.test(line))) {
      expect(/tree|forest|leaves/.test(line) && /boat|ship|ocean/.test(line), line).toBe(false);
    }
    expect(stdout).toMatch(/^Nearest to "Leaves\?"\n.*\n.*\n +1\.000 {2}(grove|park)$/m);
    expect(stdout).toMatch(/^Nearest to sea\n.*\n.*\n +\d\.\d{3} {2}(port|beach)$/m);
    expect(stdout).not.toContain("-0.000");
  });

  it("says that no text is near a question of unknown words", async () => {
    writeTexts();
    const { stdout } = await run(["lsa", "texts", "--query", "zebra"]);
    expect(stdout).toMatch(/^Nearest to "zebra"\n {2}none: no word in common$/m);
  });

  it("prints JSON, draws, and writes the model", async () => {
    writeTexts();
    const args = ["--json", "--plot", "plots/topics.svg", "-o", "out", "--similar", "5"];
    const options = ["--min-df", "1", "--max-df", "0.5", "--ngrams", "1,2", "--sublinear"];
    const { status, stdout } = await run(["lsa", "texts", "-k", "3", ...options, ...args]);
    expect(status).toBe(0);
    const vectorizer = { maxDf: 0.5, ngramRange: [1, 2], sublinearTf: true } as const;
    const lsa = new LSA({ components: 3, vectorizer });
    lsa.fit(Object.values(TEXTS), { ids: Object.keys(TEXTS) });
    const printed = JSON.parse(stdout) as Printed;
    expect(printed).toEqual({
      documents: 5,
      terms: lsa.featureNames!.length,
      singularValues: [...lsa.singularValues],
      explainedVarianceRatio: [...lsa.explainedVarianceRatio],
      topics: lsa.topics(5, 12),
      similar: lsa.neighbours("sea"),
    });
    expect(readdirSync("out").sort()).toEqual(["coordinates.npy", "model.json"]);
    const coordinates = readNpy(readFileSync("out/coordinates.npy"));
    expect(coordinates.shape).toEqual([5, 3]);
    expect(coordinates.data).toEqual(lsa.coordinates.data);
    const model = JSON.parse(readFileSync("out/model.json", "utf8")) as SavedLSA;
    expect(LSA.fromJSON(model).query("ship")).toEqual(lsa.query("ship"));
    const svg = readFileSync("plots/topics.svg", "utf8");
    expect(svg.match(/>Topic \d: \d+\.\d %</g)?.length).toBe(3);
    expect(svg).toContain(">ship<");
  });

  it("reads a column of a .csv file, also texts that start with #", async () => {
    writeFileSync("a.csv", '\uFEFFid;review\n1;#great ship\n2;"old; ""great"" tree"\n3;a ship\n');
    const { stdout } = await run([
      "lsa",
      "a.csv",
      "--column",
      "review",
      "--json",
      "--query",
      "#GREAT",
    ]);
    const { documents, query } = JSON.parse(stdout) as Printed;
    expect(documents).toBe(3);
    expect(
      query!
        .map(({ id }) => id)
        .slice(0, 2)
        .sort(),
    ).toEqual(["1", "2"]);
  });

  it("reads a .csv file of one column, and lines of a .txt file by their numbers", async () => {
    writeFileSync("one.csv", "text\nold tree\nold ship\n");
    const one = await run(["lsa", "one.csv", "--json"]);
    expect((JSON.parse(one.stdout) as Printed).terms).toBe(3);
    writeFileSync("lines.txt", "\uFEFFold tree\r\n\r\nold ship\r\n");
    const lines = await run(["lsa", "lines.txt", "--lines", "--json", "--similar", "3"]);
    const { documents, similar } = JSON.parse(lines.stdout) as Printed;
    expect([documents, similar![0].id]).toEqual([2, "1"]);
  });

  it("leaves out the words of a file", async () => {
    writeFileSync("lines.txt", "old tree\nold ship\n");
    writeFileSync("stop.txt", "tree\n  old\n");
    const args = ["--lines", "--json", "--stop-words", "stop.txt"];
    const { stdout } = await run(["lsa", "lines.txt", ...args]);
    expect((JSON.parse(stdout) as Printed).topics[0].terms[0].term).toBe("ship");
  });

  it("tells how far it has come with many texts", async () => {
    mkdirSync("speeches");
    for (const { file, text } of speechTexts().slice(0, 30))
      writeFileSync(`speeches/${file}`, text);
    let clock = 0;
    const { status, stdout, stderr } = await run(
      ["lsa", "speeches", "-k", "5"],
      () => (clock += 600),
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}texts {3}30 in speeches$/m);
    expect(stderr).toMatch(/^wasm-svd: read \d+ of 30 files$/m);
    expect(stderr).toMatch(/^wasm-svd: counting words, \d+ of 30 texts$/m);
    expect(stderr).toMatch(/^wasm-svd: looking for topics …$/m);
  });

  it.each([
    [["texts", "-k", "0"], "-k 0: expected a whole number from 1"],
    [["texts", "-k", "6"], "texts: expected at most 5 components of 5 documents × 13 terms, got 6"],
    [["texts", "--topics", "x"], "--topics x: expected a whole number from 1"],
    [["texts", "--ngrams", "2,1"], "--ngrams 2,1: expected two whole numbers from 1, such as 1,2"],
    [
      ["texts", "--min-df", "1.5"],
      "--min-df 1.5: expected a whole number from 1, or a part above 0 and below 1",
    ],
    [
      ["texts", "--min-df", "6"],
      "texts: none of 13 terms is in at least 6 of 5 documents; lower minDf or raise maxDf",
    ],
    [
      ["texts", "--similar", "lake"],
      "--similar lake: expected the name of a text, such as beach, or a number up to 5",
    ],
    [["texts", "--stop-words", "no.txt"], "cannot read no.txt: there is no such file"],
    [["nowhere"], "cannot read nowhere: there is no such file"],
    [["empty"], "empty has no .txt file in it"],
    [["blank.txt", "--lines"], "blank.txt has no line with text"],
    [["blank.txt"], "blank.txt is one text: --lines makes one of each of its lines"],
    [["a.pdf"], "cannot read a.pdf: expected a folder of .txt files, a .csv or a .txt"],
    [["latin.txt", "--lines"], "cannot read latin.txt: expected UTF-8 text, got other bytes"],
    [["a.csv"], 'a.csv: --column text: expected one of "id", "review"'],
    [
      ["short.csv"],
      "cannot read short.csv: csv: line 3: expected 2 fields as in the first line, got 1",
    ],
    [
      ["header.csv"],
      "cannot read header.csv: csv: expected a line of names and at least one of texts",
    ],
  ])("refuses %j", async (args, message) => {
    writeTexts();
    mkdirSync("empty");
    writeFileSync("blank.txt", "\n \n");
    writeFileSync("a.pdf", "");
    writeFileSync("latin.txt", Uint8Array.of(0x66, 0xfc, 0x72));
    writeFileSync("a.csv", "id,review\n1,a\n");
    writeFileSync("short.csv", "id,text\n1,a\n2\n");
    writeFileSync("header.csv", "id,text\n");
    const before = readdirSync(".").length;
    const { status, stdout, stderr } = await run(["lsa", ...args, "-o", "out"]);
    expect(stderr).toBe(`wasm-svd: ${message}\n`);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(readdirSync(".").length).toBe(before);
  });
});
