import type { LSA, Neighbour } from "wasm-svd";
import { useState } from "preact/hooks";

/** What is asked for, and what was found; nothing if no word of it is known. */
export interface Found {
  readonly question: string;
  readonly speeches: readonly Neighbour[];
}

const COUNT = 8;

export function findSpeeches(lsa: LSA, question: string): Found {
  const speeches = lsa.query(question, COUNT).filter(({ similarity }) => similarity > 0);
  return { question, speeches };
}

export interface SearchProps {
  readonly found: Found | undefined;
  readonly onSearch: (question: string) => void;
  readonly onSelect: (speech: number) => void;
}

/** Words for which the nearest speeches are looked up, also those that do not have them. */
export function Search({ found, onSearch, onSelect }: SearchProps) {
  const [question, setQuestion] = useState("war with Spain over Cuba");
  return (
    <>
      <form
        class="controls"
        onSubmit={(event) => {
          event.preventDefault();
          onSearch(question);
        }}
      >
        <label>
          Words{" "}
          <input
            type="text"
            value={question}
            onInput={(event) => setQuestion(event.currentTarget.value)}
          />
        </label>
        <button type="submit">Find speeches</button>
      </form>
      {found && found.speeches.length === 0 && (
        <p role="status">None of the words of “{found.question}” is known to the topics.</p>
      )}
      {found && <SpeechList speeches={found.speeches} onSelect={onSelect} label="Speeches found" />}
    </>
  );
}

export interface SpeechListProps {
  readonly speeches: readonly Neighbour[];
  readonly label: string;
  readonly onSelect: (speech: number) => void;
}

/** Speeches with how near they are: cosines, as numbers and bars. */
export function SpeechList({ speeches, label, onSelect }: SpeechListProps) {
  return (
    <ol class="text-list" aria-label={label}>
      {speeches.map(({ id, index, similarity }) => (
        <li key={index}>
          <button type="button" onClick={() => onSelect(index)}>
            {id}
          </button>{" "}
          <span class="text-bar" style={{ width: `${5 * Math.max(0, similarity)}rem` }} />{" "}
          {similarity.toFixed(2)}
        </li>
      ))}
    </ol>
  );
}
