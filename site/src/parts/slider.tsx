import { useId } from "preact/hooks";

/** A slider with its name and its value. */
export interface SliderProps {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly value: number;
  /** How the value is written: by default as it is. */
  readonly format?: (value: number) => string;
  /** While it is dragged, too. */
  readonly onInput: (value: number) => void;
}

export function Slider({ label, min, max, step = 1, value, format, onInput }: SliderProps) {
  // Of what a label holds, an output would come first.
  const id = useId();
  const text = format ? format(value) : String(value);
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
      />
    </label>
  );
}
