import { useMemo, useState } from "preact/hooks";
import { Slider } from "../../parts/slider.tsx";
import { PEOPLE, type Ratings, START } from "./data.ts";
import { type Prediction, predict, type Settings } from "./model.ts";
import "./panel.css";
import { Quality } from "./quality.tsx";
import { RatingsTable } from "./ratingsTable.tsx";
import { Recommendations } from "./recommendations.tsx";
import { TasteMap } from "./tasteMap.tsx";

/** Numbers of each person and film: with more than that, so few ratings say nothing. */
const MOST_FACTORS = 4;

interface Edited {
  readonly ratings: Ratings;
  /** What was predicted before the last edit. */
  readonly before: Prediction | undefined;
}

export default function Panel() {
  const [{ ratings, before }, setEdited] = useState<Edited>({ ratings: START, before: undefined });
  const [settings, setSettings] = useState<Settings>({ factors: 2, regularization: 0.2 });
  const [person, setPerson] = useState(0);
  const [wrong, setWrong] = useState<string>();
  // Some fifty ratings take a millisecond: there is no use in a worker.
  const prediction = useMemo(() => predict(ratings, settings), [ratings, settings]);
  const edit = (change: (film: number, person: number) => number | undefined) => {
    const next = ratings.map((row, i) => row.map((_, j) => change(i, j)));
    setEdited({ ratings: next, before: prediction });
  };
  const set = (part: Partial<Settings>) => {
    setSettings({ ...settings, ...part });
    setEdited({ ratings, before: undefined });
  };
  return (
    <div class="recommender">
      <p class="note">
        Each rating is taken for the mean, a bias of the person, a bias of the film, and a product
        of a few factors of both, found by alternating least squares: with so few ratings it has
        converged after 15 passes, for which gradient descent takes 1,000.
      </p>
      <div class="beside recommender-layout">
        <div>
          <h2>Ratings, and predictions where there are none</h2>
          <RatingsTable
            {...{ ratings, prediction, before }}
            onRating={(film, who, rating) =>
              edit((i, j) => (i === film && j === who ? rating : ratings[i][j]))
            }
            onWrong={setWrong}
          />
          {wrong && <p role="alert">{wrong}</p>}
          {!prediction && <p role="status">No ratings are left: there is nothing to learn from.</p>}
          <div class="controls">
            <button type="button" onClick={() => edit((i, j) => START[i][j])}>
              As at the start
            </button>
            <button
              type="button"
              onClick={() => edit((i, j) => (j === person ? undefined : ratings[i][j]))}
            >
              Forget what {PEOPLE[person]} rated
            </button>
          </div>
          <div class="controls">
            <Slider
              label="Factors"
              {...{ min: 1, max: MOST_FACTORS, value: settings.factors }}
              onInput={(factors) => set({ factors })}
            />
            <Slider
              label="λ, against large factors"
              {...{ min: -2, max: 0.4, step: 0.1, value: Math.log10(settings.regularization) }}
              format={() => settings.regularization.toFixed(2)}
              onInput={(exponent) => set({ regularization: 10 ** exponent })}
            />
          </div>
        </div>
        {prediction && (
          <div>
            <h2>What to see next</h2>
            <Recommendations {...{ ratings, prediction, person }} onPerson={setPerson} />
            <h2>How good is it?</h2>
            <Quality {...{ ratings, prediction, settings }} />
            <h2>A map of tastes</h2>
            <TasteMap {...{ ratings, prediction, person }} onPerson={setPerson} />
          </div>
        )}
      </div>
    </div>
  );
}
