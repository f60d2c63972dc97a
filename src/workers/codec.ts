import { describe } from "../errors.ts";
import { classNameOf, instanceOf } from "./classes.ts";

/** Where the name of its class stands in what an instance becomes. */
const CLASS = "$class";

/**
 * Turns a value into data that can cross threads: instances of this library's classes into their fields, and a view of a
 * part of a larger buffer, all of which would go along, into a copy.
 *
 * @param foreign - What an object of a class of others becomes: a matrix, or an error.
 */
export function encode(value: unknown, foreign: (object: object) => unknown): unknown {
  if (typeof value !== "object" || value === null) {
    if (typeof value === "function" || typeof value === "symbol") return foreign(value as object);
    return value;
  }
  if (ArrayBuffer.isView(value)) return wholeView(value);
  if (Array.isArray(value)) return value.map((item) => encode(item, foreign));
  const name = classNameOf(value);
  if (name !== undefined) return { [CLASS]: name, ...encodeFields(value, foreign) };
  if (isPlain(value)) return encodeFields(value, foreign);
  if (crossesAsItIs(value)) return value;
  return encode(foreign(value), foreign);
}

/** The value again, from what arrived. Its arrays are changed in place. */
export function decode(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (ArrayBuffer.isView(value) || crossesAsItIs(value)) return value;
  if (Array.isArray(value)) {
    value.forEach((item: unknown, i) => {
      if (typeof item === "object") value[i] = decode(item);
    });
    return value;
  }
  const fields: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) {
    if (key !== CLASS) fields[key] = decode(field);
  }
  const name = (value as { [CLASS]?: string })[CLASS];
  return name === undefined ? fields : instanceOf(name, fields);
}

/** The buffers in encoded data: each once, as each can be handed over only once. Shared memory is not handed over. */
export function buffersIn(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (typeof value !== "object" || value === null) return found;
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (value instanceof ArrayBuffer) {
    found.add(value);
  } else if (Array.isArray(value)) {
    for (const item of value) if (typeof item === "object") buffersIn(item, found);
  } else if (isPlain(value)) {
    for (const field of Object.values(value)) buffersIn(field, found);
  }
  return found;
}

/** The error for what cannot cross threads. */
export function cannotCross(name: string, value: unknown): TypeError {
  return new TypeError(
    `${name}: expected arguments that can cross threads (numbers, arrays, matrices, plain objects), got ${describe(value)}`,
  );
}

function encodeFields(object: object, foreign: (object: object) => unknown) {
  const fields: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(object)) {
    fields[key] = encode(value, foreign);
  }
  return fields;
}

function wholeView(view: ArrayBufferView): ArrayBufferView {
  const isWhole = view.byteLength === view.buffer.byteLength;
  if (isWhole || !(view.buffer instanceof ArrayBuffer) || view instanceof DataView) return view;
  return (view as Uint8Array).slice();
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || isForeignPlain(prototype);
}

/** Whether that is the prototype of plain objects of another realm, such as a frame. */
function isForeignPlain(prototype: unknown): boolean {
  return (
    Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, "isPrototypeOf")
  );
}

function crossesAsItIs(value: object): boolean {
  return (
    value instanceof Map ||
    value instanceof Set ||
    value instanceof Date ||
    value instanceof ArrayBuffer ||
    (typeof SharedArrayBuffer !== "undefined" && value instanceof SharedArrayBuffer)
  );
}
