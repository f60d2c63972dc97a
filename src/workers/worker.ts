// What runs in a worker: of a browser, or of Node. It is bundled to one text, which src/workers/source.ts holds.
import { watch } from "../progress.ts";
import { init } from "../wasm/builds.ts";
import { buffersIn, cannotCross, decode, encode } from "./codec.ts";
import { saveError } from "./errors.ts";
import type { FromWorker, Run, Start, ToWorker } from "./messages.ts";
import { receive } from "./receivedBytes.ts";
import { perform } from "./tasks.ts";

/** Milliseconds between two messages about progress: a frame of most screens. */
const FRAME = 16;

/** A thread's way to whoever started it: in browsers it is the thread itself. */
interface Port {
  postMessage(message: FromWorker, transfer: ArrayBuffer[]): void;
  on?(type: "message", listen: (message: ToWorker) => void): void;
  addEventListener?(type: "message", listen: (event: { data: ToWorker }) => void): void;
}

const port: Port = portOf();
let flag: Int32Array | undefined;
let started = Promise.resolve();

if (port.on) port.on("message", take);
else port.addEventListener?.("message", ({ data }) => take(data));

function portOf(): Port {
  const { process } = globalThis as { process?: Pick<NodeJS.Process, "getBuiltinModule"> };
  const inNode = process?.getBuiltinModule?.("node:worker_threads").parentPort;
  return (inNode ?? globalThis) as unknown as Port;
}

function take(message: ToWorker): void {
  if (message.type === "start") started = start(message);
  // Not before: that a worker without its lock was ended would be noticed by nobody.
  else void started.then(() => run(message));
}

async function start({ bytes, alphabet, flag: shared, lock }: Start): Promise<void> {
  receive(bytes, alphabet);
  flag = shared;
  send({ type: "ready", locked: lock !== undefined && (await hold(lock)) });
}

/** Takes a lock, and keeps it as long as this thread lives; or says that none can be had, as in a worker from a data URL. */
function hold(lock: string): Promise<boolean> {
  const { locks } = navigator as { locks?: LockManager };
  return new Promise((resolve) => {
    const keep = () => {
      resolve(true);
      return new Promise<never>(() => {});
    };
    const none = () => resolve(false);
    if (locks) locks.request(lock, keep).catch(none);
    else none();
  });
}

async function run({ id, task, progress: wanted, reproducible }: Run): Promise<void> {
  let last = -Infinity;
  const stop = watch({
    look() {
      if (flag && Atomics.load(flag, 0) === id) throw new Error("cancelled");
    },
    onProgress(progress) {
      const now = performance.now();
      if (!wanted || now - last < FRAME) return;
      last = now;
      send({ type: "progress", id, progress });
    },
  });
  try {
    init({ reproducible });
    const result = await perform(decode(task) as typeof task);
    const foreign = (object: object) => {
      throw cannotCross(task.name, object);
    };
    const value = encode(result, { name: task.name, copies: false, foreign });
    send({ type: "done", id, value }, [...buffersIn(value)]);
  } catch (error) {
    send({ type: "failed", id, error: saveError(error) });
  } finally {
    stop();
  }
}

function send(message: FromWorker, transfer: ArrayBuffer[] = []): void {
  port.postMessage(message, transfer);
}
