import { expect, it } from "vitest";
import { percent } from "../../src/plot/percent.ts";

it.each<[part: number, digits: number, text: string]>([
  [0.9312, 2, "93.12 %"],
  [0.9312, 0, "93 %"],
  [0, 1, "0.0 %"],
  [0.9994, 1, "99.94 %"],
  [0.99995, 1, "99.995 %"],
  [0.999921, 2, "99.992 %"],
  [0.95, 0, "95 %"],
  [0.999, 0, "99.9 %"],
  [1 - 2 ** -53, 2, "> 99.99999999 %"],
  [1, 2, "100 %"],
])("%d with %i digits is %s", (part, digits, text) => expect(percent(part, digits)).toBe(text));
