import { isFloat32, type Real } from "../real.ts";
import { Arena, OutOfMemory } from "./arena.ts";
import { chooseBuild, compile, type EngineOptions } from "./builds.ts";
import { host } from "./checkpoint.ts";
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

  /** Fills `data` with the numbers of a block. */
  read(at: number, data: T): void;

  /** Returns a fresh copy of `length` numbers. */
  pull(at: number, length: number): T;
}

/**
 * The largest memory that stays for the next call in any case, in bytes: a thin decomposition of 2,100 ×
 * 2,100 takes as much. A new instance costs 0.1 ms, but fresh pages up to 3.5 ms a MiB (measured in a
 * virtual machine), a tenth of such a decomposition: also a larger one is used again where it is there.
 */
export const KEEP = 256 * 2 ** 20;

/** Engines in use or kept; those that have grown large, only as long as the garbage collector leaves them. */
const engines = new Map<BuildName, Pick<WeakRef<Engine>, "deref">>();
const modules = new Map<BuildName, WebAssembly.Module>();

/**
 * Returns the engine for the precision of `data`. There is one for each build,
 * made when it is first asked for, and again after one that had grown large is gone.
 */
export function engineFor<T extends Real>(data: T, options: EngineOptions = {}): Engine<T> {
  const scalar = isFloat32(data) ? "f32" : "f64";
  const build = chooseBuild(scalar, options);
  const known = engines.get(build)?.deref();
  if (known) return known as Engine<T>;
  const engine = instantiate(build, scalar === "f32" ? Float32Array : Float64Array);
  engines.set(build, { deref: () => engine });
  return engine as Engine<T>;
}

/**
 * Leaves an engine whose memory has grown beyond `KEEP` to the garbage collector: a memory cannot shrink,
 * but goes as a whole. Until then, and while somebody holds the engine, it is the one for its build:
 * one large job after the other computes in the same memory.
 */
export function giveBack(engine: Engine): void {
  if (engine.arena.memory.buffer.byteLength <= KEEP) return;
  engines.set(engine.build, new WeakRef(engine));
}

/** Forgets all engines: their memories go when nobody uses them any more, and the next call makes new ones. */
export function forgetEngines(): void {
  engines.clear();
}

type RealConstructor = typeof Float32Array | typeof Float64Array;

function instantiate(build: BuildName, Scalars: RealConstructor): Engine {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const instance = new WebAssembly.Instance(moduleOf(build), { env: { memory }, host });
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
    read: (at, data) => data.set(new Scalars(memory.buffer, at, data.length)),
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

/** A build, compiled once for all its engines. */
function moduleOf(build: BuildName): WebAssembly.Module {
  let module = modules.get(build);
  if (!module) {
    module = compile(build);
    modules.set(build, module);
  }
  return module;
}
