import { describe } from "../errors.ts";
import { classNameOf, instanceOf } from "./classes.ts";

/** Where the name of its class stands in what an instance becomes. */
const CLASS = "$class";

export interface Encoding {
  /** Whether numbers are copied; otherwise they are those of the value, to be handed over. */
  readonly copies: boolean;
  /** What an object of a class of others becomes: a matrix, or an error. */
  readonly foreign: (object: object) => unknown;
}

/**
 * Turns a value into data that can cross threads, in fresh arrays and objects: instances of this library's classes become
 * their fields. A view of a part of a larger buffer is copied in any case, as all of the buffer would go along; shared memory
 * never is.
 */
export function encode(value: unknown, encoding: Encoding): unknown {
  if (typeof value !== "object" || value === null) {
    if (typeof value !== "function" && typeof value !== "symbol") return value;
    return encoding.foreign(value as object);
  }
  if (ArrayBuffer.isView(value)) return encodeView(value, encoding);
  if (value instanceof ArrayBuffer) return encoding.copies ? value.slice(0) : value;
  if (Array.isArray(value)) return value.map((item) => encode(item, encoding));
  const name = classNameOf(value);
  if (name !== undefined) return { [CLASS]: name, ...encodeFields(value, encoding) };
  if (isPlain(value)) return encodeFields(value, encoding);
  if (crossesAsItIs(value)) return value;
  return encode(encoding.foreign(value), encoding);
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

function encodeFields(object: object, encoding: Encoding) {
  const fields: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(object)) fields[key] = encode(value, encoding);
  return fields;
}

function encodeView(view: ArrayBufferView, { copies }: Encoding): ArrayBufferView {
  if (!(view.buffer instanceof ArrayBuffer)) return view;
  if (!copies && view.byteLength === view.buffer.byteLength) return view;
  if (!(view instanceof DataView)) return (view as Uint8Array).slice();
  return new DataView(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
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
    value instanceof RegExp ||
    value instanceof ArrayBuffer ||
    (typeof SharedArrayBuffer !== "undefined" && value instanceof SharedArrayBuffer)
  );
}
