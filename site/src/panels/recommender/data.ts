/** A rating from 1 to 5, or undefined where a person has not seen a film. */
export type Ratings = readonly (readonly (number | undefined)[])[];

export const LOWEST = 1;
export const HIGHEST = 5;

export const PEOPLE = ["Ada", "Ben", "Cleo", "Dev", "Elif", "Finn", "Gus", "Hana"];
export const FILMS = [
  ...["Starfall", "Red Dust", "Ion", "Yours", "Slow Waltz", "The Letter"],
  ...["Harbour", "Two Keys", "Otter & Co"],
];

const _ = undefined;

/** Invented: films × people. Some like space, some romance, some crime; Hana is new. */
export const START: Ratings = [
  [5, 4, 1, _, 2, 3, 2, _],
  [4, 5, _, 5, 1, _, 2, _],
  [5, _, 2, 4, _, 3, 1, _],
  [2, 1, 5, _, 4, 3, _, _],
  [_, 2, 4, 1, 5, _, 5, _],
  [1, _, 5, 2, _, 4, 4, _],
  [3, 4, _, 4, 2, 5, 3, _],
  [_, 3, 2, 5, _, 5, 3, _],
  [3, _, 4, 2, 5, _, _, _],
];
