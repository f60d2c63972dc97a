import type { Io } from "./io.ts";

/** Who waits longer wants to know what for. */
const PATIENCE_MS = 1000;

/** Tells on stderr what a command is doing, but only where it takes longer than a second. */
export class Progress {
  readonly #io: Io;
  readonly #start: number;
  /** When the last update was told. */
  #told: number;

  constructor(io: Io) {
    this.#io = io;
    this.#start = io.now();
    this.#told = this.#start;
  }

  /**
   * Announces the next step.
   *
   * @param expectedMs - How long it may take. The engine computes in one go, so
   * what is to be said about a long step must be said before it.
   */
  step(what: string, expectedMs = 0): void {
    const elapsed = this.#io.now() - this.#start;
    if (elapsed + expectedMs > PATIENCE_MS) this.#io.stderr.write(`wasm-svd: ${what} …\n`);
  }

  /** Tells how far a long step has come: a line a second at most. */
  update(how: () => string): void {
    const now = this.#io.now();
    if (now - this.#told < PATIENCE_MS) return;
    this.#told = now;
    this.#io.stderr.write(`wasm-svd: ${how()}\n`);
  }
}

/**
 * A guess at the time of a thin SVD in ms: about 20·m·n·min(m, n) operations,
 * at 12 a nanosecond, as measured for 512 × 512.
 */
export function expectedSvdMs(rows: number, columns: number): number {
  return (20 * rows * columns * Math.min(rows, columns)) / 12e6;
}
