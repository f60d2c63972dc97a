import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { FormatError } from "../io/formatError.ts";
import { codeOf, JobError, UsageError } from "./errors.ts";
import { interruptible } from "./interrupt.ts";

const READ_REASONS: Record<string, string> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  ENOTDIR: "there is no such file",
  EACCES: "you may not read it",
  EPERM: "you may not read it",
};

/**
 * The size of a file that the user named, in bytes.
 *
 * @throws {@link UsageError} if it cannot be read.
 */
export async function sizeOfFile(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    throw unreadable(path, error);
  }
}

/**
 * Reads a file that the user named.
 *
 * @throws {@link UsageError} if it cannot be read.
 */
export async function readInput(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): UsageError {
  const reason = READ_REASONS[codeOf(error) ?? ""] ?? String(error);
  return new UsageError(`cannot read ${path}: ${reason}`);
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

/**
 * The same for what reads the file itself, piece by piece.
 *
 * @throws {@link UsageError} if it cannot be read, or where `read` throws a `FormatError`.
 */
export async function streamInput<R>(path: string, read: () => Promise<R>): Promise<R> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof FormatError) {
      throw new UsageError(`cannot read ${path}: ${error.message}`, { cause: error });
    }
    if (codeOf(error) === undefined) throw error;
    throw unreadable(path, error);
  }
}

export interface OutputFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

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
  await interruptible(async (signal) => {
    try {
      for (const { temporary, content } of pairs) await writeFile(temporary, content, { signal });
      for (const { temporary, final } of pairs) {
        signal.throwIfAborted();
        await rename(temporary, final);
      }
    } catch (error) {
      await removeAll();
      throw new JobError(`cannot write to ${folder}: ${reasonOf(error)}`, { cause: error });
    }
  });
}

/**
 * Makes a folder, unless there is one.
 *
 * @throws {@link UsageError} if that cannot be.
 */
export async function makeFolder(folder: string): Promise<void> {
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
