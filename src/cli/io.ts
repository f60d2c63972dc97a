/** Where a command writes, so that tests can read it. */
export interface Io {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  /** Milliseconds since some moment. */
  readonly now: () => number;
}
