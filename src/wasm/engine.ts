import { isFloat32, type Real } from "../real.ts";
import { Arena, OutOfMemory } from "./arena.ts";
import { chooseBuild, compile, type EngineOptions } from "./builds.ts";
import type { BuildName } from "./bytes.ts";
import type { Exports } from "./exports.ts";

/** A running module for one scalar type, with the memory that it computes in. */
export interface Engine<T extends Real = Real> {
  readonly build: BuildName;
  readonly exports: Exports;
  readonly arena: Arena;

  /** All of the memory, as numbers; another array after the memory has grown. */
  readonly numbers: T;

  /** Bytes of workspace that small matrices need, by shape and method: see svd.ts. */
  readonly workspaces: Map<number, number>;

  /** Allocates a block for `data` in the arena, copies it there and returns its address. */
  push(data: T): number;

  /** Allocates a block for `length` numbers and returns its address. */
  allocate(length: number): number;

  /** Copies `data` into a block that exists. */
  write(at: number, data: T): void;

  /** Returns a fresh copy of `length` numbers. */
  pull(at: number, length: number): T;
}

const engines = new Map<BuildName, Engine>();

/**
 * Returns the engine for the precision of `data`. There is one for each build,
 * made when it is first asked for.
 */
export function engineFor<T extends Real>(data: T, options: EngineOptions = {}): Engine<T> {
  const scalar = isFloat32(data) ? "f32" : "f64";
  const build = chooseBuild(scalar, options);
  let engine = engines.get(build);
  if (!engine) {
    engine = instantiate(build, scalar === "f32" ? Float32Array : Float64Array);
    engines.set(build, engine);
  }
  return engine as Engine<T>;
}

type RealConstructor = typeof Float32Array | typeof Float64Array;

function instantiate(build: BuildName, Scalars: RealConstructor): Engine {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const instance = new WebAssembly.Instance(compile(build), { env: { memory } });
  const arena = new Arena(memory);

  const size = Scalars.BYTES_PER_ELEMENT;
  let view: Real = new Scalars(memory.buffer);
  const numbers = () => {
    // A memory that grows detaches all views of it.
    if (view.length === 0) view = new Scalars(memory.buffer);
    return view;
  };
  const allocate = (length: number) => arena.allocate(length * size);
  const write = (at: number, data: Real) => numbers().set(data, at / size);
  return {
    build,
    exports: instance.exports as unknown as Exports,
    arena,
    get numbers() {
      return numbers();
    },
    workspaces: new Map(),
    allocate,
    write,
    push(data) {
      const at = allocate(data.length);
      write(at, data);
      return at;
    },
    pull(at, length) {
      try {
        return numbers().slice(at / size, at / size + length);
      } catch (cause) {
        // The copy lives outside of WebAssembly's memory; there may be no room for it either.
        throw new OutOfMemory(undefined, { cause });
      }
    },
  };
}
