import { useState } from "preact/hooks";
import { asText, type Report } from "./report.ts";

/** Buttons that put the results into the clipboard; where that is not allowed, the text is shown to be copied by hand. */
export function Copy({ report }: { readonly report: Report }) {
  const [said, setSaid] = useState("");
  const [shown, setShown] = useState("");
  const copy = (text: string, as: string) => {
    const write = async () => navigator.clipboard.writeText(text);
    write().then(
      () => {
        setShown("");
        setSaid(`Copied as ${as}.`);
      },
      () => {
        setShown(text);
        setSaid("The browser does not let the page copy; here it is:");
      },
    );
  };
  return (
    <>
      <div class="controls">
        <button type="button" onClick={() => copy(asText(report), "text")}>
          Copy as text
        </button>
        <button type="button" onClick={() => copy(JSON.stringify(report, null, 2), "JSON")}>
          Copy as JSON
        </button>
        <span role="status">{said}</span>
      </div>
      {shown !== "" && (
        <textarea class="machine-shown" aria-label="Results" readOnly rows={12} value={shown} />
      )}
    </>
  );
}
