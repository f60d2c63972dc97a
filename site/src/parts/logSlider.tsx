import { Range } from "./range.tsx";

export interface LogSliderProps {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly value: number;
  /** How the value is written: by default as it is. */
  readonly format?: (value: number) => string;
  /** While it is dragged, too. */
  readonly onInput: (value: number) => void;
}

/** Places along the slider; more than it has pixels. */
const PLACES = 2000;

/** How far the keys go. */
const KEYS: Record<string, number> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
  Home: -Infinity,
  End: Infinity,
};

/** A slider for whole numbers of which the small ones matter most: its places are logarithms, and its arrow keys go by 1. */
export function LogSlider({ label, min, max, value, format, onInput }: LogSliderProps) {
  const unit = Math.log(max - min + 1) / PLACES || 1;
  const toPlace = (x: number) => Math.log(x - min + 1) / unit;
  const toValue = (place: number) => clamp(Math.round(Math.exp(place * unit)) + min - 1);
  const clamp = (x: number) => Math.min(Math.max(x, min), max);
  return (
    <Range
      label={label}
      text={format ? format(value) : String(value)}
      min={0}
      max={PLACES}
      step="any"
      value={toPlace(value)}
      onInput={(place) => onInput(toValue(place))}
      onKeyDown={(event) => {
        const step = KEYS[event.key];
        if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        onInput(clamp(value + step));
      }}
    />
  );
}
