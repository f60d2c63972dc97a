import { Range } from "./range.tsx";

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
  return (
    <Range
      label={label}
      text={format ? format(value) : String(value)}
      min={min}
      max={max}
      step={step}
      value={value}
      onInput={onInput}
    />
  );
}
