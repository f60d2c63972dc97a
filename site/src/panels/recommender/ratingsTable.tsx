import { useRef, useState } from "preact/hooks";
import { Cell } from "./cell.tsx";
import { FILMS, PEOPLE, type Ratings } from "./data.ts";
import type { Prediction } from "./model.ts";

export interface RatingsTableProps {
  readonly ratings: Ratings;
  readonly prediction: Prediction | undefined;
  /** What was predicted before the last edit. */
  readonly before: Prediction | undefined;
  readonly onRating: (film: number, person: number, rating: number | undefined) => void;
  readonly onWrong: (text: string | undefined) => void;
}

const STEPS: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  Enter: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The ratings, films by people: arrow keys go from cell to cell, as in a spreadsheet. */
export function RatingsTable({
  ratings,
  prediction,
  before,
  onRating,
  onWrong,
}: RatingsTableProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [[row, column], setActive] = useState<readonly [number, number]>([0, 0]);
  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const i = Math.min(FILMS.length - 1, Math.max(0, row + step[0]));
    const j = Math.min(PEOPLE.length - 1, Math.max(0, column + step[1]));
    body.current?.rows[i]?.querySelectorAll("input")[j]?.focus();
  };
  const { users = [], items = [], userBiases = [], itemBiases = [] } = prediction?.model ?? {};
  return (
    <table class="recommender-table">
      <caption class="note">
        Ratings from 1 to 5; shaded cells are empty, with what is predicted. Type to rate, delete to
        forget; ▲ and ▼ mark what the last edit moved.
      </caption>
      <thead>
        <tr>
          <th scope="col">Film</th>
          {PEOPLE.map((person) => (
            <th key={person} scope="col">
              {person}
            </th>
          ))}
          <th scope="col">bias</th>
        </tr>
      </thead>
      <tbody ref={body} onKeyDown={move}>
        {FILMS.map((film, i) => (
          <tr key={film}>
            <th scope="row">{film}</th>
            {PEOPLE.map((person, j) => (
              <Cell
                key={person}
                {...{ film, person, onWrong }}
                rating={ratings[i][j]}
                predicted={prediction?.predicted[i][j]}
                before={before?.predicted[i][j]}
                reachable={i === row && j === column}
                onFocus={() => setActive([i, j])}
                onRating={(rating) => onRating(i, j, rating)}
              />
            ))}
            <td class="recommender-bias">{signed(itemBiases[items.indexOf(film)])}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">bias</th>
          {PEOPLE.map((person) => (
            <td key={person} class="recommender-bias">
              {signed(userBiases[users.indexOf(person)])}
            </td>
          ))}
          <td />
        </tr>
      </tfoot>
    </table>
  );
}

/** Of what the model does not know, 0. */
function signed(bias: number | undefined): string {
  const text = Math.abs(bias ?? 0).toFixed(1);
  return text === "0.0" ? text : `${(bias ?? 0) < 0 ? "−" : "+"}${text}`;
}
