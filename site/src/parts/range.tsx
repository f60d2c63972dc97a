import { useId } from "preact/hooks";

export interface RangeProps {
  readonly label: string;
  /** The value, as it is written and read out. */
  readonly text: string;
  readonly min: number;
  readonly max: number;
  readonly step: number | "any";
  readonly value: number;
  /** While it is dragged, too. */
  readonly onInput: (value: number) => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}

/** An input of a range, with its name and its value. */
export function Range({ label, text, min, max, step, value, onInput, onKeyDown }: RangeProps) {
  // Of what a label holds, an output would come first.
  const id = useId();
  return (
    <label class="slider" for={id}>
      {label}: <output>{text}</output>
      <input
        id={id}
        aria-label={label}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={text}
        onInput={(event) => onInput(event.currentTarget.valueAsNumber)}
        onKeyDown={onKeyDown}
      />
    </label>
  );
}
