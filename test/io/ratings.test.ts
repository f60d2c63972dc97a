import { describe, expect, it } from "vitest";
import { FormatError, readRatings, readTitles } from "../../src/io/index.ts";

const FILES = {
  "u.data": "196\t242\t3\t881250949\n186\t302\t3.5\t891717742\n",
  csv: "196,242,3,881250949\n186,302,3.5,891717742\n",
  dat: "196::242::3::881250949\n186::302::3.5::891717742\n",
} as const;

describe("readRatings", () => {
  it.each(Object.entries(FILES))("reads %s", (format, text) => {
    const expected = {
      users: [196, 186],
      items: [242, 302],
      ratings: Float64Array.of(3, 3.5),
    };
    const bytes = new TextEncoder().encode(text);
    for (const source of [text, text.trimEnd(), text.replaceAll("\n", "\r\n"), bytes]) {
      expect(readRatings(source)).toEqual(expected);
      expect(readRatings(source, { format: format as keyof typeof FILES })).toEqual(expected);
    }
    const timestamps = Float64Array.of(881250949, 891717742);
    expect(readRatings(text, { timestamps: true })).toEqual({ ...expected, timestamps });
  });

  it("takes a header, a byte order mark, empty lines, names, and no timestamp", () => {
    const text = "\uFEFFuserId,movieId,rating,timestamp\n\nada,007,4\nbob,tt1,0.5\n";
    expect(readRatings(text)).toEqual({
      users: ["ada", "bob"],
      items: ["007", "tt1"],
      ratings: Float64Array.of(4, 0.5),
    });
  });

  it.each([
    ["1\t2\t3\n1\t2\n", 'line 2: expected user<tab>item<tab>rating<tab>timestamp, got "1\\t2"'],
    ["1::2::3::4\n1::2::3::4::5\n", "line 2: expected user::item::rating::timestamp"],
    ["1,2,3,4\n1,2,good,4\n", 'line 2: expected a number for the rating, got "good"'],
    ["1,2,3,4\n1,2,,4\n", 'line 2: expected a number for the rating, got ""'],
    ["1,2,3,4\n,2,3,4\n", "line 2: expected user,item,rating,timestamp"],
    ["1,2,3,4\n1,2,NaN,4\n", 'line 2: expected a number for the rating, got "NaN"'],
    ["hello\n", 'line 1: expected fields between tabs, commas or "::", got "hello"'],
    ["userId,movieId,rating,timestamp\n", "expected at least one rating, got none"],
    ["", "expected at least one rating, got none"],
  ])("says what is wrong with %j", (text, message) => {
    expect(() => readRatings(text)).toThrow(FormatError);
    expect(() => readRatings(text)).toThrow(`ratings: ${message}`);
  });

  it("wants timestamps if they are asked for", () => {
    expect(() => readRatings("1,2,3\n", { timestamps: true })).toThrow(
      "ratings: line 1: expected a number for the timestamp",
    );
    expect(() => readRatings("1,2,3\n", { format: "xml" as never })).toThrow(RangeError);
  });
});

describe("readTitles", () => {
  it("reads u.item, movies.dat and movies.csv", () => {
    const expected = new Map([
      [1, "Toy Story (1995)"],
      [1078, "Misérables, Les (1995)"],
    ]);
    const item = "1|Toy Story (1995)|01-Jan-1995||http://x|0\n1078|Misérables, Les (1995)|x||y|0\n";
    const dat = "1::Toy Story (1995)::Animation|Comedy\n1078::Misérables, Les (1995)::Drama\n";
    const csv =
      'movieId,title,genres\n1,Toy Story (1995),Animation|Comedy\n1078,"Misérables, Les (1995)",Drama\n';
    for (const text of [item, dat, csv]) {
      const latin1 = Uint8Array.from(text, (c) => c.charCodeAt(0));
      expect(readTitles(text)).toEqual(expected);
      expect(readTitles(new TextEncoder().encode(text))).toEqual(expected);
      expect(readTitles(latin1)).toEqual(expected);
    }
  });

  it("says what is wrong", () => {
    expect(() => readTitles("1::Toy Story::x\n2\n")).toThrow("titles: line 2: expected id::title");
    expect(() => readTitles("")).toThrow("titles: expected at least one line, got none");
  });
});
