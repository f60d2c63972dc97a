/** Bytes by which a WebAssembly memory grows. */
const PAGE = 65_536;

/** Every block starts on the natural boundary of a `v128`. */
const ALIGNMENT = 16;

/**
 * Bytes that can be handed out: all of WebAssembly's 4 GiB but the last page.
 * The loops of the modules run while an address is below the end of a block,
 * and an end of 2³² would wrap around to 0.
 */
export const LIMIT = 65_535 * PAGE;

/** There is not enough memory for a call. Callers turn it into an error that names the call. */
export class OutOfMemory extends Error {
  override readonly name = "OutOfMemory";
}

/**
 * A stack of blocks in a WebAssembly memory.
 *
 * The modules never allocate: they compute on the addresses they are given.
 * All memory is handed out here and freed in one step, at the end of a scope.
 *
 *     0        16                 top                    byteLength
 *     │ unused │ block │ block │ … │ free                │
 *
 * A memory cannot shrink: what a large call needed stays reserved for the next.
 */
export class Arena {
  readonly memory: WebAssembly.Memory;
  #top = ALIGNMENT;

  /** The size of the memory, which nothing else grows: to ask for its buffer takes longer than all else here. */
  #size: number;

  constructor(memory: WebAssembly.Memory) {
    this.memory = memory;
    this.#size = memory.buffer.byteLength;
  }

  /** Bytes handed out at the moment. */
  get used(): number {
    return this.#top - ALIGNMENT;
  }

  /**
   * Reserves `bytes` and returns their address. May grow the memory, which
   * detaches every view of it made before.
   *
   * @throws {@link OutOfMemory} if they do not fit, or the machine has no more.
   */
  allocate(bytes: number): number {
    const address = this.#top;
    const top = address + blockSize(bytes);
    this.#grow(top);
    this.#top = top;
    return address;
  }

  /**
   * Makes sure that blocks of these sizes fit, so that they need not grow the
   * memory one by one, and a call that cannot succeed fails before it starts.
   */
  reserve(...sizes: number[]): void {
    let top = this.#top;
    for (const bytes of sizes) top += blockSize(bytes);
    this.#grow(top);
  }

  /** Runs `body`, then frees all that it allocated, also when it throws. */
  scope<R>(body: () => R): R {
    const top = this.#top;
    try {
      return body();
    } finally {
      this.#top = top;
    }
  }

  #grow(top: number): void {
    if (!(top <= LIMIT)) throw new OutOfMemory();
    if (top <= this.#size) return;
    try {
      this.memory.grow(Math.ceil((top - this.#size) / PAGE));
    } catch (cause) {
      throw new OutOfMemory(undefined, { cause });
    }
    this.#size = this.memory.buffer.byteLength;
  }
}

function blockSize(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
