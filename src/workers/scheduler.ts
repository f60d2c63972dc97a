import type { Progress } from "../progress.ts";
import { decode } from "./codec.ts";
import { restoreError } from "./errors.ts";
import type { Answer, Task } from "./messages.ts";
import { after, Station } from "./station.ts";
import type { WorkerLike } from "./thread.ts";

/** A task that somebody waits for. */
export interface Job {
  /** Whose errors name it: "svd". */
  readonly name: string;
  /** As data that nobody else has. */
  readonly task: Task;
  /** What `init` had been told when the job came. */
  readonly reproducible: boolean;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

export interface SchedulerOptions {
  readonly threads: number;
  readonly idleTimeout: number;
  readonly create: () => WorkerLike;
}

/** First come, first served: each job to a station that has none, a new one as long as there are fewer than `threads`. */
export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #queue = new Set<Job>();
  readonly #running = new Map<Job, Station>();
  readonly #idle: Station[] = [];
  readonly #stations = new Set<Station>();
  readonly #sleep = new Map<Station, ReturnType<typeof setTimeout>>();
  #closing: Promise<void> | undefined;

  constructor(options: SchedulerOptions) {
    this.#options = options;
  }

  add(job: Job): void {
    if (this.#closing) return job.reject(closed(job));
    if (this.#idle.length === 0 && this.#stations.size >= this.#options.threads) {
      this.#queue.add(job);
    } else {
      this.#start(job);
    }
  }

  /** Gives up a job, if it is not done. */
  cancel(job: Job): void {
    this.#queue.delete(job);
    const station = this.#running.get(job);
    this.#running.delete(job);
    station?.giveUp();
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#end());
  }

  async #end(): Promise<void> {
    const waiting = [...this.#running.keys(), ...this.#queue];
    const stations = [...this.#stations];
    for (const timer of this.#sleep.values()) clearTimeout(timer);
    for (const all of [this.#running, this.#queue, this.#stations, this.#sleep]) all.clear();
    this.#idle.length = 0;
    for (const job of waiting) job.reject(closed(job));
    await Promise.all(stations.map((station) => station.end()));
  }

  #start(job: Job): void {
    let station: Station | undefined;
    try {
      station = this.#idle.pop() ?? this.#open();
      clearTimeout(this.#sleep.get(station));
      this.#assign(job, station);
    } catch (error) {
      // The worker could not be started, or the arguments cannot cross threads.
      this.#running.delete(job);
      job.reject(error);
      // Not at once: the next may come to the same.
      if (station) queueMicrotask(() => this.#next(station as Station));
    }
  }

  #assign(job: Job, station: Station): void {
    this.#running.set(job, station);
    station.run({
      task: job.task,
      reproducible: job.reproducible,
      progress: job.onProgress !== undefined,
      onMessage: (message) => {
        if (message.type === "progress") return this.#tell(job, message.progress);
        this.#running.delete(job);
        answer(job, message);
      },
      onDeath: (reason, hadStarted) => {
        this.#running.delete(job);
        const advice = hadStarted ? "" : ADVICE;
        job.reject(new Error(`${job.name}: the worker stopped: ${reason}${advice}`));
      },
    });
  }

  #tell(job: Job, progress: Progress): void {
    try {
      job.onProgress?.(progress);
    } catch (error) {
      this.cancel(job);
      job.reject(error);
    }
  }

  #open(): Station {
    const station: Station = new Station({
      create: this.#options.create,
      onIdle: () => this.#next(station),
      onGone: () => {
        this.#forget(station);
        this.#startWaiting();
      },
    });
    this.#stations.add(station);
    return station;
  }

  /** The next job for a station, or a rest. */
  #next(station: Station): void {
    if (!this.#stations.has(station)) return;
    const [job] = this.#queue;
    if (!job) return this.#rest(station);
    this.#queue.delete(job);
    this.#idle.push(station);
    this.#start(job);
  }

  /** Jobs wait, and a station has gone: others take its place. */
  #startWaiting(): void {
    for (const job of this.#queue) {
      if (this.#idle.length === 0 && this.#stations.size >= this.#options.threads) return;
      this.#queue.delete(job);
      this.#start(job);
    }
  }

  /** An idle worker is ended after some time: a memory that has grown is given back by nothing else. */
  #rest(station: Station): void {
    this.#idle.push(station);
    const leave = () => {
      this.#forget(station);
      void station.end();
    };
    this.#sleep.set(station, after(this.#options.idleTimeout, leave));
  }

  #forget(station: Station): void {
    this.#stations.delete(station);
    clearTimeout(this.#sleep.get(station));
    this.#sleep.delete(station);
    const place = this.#idle.indexOf(station);
    if (place >= 0) this.#idle.splice(place, 1);
  }
}

function answer(job: Job, message: Exclude<Answer, { type: "progress" }>): void {
  try {
    if (message.type === "done") job.resolve(decode(message.value));
    else job.reject(restoreError(message.error));
  } catch (cause) {
    job.reject(new Error(`${job.name}: the worker gave no answer that can be read`, { cause }));
  }
}

/** What helps where workers cannot start: nothing else ends them in pages. */
const ADVICE =
  "; where a content security policy forbids workers from blobs, give createPool a createWorker that runs wasm-svd/worker";

function closed({ name }: Job): Error {
  return new Error(`${name}: the pool was closed`);
}
