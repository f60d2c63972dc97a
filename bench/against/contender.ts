import { spawn, type ChildProcess } from "node:child_process";
import {
  bytesOf,
  messages,
  split,
  type Description,
  type Dtype,
  type Message,
  type Numbers,
  type Request,
  type Truncation,
  type Work,
} from "./protocol.ts";

export interface Command {
  readonly name: string;
  readonly run: readonly [program: string, ...args: string[]];
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /**
   * The largest SVD it is asked for, as the n of an n × n matrix of as many
   * flops: a slow one would take the time of all others. Unlimited if missing.
   */
  readonly upTo?: number;
  /** Whether it takes a matrix with more columns than rows; true if missing. */
  readonly wide?: boolean;
}

/** A process that does the same work as the others, and waits while they do. */
export class Contender {
  readonly command: Command;
  readonly description: Description;
  readonly #process: ChildProcess;
  readonly #messages: AsyncGenerator<Message>;

  private constructor(
    command: Command,
    process: ChildProcess,
    messages: AsyncGenerator<Message>,
    description: Description,
  ) {
    this.command = command;
    this.#process = process;
    this.#messages = messages;
    this.description = description;
  }

  /** Starts the process. Rejects if it does not answer. */
  static async start(command: Command): Promise<Contender> {
    const [program, ...args] = command.run;
    const environment = { ...process.env, ...command.environment };
    const child = spawn(program, args, { env: environment, stdio: ["pipe", "pipe", "pipe"] });
    // A contender that ends is noticed by the answer that does not come.
    child.on("error", () => {});
    child.stdin.on("error", () => {});
    const answers = messages(child.stdout);
    let complaint = "";
    child.stderr.on(
      "data",
      (text: Buffer) => (complaint = (complaint + text.toString()).slice(-2000)),
    );
    try {
      const { header } = await exchange(child, answers, { action: "describe" });
      return new Contender(command, child, answers, header as unknown as Description);
    } catch (cause) {
      const reason = /^.*Error.*$/m.exec(complaint)?.[0] ?? (cause as Error).message;
      throw new Error(`${command.name} does not start: ${reason}`, { cause });
    }
  }

  get name(): string {
    return this.command.name;
  }

  can(work: Work, dtype: Dtype, rows: number, columns: number): boolean {
    const { upTo = Infinity, wide = true } = this.command;
    const flops = rows * columns * Math.min(rows, columns);
    const { works, dtypes } = this.description;
    return (
      works.includes(work) &&
      dtypes.includes(dtype) &&
      flops <= upTo ** 3 &&
      (wide || rows >= columns)
    );
  }

  async take(
    operand: "a" | "b",
    rows: number,
    columns: number,
    dtype: Dtype,
    data: Numbers,
  ): Promise<void> {
    await this.#ask({ action: "take", operand, rows, columns, dtype }, bytesOf(data));
  }

  async give(work: Work, dtype: Dtype, truncation?: Truncation): Promise<Numbers[]> {
    const { header, payload } = await this.#ask({ action: "give", work, dtype, ...truncation });
    return split(payload, dtype, header["lengths"] as number[]);
  }

  /** Returns the mean milliseconds of `calls` calls. */
  async time(work: Work, dtype: Dtype, calls: number, truncation?: Truncation): Promise<number> {
    const { header } = await this.#ask({ action: "time", work, dtype, calls, ...truncation });
    return header["milliseconds"] as number;
  }

  stop(): void {
    this.#process.kill();
  }

  #ask(request: Request, payload?: Uint8Array): Promise<Message> {
    return exchange(this.#process, this.#messages, request, payload);
  }
}

async function exchange(
  { stdin }: ChildProcess,
  answers: AsyncGenerator<Message>,
  request: Request,
  payload?: Uint8Array,
): Promise<Message> {
  stdin!.write(`${JSON.stringify({ ...request, bytes: payload?.length ?? 0 })}\n`);
  if (payload) stdin!.write(payload);
  const answer = await answers.next();
  if (answer.done === true) throw new Error(`it ended before it answered ${request.action}`);
  const { error } = answer.value.header;
  if (typeof error === "string") throw new Error(error);
  return answer.value;
}
