import { ConvergenceError, NonFiniteError } from "../errors.ts";
import type { SavedError } from "./messages.ts";

/** An error as data: errors cross threads without the classes of this library, and without its properties. */
export function saveError(error: unknown): SavedError {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), stack: undefined };
  const { name, message, stack } = error;
  if (!(error instanceof NonFiniteError)) return { name, message, stack };
  return { name, message, stack, row: error.row, column: error.column };
}

/** The error again, of its class, with the stack of the thread where it was thrown. */
export function restoreError(saved: SavedError): Error {
  const error = make(saved);
  if (saved.stack !== undefined) error.stack = saved.stack;
  return error;
}

function make({ name, message, row = NaN, column = NaN }: SavedError): Error {
  switch (name) {
    case "ConvergenceError":
      return new ConvergenceError(message);
    case "NonFiniteError":
      return new NonFiniteError(message, row, column);
    case "RangeError":
      return new RangeError(message);
    case "TypeError":
      return new TypeError(message);
    default: {
      const error = new Error(message);
      if (name !== "Error") error.name = name;
      return error;
    }
  }
}
