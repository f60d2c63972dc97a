import { useState } from "preact/hooks";
import { HIGHEST, LOWEST } from "./data.ts";

/** A change that is smaller cannot be seen in what is written. */
const LEAST_CHANGE = 0.05;

export interface CellProps {
  readonly film: string;
  readonly person: string;
  readonly rating: number | undefined;
  /** What the model says; nothing if there is no model. */
  readonly predicted: number | undefined;
  /** What it said before the last edit. */
  readonly before: number | undefined;
  /** Whether the tab key stops here. */
  readonly reachable: boolean;
  readonly onFocus: () => void;
  readonly onRating: (rating: number | undefined) => void;
  /** Tells that what was typed is no rating, or that it is one again. */
  readonly onWrong: (text: string | undefined) => void;
}

/** A rating that can be typed, or the prediction where there is none. */
export function Cell(props: CellProps) {
  const { film, person, rating, predicted, before, reachable, onFocus, onRating, onWrong } = props;
  const [draft, setDraft] = useState<string>();
  const isWrong = draft !== undefined && parse(draft) === null;
  const change =
    rating === undefined && predicted !== undefined && before !== undefined
      ? predicted - before
      : 0;
  const moved = Math.abs(change) < LEAST_CHANGE ? undefined : change > 0 ? "up" : "down";
  const told =
    rating !== undefined
      ? "rated"
      : predicted === undefined
        ? "not rated"
        : `predicted ${predicted.toFixed(1)}${moved ? `, ${moved} by ${Math.abs(change).toFixed(1)}` : ""}`;
  const type = (text: string) => {
    const value = parse(text);
    setDraft(text);
    onWrong(value === null ? `“${text}” is no rating from ${LOWEST} to ${HIGHEST}.` : undefined);
    if (value !== null && value !== rating) onRating(value);
  };
  return (
    <td
      class="recommender-cell"
      data-kind={rating === undefined ? "predicted" : "known"}
      data-moved={moved}
      style={{ "--recommender-share": `${shadeOf(predicted)}%` }}
    >
      <input
        type="text"
        inputMode="decimal"
        autocomplete="off"
        tabIndex={reachable ? 0 : -1}
        value={draft ?? rating ?? ""}
        placeholder={predicted?.toFixed(1) ?? "–"}
        aria-label={`${person}, ${film}: ${told}`}
        aria-invalid={isWrong}
        onFocus={(event) => {
          event.currentTarget.select();
          onFocus();
        }}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Delete") return;
          event.preventDefault();
          type("");
        }}
        onBlur={() => {
          setDraft(undefined);
          if (isWrong) onWrong(undefined);
        }}
      />
    </td>
  );
}

/** A rating, undefined for none, or null if it is something else. */
function parse(text: string): number | undefined | null {
  if (text.trim() === "") return undefined;
  const value = Number(text.replace(",", "."));
  return value >= LOWEST && value <= HIGHEST ? value : null;
}

/** Up to half of the colour, for the highest rating. */
function shadeOf(predicted: number | undefined): number {
  if (predicted === undefined) return 0;
  return Math.round((50 * (predicted - LOWEST)) / (HIGHEST - LOWEST));
}
