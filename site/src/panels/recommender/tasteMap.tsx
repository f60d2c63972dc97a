import { useMemo, useState } from "preact/hooks";
import { groupsOf } from "../../parts/groups.ts";
import { type MapPoint, PointMap } from "../../parts/pointMap.tsx";
import { FILMS, PEOPLE, type Ratings } from "./data.ts";
import { type Prediction, tastesOf } from "./model.ts";

const GROUPS = groupsOf(["person", "film"]);

export interface TasteMapProps {
  readonly ratings: Ratings;
  readonly prediction: Prediction;
  readonly person: number;
  readonly onPerson: (person: number) => void;
}

/** People and films by the first two singular vectors of the completed table; people come first. */
export function TasteMap({ ratings, prediction, person, onPerson }: TasteMapProps) {
  const [film, setFilm] = useState<number>();
  const points = useMemo(() => {
    const { films, people } = tastesOf(ratings, prediction);
    const point = (group: string, text: string, [x, y]: readonly [number, number]): MapPoint => ({
      ...{ x, y, group, text },
      title: `${text}\n${x.toFixed(2)}, ${y.toFixed(2)}`,
    });
    return [
      ...people.map((place, j) => point("person", PEOPLE[j], place)),
      ...films.map((place, i) => point("film", FILMS[i], place)),
    ];
  }, [ratings, prediction]);
  return (
    <PointMap
      points={points}
      groups={GROUPS}
      xLabel="First direction of taste"
      yLabel="Second"
      caption="People and films by the first two singular vectors of the completed table, without the means of its rows and columns: a film lies in the direction of those who like it."
      height={380}
      selected={film === undefined ? person : PEOPLE.length + film}
      onSelect={(index) => {
        setFilm(index < PEOPLE.length ? undefined : index - PEOPLE.length);
        if (index < PEOPLE.length) onPerson(index);
      }}
    />
  );
}
