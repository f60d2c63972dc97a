import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { FormatError } from "../io/formatError.ts";
import { codeOf, JobError, UsageError } from "./errors.ts";

const READ_REASONS: Record<string, string> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  ENOTDIR: "there is no such file",
  EACCES: "you may not read it",
  EPERM: "you may not read it",
};

/**
 * Reads a file that the user named.
 *
 * @throws {@link UsageError} if it cannot be read.
 */
export async function readInput(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = codeOf(error) ?? "";
    throw new UsageError(`cannot read ${path}: ${READ_REASONS[code] ?? String(error)}`);
  }
}

/**
 * Makes something of the bytes of a file, and names the file where they are no good.
 *
 * @throws {@link UsageError} where `parse` throws a `FormatError`.
 */
export function parseInput<R>(path: string, parse: () => R): R {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new UsageError(`cannot read ${path}: ${error.message}`, { cause: error });
  }
}

export interface OutputFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Writes files into `folder`, which is made if need be. Each is written under
 * another name first and renamed when all are complete; whatever stops the
 * program in between, no file is cut off and none of the others remains.
 *
 * @throws {@link UsageError} if `folder` cannot be a folder or written to.
 * @throws {@link JobError} if writing fails later, such as on a full disk.
 */
export async function writeOutputs(folder: string, files: readonly OutputFile[]): Promise<void> {
  await makeFolder(folder);
  const pairs = files.map(({ name, content }) => {
    const temporary = join(folder, `.${name}.${process.pid}.tmp`);
    return { temporary, final: join(folder, name), content };
  });
  const removeAll = () => Promise.all(pairs.map(({ temporary }) => rm(temporary, { force: true })));
  // Only now: while the engine computes, no handler could run, and Ctrl-C must still end the
  // program at once, which it does by itself.
  const aborter = new AbortController();
  let signal: NodeJS.Signals | undefined;
  const stop = (received: NodeJS.Signals) => {
    signal = received;
    aborter.abort();
  };
  for (const name of SIGNALS) process.on(name, stop);
  try {
    for (const { temporary, content } of pairs) {
      await writeFile(temporary, content, { signal: aborter.signal });
    }
    for (const { temporary, final } of pairs) {
      aborter.signal.throwIfAborted();
      await rename(temporary, final);
    }
  } catch (error) {
    await removeAll();
    if (!signal)
      throw new JobError(`cannot write to ${folder}: ${reasonOf(error)}`, { cause: error });
  } finally {
    for (const name of SIGNALS) process.off(name, stop);
  }
  // With the handler gone, the signal does what it always does, and the shell sees that it did.
  if (signal) process.kill(process.pid, signal);
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    const inTheWay = ["EEXIST", "ENOTDIR"].includes(codeOf(error) ?? "");
    const reason = inTheWay ? "a file of that name is in the way" : reasonOf(error);
    throw new UsageError(`cannot make the folder ${folder}: ${reason}; choose another with -o`);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
