import type { Matrix2 } from "./plane.ts";
import { PRESETS } from "./presets.ts";

export interface PresetListProps {
  readonly matrix: Matrix2;
  readonly onChoose: (matrix: Matrix2) => void;
}

/** Buttons for matrices worth a look. */
export function PresetList({ matrix, onChoose }: PresetListProps) {
  return (
    <div class="matrix-presets" role="group" aria-label="Matrices to try">
      {PRESETS.map(([name, preset]) => (
        <button
          key={name}
          type="button"
          aria-pressed={preset.every((entry, i) => entry === matrix[i])}
          onClick={() => onChoose(preset)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
