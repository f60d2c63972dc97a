// Measures in a thread of its own, so that the page stays responsive. It is ended to cancel it.
import { measure, type Row } from "./measure.ts";

/** What it is sent: the sizes, ascending. */
export type Request = readonly number[];

/** What it sends: what it does, a row as soon as it is measured, and at last `done`, or what went wrong. */
export type Message =
  | { readonly kind: "phase"; readonly phase: string; readonly done: number }
  | { readonly kind: "row"; readonly row: Row }
  | { readonly kind: "done" }
  | { readonly kind: "error"; readonly message: string };

const tell = (message: Message) => postMessage(message);

addEventListener("message", ({ data: sizes }: MessageEvent<Request>) => {
  try {
    let row: Row | undefined;
    sizes.forEach((n, done) => {
      row = measure(n, row, (phase) =>
        tell({ kind: "phase", phase: `${n} × ${n}, ${phase}`, done }),
      );
      tell({ kind: "row", row });
    });
    tell({ kind: "done" });
  } catch (error) {
    tell({ kind: "error", message: error instanceof Error ? error.message : String(error) });
  }
});
