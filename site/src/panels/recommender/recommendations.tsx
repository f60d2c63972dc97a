import { FILMS, PEOPLE, type Ratings } from "./data.ts";
import type { Prediction } from "./model.ts";

const COUNT = 3;

export interface RecommendationsProps {
  readonly ratings: Ratings;
  readonly prediction: Prediction;
  readonly person: number;
  readonly onPerson: (person: number) => void;
}

/** What to see next, for one person. */
export function Recommendations({ ratings, prediction, person, onPerson }: RecommendationsProps) {
  const name = PEOPLE[person];
  const isNew = ratings.every((row) => row[person] === undefined);
  const best = prediction.model.recommend(name, COUNT);
  const unknown = FILMS.filter((film) => !prediction.model.items.includes(film));
  return (
    <>
      <label>
        For{" "}
        <select value={person} onChange={(event) => onPerson(Number(event.currentTarget.value))}>
          {PEOPLE.map((one, i) => (
            <option key={one} value={i}>
              {one}
            </option>
          ))}
        </select>
      </label>
      {isNew && (
        <p data-testid="recommender-new">
          {name} has rated nothing: bias and factors are 0, and what is left is the mean and the
          bias of each film, that is, what all like best. One rating changes that.
        </p>
      )}
      {best.length === 0 && <p>{name} has rated every film that anybody has.</p>}
      <ol aria-label={`Recommended to ${name}`}>
        {best.map(({ item, rating }) => (
          <li key={item}>
            {item} <span class="note">{rating.toFixed(2)}</span>
          </li>
        ))}
      </ol>
      {unknown.length > 0 && (
        <p class="note">Never recommended, as nobody has rated them: {unknown.join(", ")}.</p>
      )}
    </>
  );
}
