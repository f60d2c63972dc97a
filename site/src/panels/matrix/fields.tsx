import { useState } from "preact/hooks";
import type { Matrix2 } from "./plane.ts";

/** Entries beyond would leave nothing of the unit circle to be seen. */
export const LARGEST = 1000;

const NAMES = [
  "a, row 1, column 1",
  "b, row 1, column 2",
  "c, row 2, column 1",
  "d, row 2, column 2",
];

export interface FieldsProps {
  readonly matrix: Matrix2;
  readonly onChange: (matrix: Matrix2) => void;
}

/** The four entries, to be typed. */
export function Fields({ matrix, onChange }: FieldsProps) {
  // What is being typed need not be a number yet.
  const [draft, setDraft] = useState<{ readonly at: number; readonly text: string }>();
  const wrong = draft !== undefined && readEntry(draft.text) === undefined;
  return (
    <>
      <div class="matrix-fields" role="group" aria-label="Matrix A">
        {NAMES.map((name, at) => (
          <input
            key={name}
            type="number"
            step="0.1"
            inputMode="decimal"
            aria-label={name}
            aria-invalid={draft?.at === at && wrong}
            value={draft?.at === at ? draft.text : String(matrix[at])}
            onInput={(event) => {
              const text = event.currentTarget.value;
              setDraft({ at, text });
              const entry = readEntry(text);
              if (entry !== undefined) onChange(matrix.with(at, entry) as unknown as Matrix2);
            }}
            onBlur={() => setDraft(undefined)}
          />
        ))}
      </div>
      {wrong && (
        <p role="alert">
          Each entry has to be a number from −{LARGEST} to {LARGEST}; the picture keeps the last
          one.
        </p>
      )}
    </>
  );
}

function readEntry(text: string): number | undefined {
  const entry = Number.parseFloat(text);
  return Math.abs(entry) <= LARGEST ? entry : undefined;
}
