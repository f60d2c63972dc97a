import { SETS } from "./points.ts";

/** Which lines are drawn beside that of least squares, and with what. */
export interface Shown {
  readonly squares: boolean;
  readonly total: boolean;
  readonly ridge: boolean;
}

export interface ControlsProps {
  readonly shown: Shown;
  readonly onShown: (shown: Shown) => void;
  /** Whether it is a line that is fitted: total least squares is for lines only, here. */
  readonly isLine: boolean;
  /** The number of the point that would be removed; none if there is none. */
  readonly chosen: number | undefined;
  readonly onAdd: () => void;
  readonly onRemove: () => void;
  readonly onSet: (places: (typeof SETS)[number][1]) => void;
}

export function Controls(props: ControlsProps) {
  const { shown, onShown, isLine, chosen, onAdd, onRemove, onSet } = props;
  const check = (name: keyof Shown, label: string, disabled = false) => (
    <label class={`ls-check ${name}`}>
      <input
        type="checkbox"
        checked={shown[name] && !disabled}
        disabled={disabled}
        onChange={(event) => onShown({ ...shown, [name]: event.currentTarget.checked })}
      />
      <span>{label}</span>
    </label>
  );
  return (
    <>
      <div class="controls">
        <button type="button" onClick={onAdd}>
          Add a point
        </button>
        <button type="button" disabled={chosen === undefined} onClick={onRemove}>
          {chosen === undefined ? "Remove a point" : `Remove point ${chosen}`}
        </button>
      </div>
      <div class="controls" role="group" aria-label="Points to start from">
        {SETS.map(([name, places]) => (
          <button key={name} type="button" onClick={() => onSet(places)}>
            {name}
          </button>
        ))}
      </div>
      <fieldset class="ls-checks">
        <legend>Also show</legend>
        {check("squares", "Squares of the residuals")}
        {check("total", isLine ? "Total least squares" : "Total least squares (of lines)", !isLine)}
        {check("ridge", "Ridge")}
      </fieldset>
    </>
  );
}
