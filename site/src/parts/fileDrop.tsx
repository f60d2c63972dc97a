import { useState } from "preact/hooks";

export interface FileDropProps {
  /** What it asks for: "a photograph". */
  readonly label: string;
  /** Types and endings that the chooser offers: "image/*" or ".csv". */
  readonly accept: string;
  readonly onFile: (file: File) => void;
}

/** A place to drop a file on; also a button that chooses one, for keyboards and phones. */
export function FileDrop({ label, accept, onFile }: FileDropProps) {
  const [over, setOver] = useState(false);
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file) onFile(file);
  };
  return (
    <label
      class="drop"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files);
      }}
    >
      Drop or choose {label}
      <input
        type="file"
        accept={accept}
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
    </label>
  );
}
