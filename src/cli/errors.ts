/**
 * What the person who typed the command can put right: an option, a file, a
 * number. The program ends with status 2 and this message in one line.
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A command cannot go on, through no fault of its arguments. The program ends with status 1. */
export class JobError extends Error {
  override readonly name = "JobError";
}

/** The code of an error of Node, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
