import process from "node:process";
import { JobError } from "./errors.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs `body`, which leaves nothing half done when its signal aborts and it throws. After that the program ends by what
 * interrupted it, as the shell expects.
 *
 * While the engine computes no handler could run, and Ctrl-C must still end the program at once, which it does by itself:
 * only for what waits in between.
 */
export async function interruptible<R>(body: (signal: AbortSignal) => Promise<R>): Promise<R> {
  const aborter = new AbortController();
  let received: NodeJS.Signals | undefined;
  const stop = (name: NodeJS.Signals) => {
    received = name;
    aborter.abort();
  };
  for (const name of SIGNALS) process.on(name, stop);
  try {
    return await body(aborter.signal);
  } catch (error) {
    if (received === undefined) throw error;
    throw new JobError(`ended by ${received}`, { cause: error });
  } finally {
    for (const name of SIGNALS) process.off(name, stop);
    // With the handlers gone, the signal does what it always does.
    if (received !== undefined) process.kill(process.pid, received);
  }
}
