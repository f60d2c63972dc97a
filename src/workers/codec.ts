import { describe } from "../errors.ts";
import { classNameOf, instanceOf } from "./classes.ts";

/** Where the name of its class stands in what an instance becomes. */
const CLASS = "$class";

export interface Encoding {
  /** Whose errors name it: "svd". */
  readonly name: string;
  /** Whether numbers are copied; otherwise they are those of the value, to be handed over. */
  readonly copies: boolean;
  /** What an object of a class of others becomes: a matrix, or an error. */
  readonly foreign: (object: object) => unknown;
}

/** Levels of arrays and objects in each other: more than any argument has, unless it holds itself. */
const DEEPEST = 100;

/**
 * Turns a value into data that can cross threads, in fresh arrays and objects: instances of this library's classes become
 * their fields. A view of a part of a larger buffer is copied in any case, as all of the buffer would go along; shared memory
 * never is.
 */
export function encode(value: unknown, encoding: Encoding, depth = 0): unknown {
  if (typeof value !== "object" || value === null) {
    if (typeof value !== "function" && typeof value !== "symbol") return value;
    return encoding.foreign(value as object);
  }
  if (depth > DEEPEST) {
    const expected = `arguments of at most ${DEEPEST} levels`;
    throw new TypeError(`${encoding.name}: expected ${expected}, got an object that holds itself`);
  }
  if (ArrayBuffer.isView(value)) return encodeView(value, encoding);
  if (value instanceof ArrayBuffer) return encoding.copies ? value.slice(0) : value;
  if (Array.isArray(value)) return value.map((item) => encode(item, encoding, depth + 1));
  const name = classNameOf(value);
  if (name !== undefined) return { ...encodeFields(value, encoding, depth), [CLASS]: name };
  if (isPlain(value)) return encodeFields(value, encoding, depth, escaped);
  if (isShared(value)) return value;
  if (crossesAsItIs(value)) return cloned(value, encoding);
  return encode(encoding.foreign(value), encoding, depth + 1);
}

/** The value again, from what arrived. Its arrays are changed in place. */
export function decode(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (ArrayBuffer.isView(value) || isShared(value) || crossesAsItIs(value)) return value;
  if (Array.isArray(value)) {
    value.forEach((item: unknown, i) => {
      if (typeof item === "object") value[i] = decode(item);
    });
    return value;
  }
  const fields: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) {
    if (key !== CLASS) setField(fields, unescaped(key), decode(field));
  }
  const name = (value as { [CLASS]?: string })[CLASS];
  return name === undefined ? fields : instanceOf(name, fields);
}

/** The buffers in encoded data: each once, as each can be handed over only once. Shared memory is not handed over. */
export function buffersIn(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (typeof value !== "object" || value === null) return found;
  if (ArrayBuffer.isView(value)) {
    if (!isShared(value.buffer)) found.add(value.buffer as ArrayBuffer);
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

function encodeFields(object: object, encoding: Encoding, depth: number, rename = same) {
  const fields: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(object)) {
    setField(fields, rename(key), encode(value, encoding, depth + 1));
  }
  return fields;
}

/** Keys of other people's objects may be that of the class, too: those that begin as it does get one more sign. */
function escaped(key: string): string {
  return key.startsWith("$") ? `$${key}` : key;
}

function unescaped(key: string): string {
  return key.startsWith("$") ? key.slice(1) : key;
}

function same(key: string): string {
  return key;
}

function setField(fields: Record<string, unknown>, key: string, value: unknown): void {
  // To assign to this one would set the prototype.
  if (key !== "__proto__") fields[key] = value;
  else
    Object.defineProperty(fields, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
}

function encodeView(view: ArrayBufferView, { copies }: Encoding): ArrayBufferView {
  const { buffer, byteOffset, byteLength } = view;
  if (isShared(buffer)) return view;
  if (!copies && byteLength > 0 && byteLength === buffer.byteLength) return view;
  // By its kind and not by its own `slice`: that of Node's Buffer copies nothing.
  const View = (globalThis as never)[tagOf(view)] as new (buffer: ArrayBufferLike) => Uint8Array;
  // Of a buffer that was handed over, not even nothing can be sliced.
  if (byteLength === 0) return new View(new ArrayBuffer(0));
  return new View(buffer.slice(byteOffset, byteOffset + byteLength));
}

/** A copy: nothing else of this library looks into such an object. */
function cloned(value: object, { name }: Encoding): unknown {
  try {
    return structuredClone(value);
  } catch (cause) {
    throw new TypeError(`${cannotCross(name, value).message}: ${String(cause)}`, { cause });
  }
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
    value instanceof ArrayBuffer
  );
}

/** By its tag, as pages that are not isolated have no such class. */
function isShared(value: object): boolean {
  return tagOf(value) === "SharedArrayBuffer";
}

function tagOf(value: object): string {
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}
